import type { StoredEvent } from '../events/stored.ts'
import type { Database, HotTransaction } from '../store/database.ts'
import { type NewDelivery, routeEvents } from '../store/event-queue/route.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { emitEvents } from '../store/events/insert.ts'
import { emittedRow } from './emitted.ts'
import type { EventHandler, NewEvent } from './handler.ts'

interface Work {
  readonly name: string
  apply(tx: HotTransaction): Promise<{ readonly emitted?: readonly NewEvent[] }>
}

/** What was stored of a batch. */
export interface StoredRouting {
  /** The ids of the deliveries that are new. */
  readonly made: ReadonlySet<string>
  /** Handlers emitted events, which are due now. */
  readonly emitted: boolean
}

/**
 * Stores the deliveries of events of one workspace, takes the events off the queue, and lets the handlers write, all in one
 * transaction. What no handler wants to write about is one statement.
 */
export async function storeRouting(
  database: Database,
  window: IdWindow,
  workspaceId: string,
  handlers: readonly EventHandler[],
  events: readonly StoredEvent[],
  deliveries: readonly NewDelivery[],
): Promise<StoredRouting> {
  const works = handlers.flatMap((handler) => workOf(handler, events))
  if (works.length === 0)
    return { made: await routeEvents(database.hot, workspaceId, events, deliveries), emitted: false }
  let close: ((error?: unknown) => void) | undefined
  try {
    const stored = await database.hotTransaction(async (tx) => {
      const routed = routeEvents(tx.run, workspaceId, events, deliveries)
      routed.catch(() => {})
      const emitted: { handler: string; event: NewEvent }[] = []
      for (const { name, apply } of works)
        for (const event of (await apply(tx)).emitted ?? []) emitted.push({ handler: name, event })
      if (emitted.length > 0) {
        const opened = window.open(emitted.length)
        close = opened.close
        const rows = emitted.map(({ handler, event }, index) => emittedRow(opened.ids[index] ?? '', handler, event))
        void emitEvents(tx.run, workspaceId, rows)
      }
      return { routed, emitted: emitted.length > 0 }
    })
    const made = await stored.routed
    close?.()
    return { made, emitted: stored.emitted }
  } catch (error) {
    close?.(error)
    throw error
  }
}

function workOf(handler: EventHandler, events: readonly StoredEvent[]): Work[] {
  const { name, apply } = handler
  if (!apply) return []
  const wanted = events.filter((event) => handler.wants(event))
  return wanted.length === 0 ? [] : [{ name, apply: (tx) => handler.apply?.(tx, wanted) ?? Promise.resolve({}) }]
}
