import { messageOf } from '../errors.ts'
import type { StoredEvent } from '../events/stored.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import { GroupCommit, type Size } from '../queue/group-commit.ts'
import type { Reservation } from '../queue/reservation.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { isDataError } from '../store/sql-errors.ts'
import { createDeadlines } from './deadlines.ts'
import type { PreparedEvent } from './prepare.ts'
import { storeRequests } from './store-requests.ts'

/** Statements in flight at a time. */
const CONCURRENCY = 3
/** In one transaction at the most. */
const BATCH = { rows: 500, bytes: 16 * 1024 * 1024 }
/** Waiting for a transaction at the most. */
const WAITING = { rows: 20_000, bytes: 128 * 1024 * 1024 }
/** No platform waits longer for its answer (they give up between 2 s and 5 s). */
export const ANSWER_WITHIN_MS = 1400
const WARN_EVERY_MS = 1000

/** Where stored events go when there is room for them in memory. */
export interface Handover {
  /** Room for events that are about to be stored; undefined: they are to be due in the store. */
  reserve(rows: number, bytes: number): Reservation<StoredEvent> | undefined
}

export type BatchOutcome =
  | { readonly kind: 'stored'; readonly newIds: readonly string[]; readonly duplicates: number }
  | { readonly kind: 'unavailable'; readonly reason: 'full' | 'slow' | 'store' | 'stopping' }

export interface Batcher {
  /** Resolves within the answer deadline, which runs from when the request was received; `stored` means committed. */
  add(events: readonly PreparedEvent[], receivedAt: Date): Promise<BatchOutcome>
  /** Takes nothing more, and resolves when what was taken is answered. */
  stop(): Promise<void>
}

/** The events of one request, until it is answered. */
export interface Pending {
  readonly events: readonly PreparedEvent[]
  readonly size: Size
  /** In milliseconds of the clock. */
  readonly deadline: number
  /** Undefined once it is answered. */
  answer: ((outcome: BatchOutcome) => void) | undefined
}

export interface BatcherDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly clock: Clock
  readonly accounts: AccountDirectory
  readonly window: IdWindow
  readonly handover: Handover | undefined
  readonly log: Logger
  onCommitted(): void
}

/**
 * Stores requests by group commit. Bounded in rows, bytes and age, so a store that is slow or away costs answers of 503,
 * never memory or a late answer.
 */
export function createBatcher(deps: BatcherDependencies): Batcher {
  const { clock, log } = deps
  const deadlines = createDeadlines(clock)
  let stopping = false
  let warnAgainAt = 0

  const commit = new GroupCommit<Pending>(clock, {
    concurrency: CONCURRENCY,
    batch: BATCH,
    waiting: WAITING,
    start: 'after the turn',
    sizeOf: ({ size }) => size,
    // Answered 503 already: the platform sends it again, so it need not be stored now.
    wanted: ({ answer }) => answer !== undefined,
    write: (requests) => storeRequests(deps, requests, deadlines.answer),
    isRefusal: isDataError,
    async writeAlone(request) {
      try {
        await storeRequests(deps, [request], deadlines.answer)
      } catch (error) {
        log.error({ error: messageOf(error) }, 'a request could not be stored for its content; answered 503')
        deadlines.answer(request, { kind: 'unavailable', reason: 'store' })
      }
    },
    onFailure(requests, error) {
      if (clock.now() >= warnAgainAt) {
        warnAgainAt = clock.now() + WARN_EVERY_MS
        log.warn({ error: messageOf(error), requests: requests.length }, 'events could not be stored; answered 503')
      }
      for (const request of requests) deadlines.answer(request, { kind: 'unavailable', reason: 'store' })
      return 'done'
    },
  })

  return {
    add(events, receivedAt) {
      if (stopping) return Promise.resolve({ kind: 'unavailable', reason: 'stopping' })
      const size = { rows: events.length, bytes: events.reduce((sum, event) => sum + event.bytes, 0) }
      if (!commit.hasRoom(size)) return Promise.resolve({ kind: 'unavailable', reason: 'full' })
      return new Promise((resolve) => {
        const deadline = receivedAt.getTime() + ANSWER_WITHIN_MS
        const request: Pending = { events, size, deadline, answer: resolve }
        deadlines.add(request)
        commit.add(request)
      })
    },
    async stop() {
      stopping = true
      await commit.drain(ANSWER_WITHIN_MS)
      deadlines.stop()
    },
  }
}
