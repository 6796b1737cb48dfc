import { parseRetryAfter } from '../../lib/net/retry-after.ts'
import { PlatformError } from '../error.ts'
import type { HttpAnswer } from '../http.ts'
import { filled, type JsonRecord, number, record } from '../json.ts'
import { type GraphVerdict, verdictOf } from './error-table.ts'
import { usageOf } from './usage.ts'

/** What the Graph API says of an error, in an answer or in a status webhook; undefined when it is none. */
export function graphErrorOf(json: unknown): JsonRecord | undefined {
  const body = record(json)
  const error = record(body?.error)
  if (error) return error
  // The Instagram code exchange answers {error_type, code, error_message}.
  return body && filled(body.error_message) !== undefined ? { ...body, message: body.error_message } : undefined
}

/** The error of an answer that is none of success, typed; `repeatable` when doing it twice does no harm. */
export function toPlatformError(platform: string, answer: HttpAnswer, now: Date, repeatable: boolean): PlatformError {
  const error = graphErrorOf(answer.json)
  return error ? described(platform, answer, error, now) : undescribed(platform, answer, now, repeatable)
}

function described(platform: string, answer: HttpAnswer, error: JsonRecord, now: Date): PlatformError {
  const code = number(error.code)
  const subcode = number(error.error_subcode)
  const known = code === undefined ? undefined : verdictOf(code, subcode)
  const verdict: GraphVerdict =
    known ?? (error.is_transient === true ? { kind: 'unavailable' } : byStatus(answer.status, code !== undefined))
  const retryAfterMs = waitOf(answer, now) ?? verdict.retryAfterMs
  return new PlatformError(platform, verdict.kind, wording(error), {
    ...(code !== undefined && { platformCode: subcode === undefined ? String(code) : `${code}/${subcode}` }),
    httpStatus: answer.status,
    ...(verdict.retryable !== undefined && { retryable: verdict.retryable }),
    ...(verdict.revoked !== undefined && { revoked: verdict.revoked }),
    ...(verdict.recipientOnly && { recipientOnly: true }),
    ...(retryAfterMs !== undefined && MAY_WAIT.has(verdict.kind) && { retryAfterMs }),
  })
}

const MAY_WAIT: ReadonlySet<string> = new Set(['rate', 'unavailable'])

/** A proxy's page instead of an answer: whether the request went through is not known, unless it says 503 or 4xx. */
function undescribed(platform: string, answer: HttpAnswer, now: Date, repeatable: boolean): PlatformError {
  const { status } = answer
  const verdict = byStatus(status, false)
  const refused = status === 503 || (status >= 400 && status < 500)
  const outcomeUnknown = !repeatable && verdict.kind === 'unavailable' && !refused
  const retryAfterMs = waitOf(answer, now)
  return new PlatformError(platform, verdict.kind, `HTTP ${status} without a readable answer${glimpse(answer.text)}`, {
    httpStatus: status,
    outcomeUnknown,
    ...(outcomeUnknown && { retryable: false }),
    ...(retryAfterMs !== undefined && MAY_WAIT.has(verdict.kind) && { retryAfterMs }),
  })
}

const PROXY_STATUSES: ReadonlySet<number> = new Set([401, 403, 407])

/** Without a code it is not the platform that refuses but a proxy, which knows nothing of the account. */
function byStatus(status: number, coded: boolean): GraphVerdict {
  if (!coded && PROXY_STATUSES.has(status)) return { kind: 'unavailable' }
  if (status === 401) return { kind: 'auth', revoked: true }
  if (status === 403) return { kind: 'permission' }
  if (status === 404) return { kind: 'not-found' }
  if (status === 429) return { kind: 'rate', retryAfterMs: 60_000 }
  return { kind: status >= 400 && status < 500 ? 'invalid' : 'unavailable' }
}

function waitOf({ headers }: HttpAnswer, now: Date): number | undefined {
  const asked = parseRetryAfter(headers['retry-after'], now)
  const regainAt = usageOf(headers, now)?.regainAt
  const wait = Math.max(asked, regainAt ? regainAt.getTime() - now.getTime() : 0)
  return wait > 0 ? wait : undefined
}

/** The platform's words, with WhatsApp's details; tokens that Graph repeats in them are cut out. */
function wording(error: JsonRecord): string {
  const text = filled(error.message) ?? filled(error.error_user_msg) ?? filled(error.title) ?? 'an error without words'
  const details = filled(record(error.error_data)?.details) ?? filled(error.error_user_msg)
  const whole = details && !text.includes(details) ? `${text}: ${details}` : text
  return printable(whole.replace(/\b(EAA|IG)[\w-]{16,}/g, '[token]'))
}

function glimpse(text: string): string {
  const title = /<title[^>]*>([^<]+)/i.exec(text)?.[1] ?? ''
  return title ? `: ${printable(title.trim()).slice(0, 100)}` : ''
}

function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 500)
}
