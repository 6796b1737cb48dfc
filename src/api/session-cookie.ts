import type { FastifyReply, FastifyRequest } from 'fastify'
import { SESSION_LIFETIME_MS } from '../setup/keys/session-token.ts'
import { baseUrlOf } from './base-url.ts'
import { cookieOf, cookieText } from './cookies.ts'

export const SESSION_COOKIE = 'hubbub_session'
/** Browsers take this name only from the host itself and over https: no other host of the domain can set it. */
const HOST_COOKIE = `__Host-${SESSION_COOKIE}`

/** The session token a request brings, if it looks like one. */
export function presentedSession(request: FastifyRequest): string | undefined {
  const token = cookieOf(request, HOST_COOKIE) ?? cookieOf(request, SESSION_COOKIE)
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** Gives the browser the token, in place of any it has. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  publicUrl: string | undefined,
): void {
  const secure = isHttps(request, publicUrl)
  const [name, other] = secure ? [HOST_COOKIE, SESSION_COOKIE] : [SESSION_COOKIE, HOST_COOKIE]
  if (cookieOf(request, other) !== undefined) reply.header('set-cookie', textOf(other, '', 0))
  reply.header('set-cookie', textOf(name, token, SESSION_LIFETIME_MS))
}

/** Takes the token from the browser. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  for (const name of [HOST_COOKIE, SESSION_COOKIE])
    if (cookieOf(request, name) !== undefined) reply.header('set-cookie', textOf(name, '', 0))
}

function textOf(name: string, token: string, maxAgeMs: number): string {
  return cookieText(name, token, { path: '/', maxAgeMs, sameSite: 'Strict', secure: name === HOST_COOKIE })
}

/**
 * Whether the browser speaks https. It says so itself in `Origin`; a hub with an https address may still be opened on
 * its own machine by http, where a browser would drop a `Secure` cookie.
 */
function isHttps(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const { origin } = request.headers
  return (origin ?? baseUrlOf(request, publicUrl)).startsWith('https:')
}
