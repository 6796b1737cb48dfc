import type { StoredEvent } from '../events/stored.ts'
import type { Size } from '../queue/group-commit.ts'
import type { Reservation } from '../queue/reservation.ts'
import type { PreparedEvent } from '../store/events/prepare.ts'

/** Where stored events go when there is room for them in memory. */
export interface Handover {
  /** Room for events that are about to be stored; undefined: they are to be due in the store. */
  reserve(rows: number, bytes: number): Reservation<StoredEvent> | undefined
}

export type BatchOutcome =
  | { readonly kind: 'stored'; readonly newIds: readonly string[]; readonly duplicates: number }
  | { readonly kind: 'unavailable'; readonly reason: 'full' | 'slow' | 'store' | 'stopping' }

/** The events of one request, until it is answered. */
export interface Pending {
  readonly events: readonly PreparedEvent[]
  readonly size: Size
  /** In milliseconds of the clock. */
  readonly deadline: number
  /** Undefined once it is answered. */
  answer: ((outcome: BatchOutcome) => void) | undefined
}
