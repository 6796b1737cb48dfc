import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { invalid } from '../codes/input.ts'
import { HubError } from '../errors.ts'
import { problemOf } from './problems.ts'

interface ClientError extends Error {
  readonly code?: string
}

/** Answers what never became a request (no HTTP, too large headers, too slow) with a problem document, and hangs up. */
export function createClientErrorHandler(newRequestId: () => string) {
  return (error: ClientError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const shown = clientErrorOf(error)
    const { status } = shown
    const body = JSON.stringify(problemOf(shown, { url: '/', id: newRequestId() }))
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
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HubError('request_timeout')
  if (code === 'HPE_HEADER_OVERFLOW') return new HubError('headers_too_large')
  return invalid('body', 'not_http')
}
