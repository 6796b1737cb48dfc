import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { messageOf } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import type { Caller } from '../setup/keys/authenticate.ts'
import { type AuditEntry, insertAudit } from '../store/audit/audit.ts'
import type { ApiInstance } from './app.ts'
import type { LogContext, StoreContext } from './context.ts'
import { SAFE_METHODS } from './guard.ts'
import { isRecord } from './views.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of what the call made. */
    madeId: string | undefined
  }
}

/** What the operator reads in another workspace is noted once an hour for each route. */
const READS_EVERY_MS = 60 * 60_000
const MAX_READS = 10_000
const MAX_NAMES = 50
const MAX_LENGTH = 200

/** Notes every change that is made through the API, before its answer, and every use of another workspace. */
export function recordChanges(app: ApiInstance, ctx: StoreContext & LogContext): void {
  const reads = new LRUCache<string, true>({ max: MAX_READS, ttl: READS_EVERY_MS })
  const isNoted = ({ keyId, workspaceId }: Caller, route: string) => {
    const key = `${keyId} ${workspaceId} ${route}`
    const known = reads.has(key)
    reads.set(key, true, { noUpdateTTL: true })
    return known
  }
  app.decorateRequest('madeId', undefined)
  app.addHook('preSerialization', async (request, _reply, payload) => {
    if (isRecord(payload) && typeof payload.id === 'string') request.madeId = payload.id
    return payload
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { caller } = request
    if (!caller || reply.statusCode >= 400) return payload
    const { config, url = '' } = request.routeOptions
    const changes = config.changes || !SAFE_METHODS.has(request.method)
    if (!changes && (caller.workspaceId === caller.homeId || isNoted(caller, url))) return payload
    const entries = entriesOf(request, reply, caller)
    try {
      await insertAudit(ctx.database.db, entries)
    } catch (error) {
      // The change is made: the log is the last place that can say by whom.
      ctx.log.error({ error: messageOf(error), entries }, 'a change could not be noted in the audit')
    }
    return payload
  })
}

/** In the workspace where the call acted, and for the operator in the workspace of the key too. */
function entriesOf(request: FastifyRequest, _reply: FastifyReply, caller: Caller): AuditEntry[] {
  const { body, params, madeId, method, routeOptions } = request
  const about = {
    method,
    route: (routeOptions.url ?? '').replaceAll(/:(\w+)/g, '{$1}'),
    targets: cut([...new Set([...Object.values(isRecord(params) ? params : {}), ...(madeId ? [madeId] : [])])]),
    members: isRecord(body) ? cut(Object.keys(body)) : [],
  }
  const { workspaceId, homeId, keyId } = caller
  const own = { ...about, workspace_id: homeId, id: newUuid(), key_id: keyId }
  if (workspaceId === homeId) return [{ ...own, acted_in: null }]
  return [
    { ...own, acted_in: workspaceId },
    { ...about, workspace_id: workspaceId, id: newUuid(), key_id: null, acted_in: null },
  ]
}

function cut(texts: readonly unknown[]): string[] {
  return texts.slice(0, MAX_NAMES).map((text) => String(text).replaceAll('\u0000', '\ufffd').slice(0, MAX_LENGTH))
}
