const JITTER = 0.1
const MAX_RETRY_AFTER_MS = 24 * 3_600_000

export interface FailedAttempt {
  /** Number of the attempt, from 1. */
  readonly attempt: number
  /** Waits between the attempts, milliseconds. */
  readonly scheduleMs: readonly number[]
  /** The wait that the destination asked for. */
  readonly retryAfterMs: number | undefined
  /** From 0 (incl.) to 1 (excl.), for the jitter. */
  readonly random: () => number
}

/** Milliseconds until the next attempt; undefined when the schedule is used up. */
export function retryIn({ attempt, scheduleMs, retryAfterMs = 0, random }: FailedAttempt): number | undefined {
  const wait = scheduleMs[attempt - 1]
  if (wait === undefined) return undefined
  const jittered = wait * (1 - JITTER + 2 * JITTER * random())
  return Math.ceil(Math.max(jittered, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)))
}
