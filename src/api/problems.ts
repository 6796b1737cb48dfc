import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { inputError, invalid, invalidAll } from '../codes/input.ts'
import { refusalWith } from '../codes/refusals.ts'
import { summaryOf, validationErrors } from '../codes/validation.ts'
import { ERRORS, HubError, messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { sqlState } from '../store/sql-errors.ts'
import { isStoreUnavailable } from '../store/unavailable.ts'
import { asWritten } from './aliases/as-written.ts'

const RETRY_AFTER_SECONDS = 5
/** SQLSTATE of a text that is none to PostgreSQL. */
const NUL_IN_TEXT = '22021'

/** The RFC 9457 document of an error. */
export function problemOf(error: HubError, request: { url: string; id: string }) {
  const { code, message: detail, reason, errors } = error
  const { status, title } = ERRORS[code]
  return {
    type: `urn:hubbub:problem:${code}`,
    title,
    status,
    detail,
    instance: request.url.split('?', 1)[0] ?? '/',
    code,
    error: title,
    ...(reason && { reason }),
    ...(errors.length > 0 && { errors }),
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
    .send(JSON.stringify(problemOf(error, request)))
}

/** Whatever was thrown, as an error that may be shown. Faults of the hub show nothing of themselves. */
export function toHubError(error: unknown): HubError {
  if (error instanceof HubError) return error
  if (isStoreUnavailable(error))
    return refusalWith('store_away', {}, { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS })
  const { validation, validationContext, code, statusCode } = error as Partial<FastifyError>
  if (validation) {
    const errors = validationErrors(validation, validationContext)
    return invalidAll(errors, { detail: summaryOf(errors) })
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new HubError('payload_too_large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new HubError('unsupported_media_type')
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) return invalid('body', 'not_json')
  if (sqlState(error) === NUL_IN_TEXT)
    return invalidAll([inputError('body', 'nul')], { detail: 'A text must not contain NUL.', cause: error })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return invalidAll([inputError('body', 'not_valid')], { detail: messageOf(error), cause: error })
  return new HubError('internal', 'The hub failed to answer; its log has the reason under the requestId.', {
    cause: error,
  })
}

/** The error handler of every route that is not a platform callback. */
export function createErrorHandler(log: Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = toHubError(error)
    const shown = request.written ? asWritten(known, request.written) : known
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
