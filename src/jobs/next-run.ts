import type { NextRun } from '../store/jobs/jobs.ts'

/** How long after each failure a job runs again; after the last of them it is given up. */
export const RETRY_AFTER_MS: readonly number[] = [5_000, 30_000, 120_000, 600_000]

/** When a job runs again that was done, or has failed; undefined: never. Periodic work is given up until its next time. */
export function nextRunOf(
  { attempts, dueAt }: NextRun,
  outcome: 'done' | 'failed',
  everyMs: number | undefined,
  now: number,
): NextRun | undefined {
  // A claim may be a little early: the next time is one after that for which the job ran.
  const periodic = everyMs === undefined ? undefined : nextMultiple(Math.max(now, dueAt.getTime()), everyMs)
  const retryMs = outcome === 'failed' ? RETRY_AFTER_MS[attempts] : undefined
  if (retryMs !== undefined) {
    const retryAt = Math.min(now + retryMs, periodic ?? Number.POSITIVE_INFINITY)
    return { attempts: attempts + 1, dueAt: new Date(retryAt) }
  }
  return periodic === undefined ? undefined : { attempts: 0, dueAt: new Date(periodic) }
}

/** The first multiple of `everyMs` after `time`. */
export function nextMultiple(time: number, everyMs: number): number {
  return (Math.floor(time / everyMs) + 1) * everyMs
}
