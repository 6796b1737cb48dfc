import { Type } from 'typebox'
import { refusal } from '../codes/refusals.ts'
import { DEFAULT_OVERLAP_MS, HEALTHY, secretColumns } from '../endpoints/changes.ts'
import { newUuid } from '../events/ids.ts'
import { createGuard } from '../lib/net/guard.ts'
import { endpointHealth } from '../store/endpoints/health.ts'
import { type EndpointRow, findEndpoint, findEndpointForUpdate, listEndpoints } from '../store/endpoints/read.ts'
import { deleteEndpoint, insertEndpoint, updateEndpoint } from '../store/endpoints/write.ts'
import type { ApiInstance } from './app.ts'
import type { EndpointContext, StoreContext, WakeContext } from './context.ts'
import { type DestinationRules, destinationChange, newDestination } from './endpoint-destination.ts'
import { accountsColumn, assertSecret, endpointColumns, endpointView, wantedAccounts } from './endpoint-fields.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import { EndpointListQuery, type EndpointSchemas, endpointSchemas } from './schemas/endpoints.ts'

const tags = ['Webhooks']

type Context = StoreContext & EndpointContext & WakeContext

export function endpointRoutes(app: ApiInstance, ctx: Context): void {
  const schemas = endpointSchemas(ctx.destinations)
  const rules = { destinations: ctx.destinations, guard: createGuard(ctx.config.delivery.allowedCidrs) }
  readRoutes(app, ctx, schemas)
  createRoute(app, ctx, schemas, rules)
  updateRoute(app, ctx, schemas, rules)
  deleteRoute(app, ctx)
  enableRoute(app, ctx, schemas)
}

function readRoutes(app: ApiInstance, ctx: Context, schemas: EndpointSchemas): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/webhooks',
    {
      schema: {
        operationId: 'listWebhooks',
        tags,
        summary: 'Webhooks and their health, newest first',
        querystring: EndpointListQuery,
        response: { 200: schemas.EndpointPage },
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
      return pageAnswer(page, (row) => endpointView(ctx.destinations, row, health.get(row.id)))
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
        response: { 200: schemas.EndpointSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      return await shown(ctx, foundEndpoint(await findEndpoint(db, workspaceId, pathId('endpoint', id)), id))
    },
  )
}

function createRoute(app: ApiInstance, ctx: Context, schemas: EndpointSchemas, rules: DestinationRules): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/webhooks',
    {
      schema: {
        operationId: 'createWebhook',
        tags,
        summary: 'Make a webhook: a URL, or another destination, that receives events',
        description:
          'The secret is in this answer and in no other. Verify `Webhook-Signature` or `X-Webhook-Signature` with it.',
        body: schemas.EndpointInput,
        response: { 201: schemas.EndpointWithSecret },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const { secret: chosen, accounts, url, destination: given, ...input } = request.body
      const { destination, config } = newDestination(rules, { url, destination: given })
      if (chosen !== undefined) assertSecret(destination, chosen)
      const secret = chosen ?? destination.secret.generate()
      const columns = endpointColumns(input)
      const wanted = await wantedAccounts(db, workspaceId, accounts)
      const row = await ctx.database.transaction(async (trx) =>
        insertEndpoint(trx, {
          workspace_id: workspaceId,
          id: newUuid(),
          secret_sealed: ctx.vault.seal(secret),
          kind: destination.kind,
          config,
          ...columns,
          events: columns.events ?? [...input.events],
          ...(await accountsColumn(trx, workspaceId, wanted)),
        }),
      )
      await ctx.endpointsChanged()
      // Nothing below may fail: a caller without an answer would never see the secret.
      return reply.code(201).send({ ...endpointView(ctx.destinations, row, undefined), secret })
    },
  )
}

function updateRoute(app: ApiInstance, ctx: Context, schemas: EndpointSchemas, rules: DestinationRules): void {
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
        body: schemas.EndpointChange,
        response: { 200: schemas.EndpointSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      const { state, secret, accounts, url, destination, ...input } = request.body
      const uuid = pathId('endpoint', id)
      const columns = endpointColumns(input)
      const wanted = await wantedAccounts(ctx.database.db, workspaceId, accounts)
      const row = await ctx.database.transaction(async (trx) => {
        const current = foundEndpoint(await findEndpointForUpdate(trx, workspaceId, uuid), id)
        if (secret !== undefined) assertSecret(ctx.destinations.of(current.kind), secret)
        const updated = await updateEndpoint(trx, workspaceId, uuid, {
          ...columns,
          ...destinationChange(rules, { url, destination }, current),
          ...(await accountsColumn(trx, workspaceId, wanted)),
          ...(state === undefined ? {} : { state }),
          ...(state === 'enabled' ? HEALTHY : {}),
          ...(secret === undefined || secret === ctx.vault.open(current.secret_sealed)
            ? {}
            : secretColumns(ctx.vault, secret, current, DEFAULT_OVERLAP_MS)),
        })
        return foundEndpoint(updated, id)
      })
      await ctx.endpointsChanged()
      if (state === 'enabled') ctx.wake('deliver', workspaceId)
      return await shown(ctx, row)
    },
  )
}

function deleteRoute(app: ApiInstance, ctx: Context): void {
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
      if (!(await ctx.database.transaction((trx) => deleteEndpoint(trx, workspaceId, uuid))))
        foundEndpoint(undefined, id)
      await ctx.endpointsChanged()
      return reply.code(204).send(null)
    },
  )
}

function enableRoute(app: ApiInstance, ctx: Context, schemas: EndpointSchemas): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/webhooks/:id/enable',
    {
      schema: {
        operationId: 'enableWebhook',
        tags,
        summary: 'Enable a webhook again and forget its failures',
        description: 'Events that came meanwhile are not lost: replay them.',
        params: PathId('endpoint'),
        response: { 200: schemas.EndpointSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id } = request.params
      const changes = { state: 'enabled', ...HEALTHY } as const
      const row = foundEndpoint(await updateEndpoint(db, workspaceId, pathId('endpoint', id), changes), id)
      await ctx.endpointsChanged()
      ctx.wake('deliver', workspaceId)
      return await shown(ctx, row)
    },
  )
}

async function shown(ctx: Context, row: EndpointRow) {
  const health = await endpointHealth(ctx.database.db, row.workspace_id, [row.id], new Date())
  return endpointView(ctx.destinations, row, health.get(row.id))
}

/** @throws HubError not_found when there is no such row. */
export function foundEndpoint(row: EndpointRow | undefined, id: string): EndpointRow {
  if (!row) throw refusal('no_webhook', { id })
  return row
}
