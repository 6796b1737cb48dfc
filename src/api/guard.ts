import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { type RefusalCode, refusal, refusalWith } from '../codes/refusals.ts'
import { HubError } from '../errors.ts'
import { fromPublicId } from '../events/ids.ts'
import type { Authenticator, Caller } from '../setup/keys/authenticate.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import type { ApiInstance } from './app.ts'
import { refuseOtherSites, requireCsrfToken } from './cross-site.ts'
import { isLoopback } from './loopback.ts'
import { remoteAddressOf } from './remote-address.ts'
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
  /** Calls per minute from one address without a key, or with one that turns out to be unknown. */
  readonly failuresPerAddress: number
}

export const DEFAULT_RATE_LIMITS: RateLimits = { perKey: 600, failuresPerAddress: 60 }

/** Methods that change nothing. */
export const SAFE_METHODS = new Set(['GET', 'HEAD'])

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
  readonly workspaces: Workspaces
}

/** For routes that look at the key or the session themselves. */
export interface Guard {
  /**
   * Admits the caller that was found, and counts the call; `sessionToken` when a session led to it.
   * @throws HubError unauthorized when none was found, or rate_limited
   */
  admit<Found extends Caller>(
    request: FastifyRequest,
    found: Found | undefined,
    sessionToken?: string | null,
  ): Promise<Found>
}

/**
 * Every route of this scope that is not public needs a key or the session of one, and `admin` for anything but reading;
 * calls are limited per key. A key is looked up first: a valid one is admitted, also when others try wrong ones from the
 * same address, which may be that of a proxy.
 */
export async function requireKeys(app: ApiInstance, options: GuardOptions): Promise<Guard> {
  const { authenticator, limits, publicUrl, workspaces } = options
  await app.register(rateLimit, {
    max: limits.perKey,
    timeWindow: 60_000,
    keyGenerator: ({ caller, sessionToken }) =>
      `${sessionToken === null ? 'key' : 'sessions of'} ${caller?.keyId ?? 'nobody'}`,
    // A public route admits callers itself, once it knows them.
    allowList: ({ caller }) => caller === null,
    errorResponseBuilder: (_request, { ttl }) => tooManyCalls(ttl / 1000),
  })
  const countCall = app.createRateLimit()
  const countFailure = app.createRateLimit({
    max: limits.failuresPerAddress,
    timeWindow: 60_000,
    keyGenerator: (request) => `address ${remoteAddressOf(request)}`,
    allowList: [],
  })
  const known = async <Found>(request: FastifyRequest, found: Found | undefined): Promise<Found> => {
    if (found) return found
    const count = await countFailure(request)
    if (!count.isAllowed && count.isExceeded) throw tooMany('too_many_failures', count.ttlInSeconds)
    throw new HubError('unauthorized')
  }
  const guard: Guard = {
    async admit(request, found, sessionToken = null) {
      const caller = await known(request, found)
      request.caller = caller
      request.sessionToken = sessionToken
      const count = await countCall(request)
      if (!count.isAllowed && count.isExceeded) throw tooManyCalls(count.ttlInSeconds)
      return caller
    },
  }

  app.decorateRequest('caller', null)
  app.decorateRequest('sessionToken', null)
  app.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions
    if (config.public || (config.openToLoopback && isDirectFromLoopback(request))) return
    const key = presentedKey(request)
    const token = key === undefined ? presentedSession(request) : undefined
    const changing = !SAFE_METHODS.has(request.method)
    const session = () => (token === undefined ? undefined : authenticator.identifySession(token))
    const caller = await known(request, key === undefined ? await session() : await authenticator.identify(key))
    if (token !== undefined) {
      if (changing || config.changes) refuseOtherSites(request, publicUrl)
      if (changing) requireCsrfToken(request, token)
      request.sessionToken = token
    }
    if (caller.role !== 'admin' && (changing || config.admin)) throw refusal('read_only_key')
    if (config.operator && !caller.operator) throw refusal('not_operator')
    request.caller = await inWorkspace(request, caller, workspaces)
  })
  return guard
}

/** The caller in the workspace that the request names. @throws HubError forbidden for any other than the operator */
async function inWorkspace(request: FastifyRequest, caller: Caller, workspaces: Workspaces): Promise<Caller> {
  const named = request.headers['x-workspace']
  if (named === undefined) return caller
  if (!caller.operator) throw refusal('not_operator')
  const workspaceId = await knownWorkspace(workspaces, String(named))
  return { ...caller, workspaceId }
}

/** The uuid of a workspace. @throws HubError not_found */
export async function knownWorkspace(workspaces: Workspaces, id: string): Promise<string> {
  const workspaceId = fromPublicId('workspace', id)
  const isKnown = () => workspaceId !== undefined && workspaces.all().includes(workspaceId)
  // Another process may just have made it.
  if (workspaceId !== undefined && !isKnown()) await workspaces.reload()
  if (workspaceId === undefined || !isKnown()) throw refusal('no_workspace', { id: id.slice(0, 100) })
  return workspaceId
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

/** The caller of a request. @throws HubError unauthorized on a route that needs no key. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new HubError('unauthorized')
  return request.caller
}

function tooManyCalls(seconds: number): HubError {
  return tooMany('too_many_calls', seconds)
}

function tooMany(code: RefusalCode<'rate_limited'>, seconds: number): HubError {
  return refusalWith(code, {}, { retryAfterSeconds: Math.max(1, Math.ceil(seconds)) })
}

/** By the socket's address; what a proxy on this machine passes on does not count. */
function isDirectFromLoopback(request: FastifyRequest): boolean {
  const { headers, socket } = request
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false
  return socket.remoteAddress !== undefined && isLoopback(socket.remoteAddress)
}
