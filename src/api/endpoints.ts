import { Type } from 'typebox'
import { generateSecret } from '../destinations/webhook/signature.ts'
import { HubError } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import { createGuard } from '../lib/net/guard.ts'
import { endpointHealth } from '../store/endpoints/health.ts'
import { type EndpointRow, findEndpoint, findEndpointForUpdate, listEndpoints } from '../store/endpoints/read.ts'
import { deleteEndpoint, insertEndpoint, updateEndpoint } from '../store/endpoints/write.ts'
import type { ApiInstance } from './app.ts'
import type { EndpointContext, StoreContext, WakeContext } from './context.ts'
import { accountsColumn, assertSecret, endpointColumns, endpointView, wantedAccounts } from './endpoint-fields.ts'
import { callerOf } from './guard.ts'
import { durationOf, pageAnswer, pageRequest, pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import {
  EndpointChange,
  EndpointInput,
  EndpointListQuery,
  EndpointPage,
  EndpointSchema,
  EndpointWithSecret,
  RotateAnswer,
  RotateInput,
} from './schemas/endpoints.ts'

const tags = ['Webhooks']
const DEFAULT_OVERLAP_MS = 86_400_000
const MAX_OVERLAP_MS = 30 * 86_400_000
const HEALTHY = {
  failures: 0,
  failing_since: null,
  disabled_reason: null,
  disabled_at: null,
  warned_percent: 0,
} as const

export function endpointRoutes(app: ApiInstance, ctx: StoreContext & EndpointContext & WakeContext): void {
  const { db } = ctx.database
  const { checkUrl } = createGuard(ctx.config.delivery.allowedCidrs)

  const view = async (row: EndpointRow) => {
    const health = await endpointHealth(db, row.workspace_id, [row.id], new Date())
    return endpointView(row, health.get(row.id))
  }
  const secretColumns = (secret: string, current: EndpointRow, overlapMs: number) => ({
    secret_sealed: ctx.vault.seal(secret),
    previous_secret_sealed: overlapMs > 0 ? current.secret_sealed : null,
    previous_secret_until: overlapMs > 0 ? new Date(Date.now() + overlapMs) : null,
  })
  const found = (row: EndpointRow | undefined, id: string): EndpointRow => {
    if (!row) throw new HubError('not_found', `There is no webhook ${id}.`)
    return row
  }

  app.get(
    '/api/v1/webhooks',
    {
      schema: {
        operationId: 'listWebhooks',
        tags,
        summary: 'Webhooks and their health, newest first',
        querystring: EndpointListQuery,
        response: { 200: EndpointPage },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const page = await listEndpoints(db, workspaceId, pageRequest(request.query))
      const health = await endpointHealth(
        db,
        workspaceId,
        page.rows.map((row) => row.id),
        new Date(),
      )
      return pageAnswer(page, (row) => endpointView(row, health.get(row.id)))
    },
  )

  app.post(
    '/api/v1/webhooks',
    {
      schema: {
        operationId: 'createWebhook',
        tags,
        summary: 'Make a webhook: a URL that receives events',
        description:
          'The secret is in this answer and in no other. Verify `Webhook-Signature` or `X-Webhook-Signature` with it.',
        body: EndpointInput,
        response: { 201: EndpointWithSecret },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const { secret: chosen, accounts, ...input } = request.body
      if (chosen !== undefined) assertSecret(chosen)
      const secret = chosen ?? generateSecret()
      const columns = endpointColumns(input, checkUrl)
      const wanted = await wantedAccounts(db, workspaceId, accounts)
      const row = await ctx.database.transaction(async (trx) =>
        insertEndpoint(trx, {
          workspace_id: workspaceId,
          id: newUuid(),
          secret_sealed: ctx.vault.seal(secret),
          ...columns,
          url: input.url,
          events: columns.events ?? [...input.events],
          ...(await accountsColumn(trx, workspaceId, wanted)),
        }),
      )
      await ctx.endpointsChanged()
      // Nothing that may fail comes now: whoever gets no answer has no secret.
      return reply.code(201).send({ ...endpointView(row, undefined), secret })
    },
  )

  app.get(
    '/api/v1/webhooks/:id',
    {
      schema: {
        operationId: 'getWebhook',
        tags,
        summary: 'One webhook',
        params: PathId('endpoint'),
        response: { 200: EndpointSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      return await view(found(await findEndpoint(db, workspaceId, pathId('endpoint', id)), id))
    },
  )

  app.put(
    '/api/v1/webhooks/:id',
    {
      schema: {
        operationId: 'updateWebhook',
        tags,
        summary: 'Change a webhook',
        description:
          'Members that are absent stay as they are; null takes the default. `state` pauses and resumes it. With another `secret` the old one signs too for 24 hours.',
        params: PathId('endpoint'),
        body: EndpointChange,
        response: { 200: EndpointSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      const { state, secret, accounts, ...input } = request.body
      const uuid = pathId('endpoint', id)
      if (secret !== undefined) assertSecret(secret)
      const columns = endpointColumns(input, checkUrl)
      const wanted = await wantedAccounts(db, workspaceId, accounts)
      const row = await ctx.database.transaction(async (trx) => {
        const current = found(await findEndpointForUpdate(trx, workspaceId, uuid), id)
        const updated = await updateEndpoint(trx, workspaceId, uuid, {
          ...columns,
          ...(await accountsColumn(trx, workspaceId, wanted)),
          ...(state === undefined ? {} : { state }),
          ...(state === 'enabled' ? HEALTHY : {}),
          ...(secret === undefined || secret === ctx.vault.open(current.secret_sealed)
            ? {}
            : secretColumns(secret, current, DEFAULT_OVERLAP_MS)),
        })
        return found(updated, id)
      })
      await ctx.endpointsChanged()
      if (state === 'enabled') ctx.wake('deliver')
      return await view(row)
    },
  )

  app.delete(
    '/api/v1/webhooks/:id',
    {
      schema: {
        operationId: 'deleteWebhook',
        tags,
        summary: 'Delete a webhook',
        description: 'What was on its way to it is given up; its log stays until it is cleaned up.',
        params: PathId('endpoint'),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      const uuid = pathId('endpoint', id)
      if (!(await ctx.database.transaction((trx) => deleteEndpoint(trx, workspaceId, uuid)))) found(undefined, id)
      await ctx.endpointsChanged()
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/v1/webhooks/:id/enable',
    {
      schema: {
        operationId: 'enableWebhook',
        tags,
        summary: 'Enable a webhook again and forget its failures',
        description: 'Events that came meanwhile are not lost: replay them.',
        params: PathId('endpoint'),
        response: { 200: EndpointSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      const row = await updateEndpoint(db, workspaceId, pathId('endpoint', id), { state: 'enabled', ...HEALTHY })
      await ctx.endpointsChanged()
      ctx.wake('deliver')
      return await view(found(row, id))
    },
  )

  app.post(
    '/api/v1/webhooks/:id/rotate-secret',
    {
      schema: {
        operationId: 'rotateWebhookSecret',
        tags,
        summary: 'Give a webhook another secret',
        description:
          'The old one signs `Webhook-Signature` too for `overlap`. The new one is in this answer and in no other.',
        params: PathId('endpoint'),
        body: RotateInput,
        response: { 200: RotateAnswer },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      const uuid = pathId('endpoint', id)
      const { overlap, secret: chosen } = request.body
      if (chosen !== undefined) assertSecret(chosen)
      const overlapMs =
        overlap === undefined
          ? DEFAULT_OVERLAP_MS
          : durationOf(overlap, 'body/overlap', { min: 0, max: MAX_OVERLAP_MS })
      const secret = chosen ?? generateSecret()
      const row = await ctx.database.transaction(async (trx) => {
        const current = found(await findEndpointForUpdate(trx, workspaceId, uuid), id)
        return await updateEndpoint(trx, workspaceId, uuid, secretColumns(secret, current, overlapMs))
      })
      const { previous_secret_until: until } = found(row, id)
      await ctx.endpointsChanged()
      return { id, secret, previousSecretUntil: until?.toISOString() ?? null }
    },
  )
}
