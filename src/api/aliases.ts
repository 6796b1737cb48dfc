import type { RouteOptions } from 'fastify'
import {
  AccountPath,
  accountIdOf,
  fromLogin,
  LOGIN_NAMES,
  toLogin,
  toWebhookStatus,
  toWebhookTest,
} from './aliases/accounts.ts'
import type { Written } from './aliases/as-written.ts'
import {
  addOldEventNames,
  FLAT_EVENT_NAMES,
  fromFlatEventQuery,
  fromOldEventQuery,
  OLD_EVENT_NAMES,
  toFlatEvent,
  toFlatProcessed,
} from './aliases/events.ts'
import { fromOldStatsQuery, OLD_STATS_NAMES, toOldStats } from './aliases/stats.ts'
import {
  fromSubscription,
  fromSubscriptionChange,
  SUBSCRIPTION_NAMES,
  toSubscription,
} from './aliases/subscriptions.ts'
import type { ApiInstance } from './app.ts'
import { baseUrlOf } from './base-url.ts'
import type { AddressContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { isRecord } from './views.ts'

type Names = Readonly<Record<string, unknown>>
type Mapping = (names: Names) => Names

interface Alias {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** The operation behind it. */
  readonly to: string
  readonly query?: Mapping
  /** Where callers may have written the members that `query` and `body` make. */
  readonly names?: Written['names']
  readonly body?: (names: Names, baseUrl: string) => Names
  /** The account in the path may be given by the platform's own id. */
  readonly platformsId?: true
  /** One thing of the answer: the answer itself, or each of its `data`. */
  readonly item?: Mapping
}

/** Paths that callers of earlier systems use, and the operations that answer them. */
export const ALIASES: readonly Alias[] = [
  {
    method: 'GET',
    path: '/webhook/events',
    to: 'listEvents',
    query: fromFlatEventQuery,
    names: FLAT_EVENT_NAMES,
    item: toFlatEvent,
  },
  { method: 'GET', path: '/webhook/events/:id', to: 'getEvent', item: toFlatEvent },
  { method: 'POST', path: '/webhook/events/:id/process', to: 'markEventProcessed', item: toFlatProcessed },
  { method: 'POST', path: '/webhook/events/:id/retry', to: 'retryEvent', item: toFlatEvent },

  {
    method: 'GET',
    path: '/api/webhooks/events',
    to: 'listEvents',
    query: fromOldEventQuery,
    names: OLD_EVENT_NAMES,
    item: addOldEventNames,
  },
  { method: 'GET', path: '/api/webhooks/events/:id', to: 'getEvent', item: addOldEventNames },
  { method: 'POST', path: '/api/webhooks/events/:id/retry', to: 'retryEvent', item: addOldEventNames },
  { method: 'POST', path: '/api/webhooks/events/:id/process', to: 'markEventProcessed' },

  { method: 'GET', path: '/api/webhooks/subscriptions', to: 'listWebhooks', item: toSubscription },
  {
    method: 'POST',
    path: '/api/webhooks/subscriptions',
    to: 'createWebhook',
    body: fromSubscription,
    names: SUBSCRIPTION_NAMES,
    item: toSubscription,
  },
  { method: 'GET', path: '/api/webhooks/subscriptions/:id', to: 'getWebhook', item: toSubscription },
  {
    method: 'PUT',
    path: '/api/webhooks/subscriptions/:id',
    to: 'updateWebhook',
    body: fromSubscriptionChange,
    names: SUBSCRIPTION_NAMES,
    item: toSubscription,
  },
  { method: 'DELETE', path: '/api/webhooks/subscriptions/:id', to: 'deleteWebhook' },

  { method: 'POST', path: '/login', to: 'connectAccount', body: fromLogin, names: LOGIN_NAMES, item: toLogin },
  {
    method: 'GET',
    path: '/api/v1/webhooks/status/:id',
    to: 'getAccount',
    platformsId: true,
    item: toWebhookStatus,
  },
  {
    method: 'POST',
    path: '/api/v1/webhooks/test/:id',
    to: 'testAccountEvent',
    platformsId: true,
    item: toWebhookTest,
  },

  {
    method: 'GET',
    path: '/api/webhooks/stats',
    to: 'getStats',
    query: fromOldStatsQuery,
    names: OLD_STATS_NAMES,
    item: toOldStats,
  },
]

/** Remembers the operations registered after it; the function it returns gives them their other names. */
export function aliasRoutes(app: ApiInstance, ctx: StoreContext & AddressContext): () => void {
  const operations = new Map<string, RouteOptions>()
  app.decorateRequest('written', null)
  app.addHook('onRoute', (route) => {
    const { operationId } = route.schema ?? {}
    if (operationId !== undefined && route.config?.aliasOf === undefined) operations.set(operationId, route)
  })
  return () => {
    for (const alias of ALIASES) {
      const target = operations.get(alias.to)
      if (!target) throw new Error(`there is no operation ${alias.to}`)
      app.route({
        method: alias.method,
        url: alias.path,
        config: { aliasOf: alias.to },
        schema: { ...target.schema, ...(alias.platformsId ? { params: AccountPath } : {}) },
        preValidation: async (request) => {
          request.written = { body: request.body, query: request.query, names: alias.names ?? {} }
          if (alias.query && isRecord(request.query)) request.query = alias.query(request.query)
          if (alias.body && isRecord(request.body))
            request.body = alias.body(request.body, baseUrlOf(request, ctx.config.publicUrl))
        },
        preHandler: async (request) => {
          if (!alias.platformsId || !isRecord(request.params)) return
          const id = await accountIdOf(ctx.database.db, callerOf(request).workspaceId, String(request.params.id))
          request.params = { id }
        },
        preSerialization: async (_request, _reply, payload) => (alias.item ? mapAnswer(payload, alias.item) : payload),
        handler: target.handler,
      })
    }
  }
}

function mapAnswer(payload: unknown, item: Mapping): unknown {
  if (!isRecord(payload)) return payload
  if (!Array.isArray(payload.data) || !('nextCursor' in payload)) return item(payload)
  return { ...payload, data: payload.data.map((each: unknown) => (isRecord(each) ? item(each) : each)) }
}
