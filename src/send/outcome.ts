import type { PlatformError } from '../platforms/error.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
/** How long a message is tried while it fails, from the first time on. */
const TRY_FOR_MS = 60 * 60_000
/** A rate limit is waited for without a limit, but no longer than this at a time. */
const LONGEST_RATE_WAIT_MS = 24 * 60 * 60_000
/** A platform remembers the key of a message for a day; then it would take it a second time. */
const KEY_HOLDS_MS = 23 * 60 * 60_000
/** At one a minute the rate limits of a week. */
const MAX_ATTEMPTS = 10_000

export type NextState =
  | { readonly action: 'fail' }
  /** It may have been sent, and must not be sent twice. */
  | { readonly action: 'unknown' }
  | { readonly action: 'retry'; readonly inMs: number; readonly reason: 'rate_limit' | 'retry' }

/** What is known of a message that was tried. */
export interface Tried {
  /** The last try included. */
  readonly attempts: number
  readonly createdAt: Date
  /** Since when it fails, rate limits aside; undefined: it did not before. */
  readonly failingSince: Date | undefined
  /** An earlier try ended without an answer. */
  readonly mayHaveBeenSent: boolean
}

/**
 * What follows from an error of a send: tried again when the platform says it may pass and nothing can be sent twice;
 * for an hour after it first failed, but for a rate limit as long as it takes.
 */
export function nextAfter(error: PlatformError, tried: Tried, now: Date, random: () => number): NextState {
  const { attempts, createdAt, failingSince = now, mayHaveBeenSent } = tried
  const unknown = error.outcomeUnknown || mayHaveBeenSent
  const over = { action: unknown ? 'unknown' : 'fail' } as const
  if (!error.retryable || attempts >= MAX_ATTEMPTS) return over
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, attempts - 1)) * (0.9 + random() * 0.2)
  const asked = error.retryAfterMs ?? 0
  const limited = error.kind === 'rate'
  const inMs = Math.round(Math.max(backoff, limited ? Math.min(asked, LONGEST_RATE_WAIT_MS) : asked))
  const at = now.getTime() + inMs
  if (!limited && at > failingSince.getTime() + TRY_FOR_MS) return over
  if (unknown && at > createdAt.getTime() + KEY_HOLDS_MS) return over
  return { action: 'retry', inMs, reason: limited ? 'rate_limit' : 'retry' }
}
