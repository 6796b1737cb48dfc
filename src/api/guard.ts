import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { ERRORS, HubError } from '../errors.ts'
import type { ApiInstance } from './app.ts'
import type { Authenticator, Caller } from './authenticate.ts'
import { refuseOtherSites, requireCsrfToken } from './cross-site.ts'
import { isLoopback } from './loopback.ts'
import { presentedSession } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
    /** The token of the session that the caller comes with; null with a key. */
    sessionToken: string | null
  }
}

export interface RateLimits {
  /** Calls per minute with one key; its sessions, together, have as many beside them. */
  readonly perKey: number
  /** Keys tried per minute from one address that turn out to be unknown, or that were not seen before. */
  readonly failuresPerAddress: number
}

export const DEFAULT_RATE_LIMITS: RateLimits = { perKey: 600, failuresPerAddress: 60 }

const SAFE = new Set(['GET', 'HEAD'])

/** The key a request presents, in either header. */
function presentedKey(request: FastifyRequest): string | undefined {
  const header = request.headers['x-api-key']
  if (typeof header === 'string' && header !== '') return header
  return /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

export interface GuardOptions {
  readonly authenticator: Authenticator
  readonly limits: RateLimits
  readonly publicUrl: string | undefined
}

type Admit = () => Promise<void>

export interface Guard {
  /** Whoever `find` finds. @throws HubError unauthorized, or rate_limited when the address has failed too often */
  identified<Found>(request: FastifyRequest, find: (admit: Admit) => Promise<Found | undefined>): Promise<Found>
}

/**
 * Every route of this scope that is not public needs a key or the session of one, and `admin` for anything but reading;
 * calls are limited per key.
 */
export async function requireKeys(app: ApiInstance, options: GuardOptions): Promise<Guard> {
  const { authenticator, limits, publicUrl } = options
  await app.register(rateLimit, {
    max: limits.perKey,
    timeWindow: 60_000,
    keyGenerator: ({ caller, sessionToken, ip }) =>
      caller ? `${sessionToken === null ? 'key' : 'sessions of'} ${caller.keyId}` : `address ${ip}`,
    errorResponseBuilder: (_request, { ttl }) => tooMany('Too many calls with this key.', ttl / 1000),
  })
  const countFailure = app.createRateLimit({
    max: limits.failuresPerAddress,
    timeWindow: 60_000,
    keyGenerator: (request) => `address ${request.ip}`,
  })
  const countFailures = async (request: FastifyRequest) => {
    const count = await countFailure(request)
    if (!count.isAllowed && count.isExceeded)
      throw tooMany('Too many attempts without a valid key from this address.', count.ttlInSeconds)
  }
  const guard: Guard = {
    async identified(request, find) {
      let counted = false
      const found = await find(() => {
        counted = true
        return countFailures(request)
      })
      if (found) return found
      if (!counted) await countFailures(request)
      throw new HubError('unauthorized', ERRORS.unauthorized.description)
    },
  }

  app.decorateRequest('caller', null)
  app.decorateRequest('sessionToken', null)
  app.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions
    if (config.public || (config.openToLoopback && isDirectFromLoopback(request))) return
    const key = presentedKey(request)
    const token = key === undefined ? presentedSession(request) : undefined
    const changing = !SAFE.has(request.method)
    const caller = await guard.identified(request, async (admit) => {
      if (key !== undefined) return await authenticator.identify(key, admit)
      return token === undefined ? undefined : await authenticator.identifySession(token, { admit })
    })
    if (token !== undefined) {
      if (changing || config.changes) refuseOtherSites(request, publicUrl)
      if (changing) requireCsrfToken(request, token)
      request.sessionToken = token
    }
    if (caller.role !== 'admin' && changing) throw new HubError('forbidden', ERRORS.forbidden.description)
    request.caller = caller
  })
  return guard
}

/** Asks again, for an answer that takes long, whether its caller still may call. */
export function recheckOf(request: FastifyRequest, authenticator: Authenticator): () => Promise<boolean> {
  const { sessionToken } = request
  const key = presentedKey(request) ?? ''
  return async () =>
    (sessionToken === null
      ? await authenticator.identify(key)
      : // A stream that is left open does not keep its session alive.
        await authenticator.identifySession(sessionToken, { using: false })) !== undefined
}

/** Who calls. @throws HubError unauthorized on a route that anyone may call. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new HubError('unauthorized', ERRORS.unauthorized.description)
  return request.caller
}

function tooMany(detail: string, seconds: number): HubError {
  return new HubError('rate_limited', detail, { retryAfterSeconds: Math.max(1, Math.ceil(seconds)) })
}

/** By the socket's address; what a proxy on this machine passes on does not count. */
function isDirectFromLoopback(request: FastifyRequest): boolean {
  const { headers, socket } = request
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false
  return socket.remoteAddress !== undefined && isLoopback(socket.remoteAddress)
}
