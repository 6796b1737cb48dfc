import { parseRetryAfter } from '../../lib/net/retry-after.ts'
import type { Sent, SentLog } from '../destination.ts'
import type { PostResult } from './exchange.ts'

const RETRIED_4XX: ReadonlySet<number> = new Set([408, 425, 429])
const HEEDS_RETRY_AFTER: ReadonlySet<number> = new Set([429, 503])

/** The outcome of an attempt by the answer to it. `at` is when the attempt began, in milliseconds. */
export function outcomeOf(result: PostResult, at: number): Sent {
  const { statusCode = 0, headers, error } = result
  if (error?.kind === 'aborted') return { outcome: 'aborted' }
  const log = logOf(result)
  if (error) {
    const cause = { code: error.kind, detail: `${error.kind}: ${error.message}`, log }
    return error.kind === 'blocked' ? { outcome: 'failed', ...cause } : { outcome: 'retry', ...cause }
  }
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'delivered', log }
  const detail = `the endpoint answered ${statusCode}`
  if (statusCode === 410)
    return { outcome: 'failed', code: 'gone', detail: `${detail} and was disabled`, disable: true, log }
  if (statusCode >= 300 && statusCode < 400)
    return { outcome: 'failed', code: 'redirect', detail: `${detail}; redirects are not followed`, log }
  if (statusCode < 500 && !RETRIED_4XX.has(statusCode)) return { outcome: 'failed', code: 'http_status', detail, log }
  const retryAfterMs = HEEDS_RETRY_AFTER.has(statusCode) ? parseRetryAfter(headers?.['retry-after'], new Date(at)) : 0
  return { outcome: 'retry', code: 'http_status', detail, retryAfterMs, log }
}

function logOf({ statusCode, headers, body }: PostResult): SentLog {
  return { statusCode, headers, body: body.length > 0 ? body : undefined }
}
