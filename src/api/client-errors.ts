import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { ERRORS, HubError } from '../errors.ts'
import { problemOf } from './problems.ts'

interface ClientError extends Error {
  readonly code?: string
}

/** Answers what never became a request (no HTTP, too large headers, too slow) with a problem document, and hangs up. */
export function createClientErrorHandler(newRequestId: () => string) {
  return (error: ClientError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const { code, status, message } = clientErrorOf(error)
    const body = JSON.stringify(problemOf(code, message, { url: '/', id: newRequestId() }))
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ]
    if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
    socket.destroy(error)
  }
}

function clientErrorOf({ code }: ClientError): HubError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HubError('request_timeout', ERRORS.request_timeout.description)
  if (code === 'HPE_HEADER_OVERFLOW') return new HubError('headers_too_large', ERRORS.headers_too_large.description)
  return new HubError('invalid_request', 'The request is not valid HTTP.')
}
