import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ERRORS, type ErrorCode, HubError, messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { sqlState } from '../store/sql-errors.ts'
import { isStoreUnavailable } from '../store/unavailable.ts'

const RETRY_AFTER_SECONDS = 5
/** SQLSTATE of a text that is none to PostgreSQL. */
const NUL_IN_TEXT = '22021'

/** The RFC 9457 document of an error. */
export function problemOf(code: ErrorCode, detail: string, request: { url: string; id: string }) {
  const { status, title } = ERRORS[code]
  return {
    type: `urn:hubbub:problem:${code}`,
    title,
    status,
    detail,
    instance: request.url.split('?', 1)[0] ?? '/',
    code,
    error: title,
    requestId: request.id,
  }
}

/** Answers with a problem document. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: HubError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds))
  if (error.code === 'unauthorized') reply.header('www-authenticate', 'Bearer realm="hubbub"')
  return reply
    .code(error.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .serializer((payload: string) => payload)
    .send(JSON.stringify(problemOf(error.code, error.message, request)))
}

/** Whatever was thrown, as an error that may be shown. Faults of the hub show nothing of themselves. */
export function toHubError(error: unknown): HubError {
  if (error instanceof HubError) return error
  if (isStoreUnavailable(error))
    return new HubError('unavailable', 'The store cannot answer now; try again.', {
      cause: error,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  const { validation, validationContext, code, statusCode } = error as Partial<FastifyError>
  if (validation) return new HubError('invalid_request', describeValidation(validation, validationContext))
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new HubError('payload_too_large', ERRORS.payload_too_large.description)
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new HubError('unsupported_media_type', ERRORS.unsupported_media_type.description)
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError)
    return new HubError('invalid_request', 'The body is not valid JSON.')
  if (sqlState(error) === NUL_IN_TEXT)
    return new HubError('invalid_request', 'A text must not contain NUL.', { cause: error })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new HubError('invalid_request', messageOf(error))
  return new HubError('internal', 'The hub failed to answer; its log has the reason under the requestId.', {
    cause: error,
  })
}

interface Fault {
  readonly keyword?: string
  readonly instancePath?: string
  readonly message?: string
  readonly params?: object
}

function describeValidation(faults: readonly Fault[], part = 'request'): string {
  const context = part === 'querystring' ? 'query' : part === 'params' ? 'path' : part
  const params = (fault: Fault): Record<string, unknown> => ({ ...fault.params })
  const unknown = faults.find((fault) => fault.keyword === 'additionalProperties')
  const names = unknown && params(unknown).additionalProperties
  if (unknown && Array.isArray(names)) return noMember(`${context}${unknown.instancePath ?? ''}`, names)
  const missing = faults.find((fault) => fault.keyword === 'required')
  const wanted = missing && params(missing).requiredProperties
  if (missing && Array.isArray(wanted))
    return `${context}${missing.instancePath ?? ''}/${wanted.join(', ')} is required.`
  const fault = faults.find((candidate) => candidate.keyword !== 'boolean')
  if (!fault && faults.length > 0) return describeUnknown(context, faults)
  const allowed = fault && params(fault).allowedValues
  const oneOf = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : ''
  return `${context}${fault?.instancePath ?? ''} ${fault?.message ?? 'is wrong'}${oneOf}.`
}

/** Of many unknown members, which alone is not told as such: each is refused, at its own path. */
function describeUnknown(context: string, faults: readonly Fault[]): string {
  const paths = faults.map(({ instancePath = '' }) => instancePath)
  const parent = paths[0]?.replace(/\/[^/]*$/, '') ?? ''
  const names = paths.filter((path) => path.startsWith(`${parent}/`)).map((path) => path.slice(parent.length + 1))
  return noMember(
    `${context}${parent}`,
    names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')),
  )
}

function noMember(where: string, names: readonly unknown[]): string {
  return `${where} has no member ${names.map((name) => JSON.stringify(String(name).slice(0, 100))).join(', ')}.`
}

/** The error handler of every route that is not a platform callback. */
export function createErrorHandler(log: Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const shown = toHubError(error)
    if (shown.code === 'internal') {
      const { cause } = shown
      log.error(
        {
          requestId: request.id,
          method: request.method,
          route: request.routeOptions.url,
          error: messageOf(cause),
          stack: cause instanceof Error ? cause.stack : undefined,
        },
        'a request failed',
      )
    }
    return sendProblem(request, reply, shown)
  }
}
