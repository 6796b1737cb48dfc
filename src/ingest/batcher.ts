import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import { GroupCommit } from '../queue/group-commit.ts'
import type { PreparedEvent } from '../store/events/prepare.ts'
import { isDataError } from '../store/sql-errors.ts'
import { createDeadlines } from './deadlines.ts'
import type { BatchOutcome, Pending } from './pending.ts'
import { type StoreDependencies, storeRequests } from './store-requests.ts'

/** Statements in flight at a time. */
const CONCURRENCY = 3
/** In one transaction at the most. */
const BATCH = { rows: 500, bytes: 16 * 1024 * 1024 }
/** Waiting for a transaction at the most. */
const WAITING = { rows: 20_000, bytes: 128 * 1024 * 1024 }
/** No platform waits longer for its answer (they give up between 2 s and 5 s). */
export const ANSWER_WITHIN_MS = 1400
const WARN_EVERY_MS = 1000

export interface Batcher {
  /** Resolves within the answer deadline, which runs from when the request was received; `stored` means committed. */
  add(events: readonly PreparedEvent[], receivedAt: Date): Promise<BatchOutcome>
  /** Takes nothing more, and resolves when what was taken is answered. */
  stop(): Promise<void>
}

export interface BatcherDependencies extends StoreDependencies {
  readonly clock: Clock
  readonly log: Logger
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
