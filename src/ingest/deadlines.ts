import type { Clock } from '../lib/clock.ts'
import type { BatchOutcome, Pending } from './pending.ts'

/** Requests that wait for their answer; at its deadline each is answered that the store is slow. */
export interface Deadlines {
  add(request: Pending): void
  /** Answers a request, unless it is answered already. */
  answer(request: Pending, outcome: BatchOutcome): void
  /** Answers all that are left. */
  stop(): void
}

/** One timer, for the first deadline, and none while nothing waits. */
export function createDeadlines(clock: Clock): Deadlines {
  const waiting = new Set<Pending>()
  let timer: { readonly at: number; cancel(): void } | undefined

  const answer = (request: Pending, outcome: BatchOutcome) => {
    waiting.delete(request)
    request.answer?.(outcome)
    request.answer = undefined
  }
  const arm = (at: number) => {
    if (timer && timer.at <= at) return
    timer?.cancel()
    timer = { at, cancel: clock.after(Math.max(1, at - clock.now()), sweep) }
  }
  const sweep = () => {
    timer = undefined
    const now = clock.now()
    let next = Number.POSITIVE_INFINITY
    for (const request of waiting) {
      if (request.deadline <= now) answer(request, { kind: 'unavailable', reason: 'slow' })
      else next = Math.min(next, request.deadline)
    }
    if (waiting.size > 0) arm(next)
  }

  return {
    add(request) {
      waiting.add(request)
      arm(request.deadline)
    },
    answer,
    stop() {
      timer?.cancel()
      for (const request of waiting) answer(request, { kind: 'unavailable', reason: 'stopping' })
    },
  }
}
