import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'
export type Language = 'en' | 'th'

/** What somebody chose in this browser; the hub knows nothing of it. */
export interface Preferences {
  readonly theme: Theme
  readonly language: Language
  /** Types of notifications that make no toast. */
  readonly muted: readonly string[]
  /** Notifications of the system, besides those in the page. */
  readonly desktop: boolean
  /** Up to when notifications were seen, ISO 8601. */
  readonly notificationsSeenAt: string | null
  /** The first steps were put away. */
  readonly firstStepsDone: boolean
}

const NAME = 'hubbub.preferences'
const listeners = new Set<() => void>()
let current = read()
announce()

function read(): Preferences {
  const defaults: Preferences = {
    theme: 'system',
    language: navigator.language.toLowerCase().startsWith('th') ? 'th' : 'en',
    muted: [],
    desktop: false,
    notificationsSeenAt: null,
    firstStepsDone: false,
  }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? '{}')
    return typeof stored === 'object' && stored !== null ? { ...defaults, ...stored } : defaults
  } catch {
    // Storage may be blocked: choices last as long as the page.
    return defaults
  }
}

// Another tab of the same browser chose something.
addEventListener('storage', (event) => {
  if (event.key !== NAME) return
  current = read()
  announce()
})

function announce(): void {
  const root = document.documentElement
  root.lang = current.language
  if (current.theme === 'system') delete root.dataset.theme
  else root.dataset.theme = current.theme
  for (const listener of listeners) listener()
}

/** Changes some of them, here and in every other tab. */
export function choose(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(NAME, JSON.stringify(current))
  } catch {
    // As above.
  }
  announce()
}

export function preferences(): Preferences {
  return current
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
