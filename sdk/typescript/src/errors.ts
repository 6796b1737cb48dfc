import type { ErrorCode, InputError, Reason } from './generated.ts'

/** Codes of what went wrong on this side of the connection. */
export type ClientErrorCode =
  /** No connection, or it broke before the answer was complete. */
  | 'network'
  /** No answer within `timeoutMs`. */
  | 'timeout'
  /** An answer that is not the hub's: a proxy's error page, a redirect, a body that is not JSON. */
  | 'unexpected_answer'

/** Everything an error of the hub tells. */
export interface ErrorFacts {
  readonly code: ErrorCode | ClientErrorCode | (string & {})
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  readonly detail: string
  readonly requestId?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly problem?: Readonly<Record<string, unknown>> | undefined
  readonly cause?: unknown
}

/** A call that failed: the hub refused it, or did not answer. */
export class HubbubError extends Error {
  /** Stable; of the hub (`docs/errors.md`), or one of `network`, `timeout`, `unexpected_answer`. */
  readonly code: ErrorFacts['code']
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** What happened this time, in words. */
  readonly detail: string
  /** Names the call in the hub's log. */
  readonly requestId: string | undefined
  /** How long the hub asks to wait before the next try, milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Why, where the code can have several reasons. */
  readonly reason: Reason | undefined
  /** Of input: each place that is wrong, by a JSON pointer to what was sent. */
  readonly errors: readonly InputError[]
  /** The whole RFC 9457 document, with the members that some errors add. */
  readonly problem: Readonly<Record<string, unknown>> | undefined

  constructor(facts: ErrorFacts) {
    super(`${facts.detail} (${facts.code}${facts.status === 0 ? '' : `, ${facts.status}`})`, { cause: facts.cause })
    this.name = 'HubbubError'
    this.code = facts.code
    this.status = facts.status
    this.detail = facts.detail
    this.requestId = facts.requestId
    this.retryAfterMs = facts.retryAfterMs
    this.reason = reasonOf(facts.problem?.reason)
    this.errors = errorsOf(facts.problem?.errors)
    this.problem = facts.problem
  }
}

function reasonOf(value: unknown): Reason | undefined {
  return isRecord(value) && typeof value.code === 'string' && isRecord(value.params)
    ? (value as unknown as Reason)
    : undefined
}

function errorsOf(value: unknown): readonly InputError[] {
  const isError = (each: unknown) => isRecord(each) && typeof each.pointer === 'string' && isRecord(each.params)
  return Array.isArray(value) ? (value.filter(isError) as InputError[]) : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The error that an answer other than 2xx is; reads its body. */
export async function errorOf(response: Response): Promise<HubbubError> {
  const { status } = response
  const retryAfterMs = retryAfterOf(response.headers.get('retry-after'))
  const text = await response.text().catch(() => '')
  const problem = recordOf(text)
  if (typeof problem?.code !== 'string') {
    const detail = redirected(response) ?? `The answer is not the hub's: ${text.trim().slice(0, 200) || 'empty'}`
    return new HubbubError({ code: 'unexpected_answer', status, detail, retryAfterMs, problem })
  }
  return new HubbubError({
    code: problem.code,
    status,
    detail: textOf(problem.detail) ?? textOf(problem.title) ?? problem.code,
    requestId: textOf(problem.requestId),
    retryAfterMs,
    problem,
  })
}

/** The wait that a `Retry-After` asks for (seconds or a date, RFC 9110 10.2.3), milliseconds. */
export function retryAfterOf(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function redirected(response: Response): string | undefined {
  if (response.type !== 'opaqueredirect' && (response.status < 300 || response.status > 399)) return undefined
  const to = response.headers.get('location')
  return `Redirected${to === null ? '' : ` to ${to}`}; the key is not sent on. Use the hub's own address.`
}

function recordOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
