import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { refusal } from '../codes/refusals.ts'
import { csrfTokenOf } from '../setup/keys/session-token.ts'

/** Refuses what a page of another site asked for. @throws HubError csrf_failed */
export function refuseOtherSites(request: FastifyRequest, publicUrl: string | undefined): void {
  const { 'sec-fetch-site': site, origin } = request.headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refusal('other_site')
  if (origin !== undefined && !isOwnOrigin(origin, request.host, publicUrl)) throw refusal('other_origin')
}

/** Refuses a call that does not carry the CSRF token of its session. @throws HubError csrf_failed */
export function requireCsrfToken(request: FastifyRequest, sessionToken: string): void {
  const given = request.headers['x-csrf-token']
  const wanted = csrfTokenOf(sessionToken)
  // Hashed, so that both have one length.
  const equal =
    typeof given === 'string' && timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', wanted, 'buffer'))
  if (!equal) throw refusal('wrong_csrf_token')
}

function isOwnOrigin(origin: string, host: string, publicUrl: string | undefined): boolean {
  const from = URL.parse(origin)
  if (!from || from.host === '') return false
  return from.host === URL.parse(`${from.protocol}//${host}`)?.host || from.host === URL.parse(publicUrl ?? '')?.host
}
