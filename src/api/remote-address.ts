import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Who sent a request: the socket's address, or what a trusted proxy says (TRUSTED_PROXIES), if it is an address. */
export function remoteAddressOf(request: FastifyRequest): string | undefined {
  const { ip } = request
  return isIP(ip) === 0 ? request.raw.socket.remoteAddress : ip
}
