import { useSyncExternalStore } from 'react'
import { FILTER_NAMES, type Filters, searchOf } from './filters.ts'

/** Filters under a name. */
export interface View {
  readonly name: string
  readonly filters: Filters
}

const NAME = 'hubbub.event-views'
const listeners = new Set<() => void>()
let views = read()

function read(): readonly View[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]')
    return Array.isArray(stored) ? stored.flatMap(viewOf) : []
  } catch {
    // Storage may be blocked: views last as long as the page.
    return []
  }
}

function viewOf(stored: unknown): View[] {
  if (typeof stored !== 'object' || stored === null || !('name' in stored) || !('search' in stored)) return []
  if (typeof stored.name !== 'string' || typeof stored.search !== 'string') return []
  return [{ name: stored.name, filters: filtersOf(stored.search) }]
}

function filtersOf(search: string): Filters {
  const params = new URLSearchParams(search)
  return Object.fromEntries(FILTER_NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])))
}

function keep(next: readonly View[]): void {
  views = next
  try {
    const stored = views.map(({ name, filters }) => ({ name, search: searchOf(filters) }))
    localStorage.setItem(NAME, JSON.stringify(stored))
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

addEventListener('storage', (event) => {
  if (event.key !== NAME) return
  views = read()
  for (const listener of listeners) listener()
})

export function saveView(view: View): void {
  keep([...views.filter(({ name }) => name !== view.name), view])
}

export function deleteView(name: string): void {
  keep(views.filter((view) => view.name !== name))
}

/** The views that were saved in this browser. */
export function useSavedViews(): readonly View[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => views,
  )
}
