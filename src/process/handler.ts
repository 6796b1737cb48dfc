import type { EventType } from '../events/catalogue.ts'
import type { Additions, StoredEvent } from '../events/stored.ts'
import type { HotTransaction } from '../store/database.ts'

/** What becomes of an event before it is routed. */
export type Decision =
  | { readonly action: 'route'; readonly additions?: Additions }
  /** It is routed as this event, under the same id. */
  | { readonly action: 'replace'; readonly event: StoredEvent }
  /** It stays in the queue, and is prepared again after so many milliseconds. */
  | { readonly action: 'wait'; readonly ms: number }
  /** It failed this time: tried again with a growing delay, then `failed`. */
  | { readonly action: 'fail'; readonly error: string }

export const ROUTE: Decision = { action: 'route' }

/** An event that a handler makes. It has the account of its cause. */
export interface NewEvent {
  readonly cause: StoredEvent
  readonly type: EventType
  /** Tells apart the events of one type that a handler makes for one cause. */
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Applied {
  readonly emitted?: readonly NewEvent[]
}

/** A feature that takes part in the processing of events. Handlers run in the order of their list. */
export interface EventHandler {
  readonly name: string
  wants(event: StoredEvent): boolean
  /**
   * Outside the transaction: may read, call out, and insert contacts and conversations. One decision per event, in their
   * order. It may run again for an event.
   */
  prepare?(events: readonly StoredEvent[]): Promise<readonly Decision[]>
  /**
   * Inside the transaction that stores the deliveries and empties the queue. It may run again for an event: it writes what
   * is so, and never adds to what is there. It takes each table once, with sorted keys.
   */
  apply?(tx: HotTransaction, events: readonly StoredEvent[]): Promise<Applied>
}
