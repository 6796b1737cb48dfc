import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** The address of a request's sender: the socket's, or the one a trusted proxy names (TRUSTED_PROXIES). */
export function remoteAddressOf(request: FastifyRequest): string | undefined {
  const { ip } = request
  return isIP(ip) === 0 ? request.raw.socket.remoteAddress : ip
}
