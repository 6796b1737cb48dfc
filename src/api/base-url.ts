import type { FastifyRequest } from 'fastify'

/** The address under which the hub is reached: as configured, else as the request came, without a slash at the end. */
export function baseUrlOf(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol === 'https' ? 'https' : 'http'}://${request.host}`
}
