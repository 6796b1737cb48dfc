import type { AttemptCode } from '../../codes/attempts.ts'
import { parseRetryAfter } from '../../lib/net/retry-after.ts'
import type { SendResult } from './sender.ts'

const JITTER = 0.1
const MAX_RETRY_AFTER_MS = 24 * 3_600_000
const RETRIED_4XX: ReadonlySet<number> = new Set([408, 425, 429])

export interface OutcomeInput {
  readonly result: Pick<SendResult, 'statusCode' | 'headers' | 'error'>
  /** Number of this attempt, from 1. */
  readonly attempt: number
  /** Waits between the tries, milliseconds. */
  readonly scheduleMs: readonly number[]
  readonly now: Date
  /** From 0 (incl.) to 1 (excl.), for the jitter. */
  readonly random: () => number
}

/** Why an attempt failed: a code for programs, a sentence for people. */
export interface AttemptCause {
  readonly code: AttemptCode
  readonly error: string
}

/** What becomes of a delivery after an attempt; `outcome` is how the attempt is logged. */
export type NextState =
  | { readonly action: 'delivered'; readonly outcome: 'success' }
  | ({ readonly action: 'retry'; readonly outcome: 'retry'; readonly inMs: number } & AttemptCause)
  | ({
      readonly action: 'failed'
      readonly outcome: 'failure'
      /** The application said 410: it wants nothing more. */
      readonly disableEndpoint: boolean
    } & AttemptCause)
  /** The hub called the attempt off: it does not count, the delivery is due at once. */
  | { readonly action: 'release'; readonly outcome: 'retry' }

/** The next state of a delivery, by the answer to an attempt. */
export function nextState(input: OutcomeInput): NextState {
  const { statusCode = 0, error } = input.result
  if (error?.kind === 'aborted') return { action: 'release', outcome: 'retry' }
  if (error) {
    const cause = { code: error.kind, error: `${error.kind}: ${error.message}` }
    return error.kind === 'blocked' ? failed(cause) : retry(input, cause)
  }
  if (statusCode >= 200 && statusCode < 300) return { action: 'delivered', outcome: 'success' }
  const answered = `the endpoint answered ${statusCode}`
  if (statusCode === 410) return failed({ code: 'gone', error: `${answered} and was disabled` }, true)
  if (statusCode >= 300 && statusCode < 400)
    return failed({ code: 'redirect', error: `${answered}; redirects are not followed` })
  const cause = { code: 'http_status', error: answered } as const
  return statusCode >= 500 || RETRIED_4XX.has(statusCode) ? retry(input, cause) : failed(cause)
}

function failed(cause: AttemptCause, disableEndpoint = false): NextState {
  return { action: 'failed', outcome: 'failure', disableEndpoint, ...cause }
}

function retry({ result, attempt, scheduleMs, now, random }: OutcomeInput, cause: AttemptCause): NextState {
  const wait = scheduleMs[attempt - 1]
  if (wait === undefined) return failed(cause)
  const jittered = wait * (1 - JITTER + 2 * JITTER * random())
  const asked =
    result.statusCode === 429 || result.statusCode === 503 ? parseRetryAfter(result.headers?.['retry-after'], now) : 0
  const delay = Math.max(jittered, Math.min(asked, MAX_RETRY_AFTER_MS))
  return { action: 'retry', outcome: 'retry', inMs: Math.ceil(delay), ...cause }
}
