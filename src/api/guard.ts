import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { ERRORS, HubError } from '../errors.ts'
import type { ApiInstance } from './app.ts'
import type { Authenticator, Caller } from './authenticate.ts'
import { isLoopback } from './loopback.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

export interface RateLimits {
  /** Calls per minute with one key. */
  readonly perKey: number
  /** Keys tried per minute from one address that turn out to be unknown, or that were not seen before. */
  readonly failuresPerAddress: number
}

export const DEFAULT_RATE_LIMITS: RateLimits = { perKey: 600, failuresPerAddress: 60 }

const SAFE = new Set(['GET', 'HEAD'])

/** The key a request presents, in either header. */
export function presentedKey(request: FastifyRequest): string | undefined {
  const header = request.headers['x-api-key']
  if (typeof header === 'string' && header !== '') return header
  return /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** Every route of this scope needs a key, and `admin` for anything but reading; calls are limited per key. */
export async function requireKeys(app: ApiInstance, authenticator: Authenticator, limits: RateLimits): Promise<void> {
  await app.register(rateLimit, {
    max: limits.perKey,
    timeWindow: 60_000,
    keyGenerator: (request) => request.caller?.keyId ?? `address ${request.ip}`,
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

  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.openToLoopback && isDirectFromLoopback(request)) return
    const key = presentedKey(request)
    let counted = false
    const admit = () => {
      counted = true
      return countFailures(request)
    }
    const caller = key === undefined ? undefined : await authenticator.identify(key, admit)
    if (!caller) {
      if (!counted) await countFailures(request)
      throw new HubError('unauthorized', ERRORS.unauthorized.description)
    }
    if (caller.role !== 'admin' && !SAFE.has(request.method))
      throw new HubError('forbidden', ERRORS.forbidden.description)
    request.caller = caller
  })
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
