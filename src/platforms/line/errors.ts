import { parseRetryAfter } from '../../lib/net/retry-after.ts'
import { PlatformError, type PlatformErrorKind } from '../error.ts'
import { filled, list, record } from '../json.ts'

/** An answer that is none of success. */
export interface RefusedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json: unknown
}

export interface Circumstances {
  /** It asked for something to be sent, so a 5xx may have come after it was. */
  readonly sends?: boolean
  /** Doing it twice does no harm. */
  readonly repeatable: boolean
}

/** Code of the error that says the month's messages are used up; more can be sent only with another plan or month. */
const MONTHLY_LIMIT = 'monthly-limit'

const RATE_PAUSE_MS = 1000

/** The error that an answer of LINE means. */
export function errorOf(answer: RefusedAnswer, { sends = false, repeatable }: Circumstances): PlatformError {
  const { status, headers } = answer
  const code = filled(record(answer.json)?.error)
  const said = wordsOf(answer.json)
  const monthly = status === 429 && /monthly limit/i.test(said ?? '')
  // LINE says why; a proxy that refuses knows nothing of the account.
  const ofProxy = said === undefined && PROXY_STATUSES.has(status)
  const kind = ofProxy ? 'unavailable' : kindOf(status, code, said)
  const outcomeUnknown = sends && kind === 'unavailable' && !ofProxy
  const asked = parseRetryAfter(headers['retry-after'], new Date())
  const retryAfterMs = asked > 0 ? asked : kind === 'rate' && !monthly ? RATE_PAUSE_MS : undefined
  const platformCode = monthly ? MONTHLY_LIMIT : code
  return new PlatformError('line', kind, `${said ?? `HTTP ${status}`}${monthly ? MONTHLY_HINT : ''}`, {
    httpStatus: status,
    outcomeUnknown,
    revoked: kind === 'auth',
    ...(platformCode === undefined ? {} : { platformCode }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(monthly || (outcomeUnknown && !repeatable) ? { retryable: false } : {}),
  })
}

const MONTHLY_HINT =
  ' The plan of the LINE Official Account has no messages left this month; replies within a minute of a message stay free.'

const PROXY_STATUSES: ReadonlySet<number> = new Set([401, 403, 407])
const UNKNOWN_TOKEN = /access.?token|client_(id|secret|credentials)/i

function kindOf(status: number, code: string | undefined, said: string | undefined): PlatformErrorKind {
  if (status === 401) return 'auth'
  if (status === 403) return 'permission'
  if (status === 404 || status === 410) return 'not-found'
  if (status === 429) return 'rate'
  if (status === 408 || status >= 500 || status < 400) return 'unavailable'
  // The token calls answer 400 for credentials that are not, or no longer, valid.
  if (code === 'invalid_client' || (code !== undefined && UNKNOWN_TOKEN.test(said ?? ''))) return 'auth'
  return 'invalid'
}

/** Whether a reply was refused because its token was used or has expired. */
export function isReplyTokenDead(error: unknown): boolean {
  return error instanceof PlatformError && error.kind === 'invalid' && /invalid reply token/i.test(error.message)
}

function wordsOf(json: unknown): string | undefined {
  const body = record(json)
  const message = filled(body?.message) ?? filled(body?.error_description) ?? filled(body?.error)
  if (message === undefined) return undefined
  const details = list(body?.details).flatMap((item) => {
    const detail = record(item)
    const parts = [filled(detail?.property), filled(detail?.message)].filter((part) => part !== undefined)
    return parts.length > 0 ? [parts.join(': ')] : []
  })
  const whole = details.length > 0 ? `${message}: ${details.join('; ')}` : message
  return whole.replace(/\p{Cc}+/gu, ' ').slice(0, 500)
}
