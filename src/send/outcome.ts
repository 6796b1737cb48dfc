import { messageOf } from '../errors.ts'
import { PlatformError } from '../platforms/client.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
/** How long after it was asked for a message is still tried. */
const TRY_FOR_MS = 60 * 60_000
const MAX_ATTEMPTS = 100

export type NextState =
  | { readonly action: 'fail'; readonly error: SendFailure }
  | { readonly action: 'retry'; readonly error: SendFailure; readonly inMs: number; readonly reason: string }

export interface SendFailure {
  readonly kind: string
  readonly code: string | undefined
  readonly message: string
  readonly retryable: boolean
  readonly outcomeUnknown: boolean
}

/**
 * What follows from an error of a send: tried again when the platform says it may pass and nothing can be sent twice,
 * at the most for an hour. An error that is none of the platform's leaves it open whether the message was sent.
 */
export function nextAfter(
  error: unknown,
  attempts: number,
  createdAt: Date,
  now: Date,
  random: () => number,
): NextState {
  if (!(error instanceof PlatformError)) {
    const failure = {
      kind: 'unavailable',
      code: undefined,
      message: messageOf(error),
      retryable: false,
      outcomeUnknown: true,
    }
    return { action: 'fail', error: failure }
  }
  const failure: SendFailure = {
    kind: error.kind,
    code: error.platformCode,
    message: error.message,
    retryable: error.retryable,
    outcomeUnknown: error.outcomeUnknown && !error.retryable,
  }
  if (!error.retryable || attempts >= MAX_ATTEMPTS) return { action: 'fail', error: failure }
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, attempts - 1)) * (0.9 + random() * 0.2)
  const inMs = Math.round(Math.max(backoff, error.retryAfterMs ?? 0))
  if (now.getTime() + inMs > createdAt.getTime() + TRY_FOR_MS) return { action: 'fail', error: failure }
  return { action: 'retry', error: failure, inMs, reason: error.kind === 'rate' ? 'rate_limit' : 'retry' }
}
