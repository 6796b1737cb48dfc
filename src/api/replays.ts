import { Type } from 'typebox'
import { invalid } from '../codes/input.ts'
import { refusal } from '../codes/refusals.ts'
import { newUuid } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { Executor } from '../store/database.ts'
import { findEndpoint } from '../store/endpoints/read.ts'
import {
  cancelReplay,
  countReplay,
  findReplay,
  insertReplay,
  listReplays,
  type ReplayRow,
  type ReplaySelection,
} from '../store/replays/replays.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext, WakeContext } from './context.ts'
import { callerOf } from './guard.ts'
import { momentOf, pageAnswer, pageRequest, pathId, typesOf } from './params.ts'
import { listQuery, PathId, pageOf, publicId } from './schemas/common.ts'
import { ReplayInput, ReplaySchema } from './schemas/endpoints.ts'

const tags = ['Webhooks']
const ReplayPath = Type.Object({ id: publicId('endpoint'), replayId: publicId('replay') })

export function replayRoutes(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  startRoute(app, ctx)
  readRoutes(app, ctx)
  cancelRoute(app, ctx)
}

function startRoute(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/webhooks/:id/replay',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'replayWebhook',
        tags,
        summary: 'Deliver stored events to a webhook again',
        description:
          'Runs in the background; ask for its progress. With `dryRun` only the number of events is told (200).',
        params: PathId('endpoint'),
        body: ReplayInput,
        response: {
          200: Type.Object({ count: ReplaySchema.properties.count }, { title: 'ReplayCount' }),
          202: ReplaySchema,
        },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const endpoint = await endpointOf(db, workspaceId, request.params.id)
      if (endpoint.state === 'disabled') throw refusal('webhook_not_enabled', { state: endpoint.state })
      const since = momentOf(request.body.since, 'body/since')
      const until = request.body.until === undefined ? new Date() : momentOf(request.body.until, 'body/until')
      if (since >= until) throw invalid('body/since', 'not_before', { other: 'body/until' })
      const taken = new Set(typesOf(endpoint.events, 'events'))
      const types = typesOf(request.body.events ?? endpoint.events, 'body/events').filter((type) => taken.has(type))
      const selection: ReplaySelection = {
        since: since.toISOString(),
        until: until.toISOString(),
        events: request.body.events ?? endpoint.events,
        status: request.body.status ?? 'all',
      }
      const total = await countReplay(db, workspaceId, endpoint, selection, types)
      if (request.body.dryRun) return { count: total }
      const row = await insertReplay(db, {
        workspaceId,
        id: newUuid(),
        endpointId: endpoint.id,
        selection,
        total,
      })
      ctx.wake('replay', workspaceId)
      return reply.code(202).send(replayView(row))
    },
  )
}

function readRoutes(app: ApiInstance, ctx: StoreContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/webhooks/:id/replays',
    {
      schema: {
        operationId: 'listReplays',
        tags,
        summary: 'Replays of a webhook, newest first',
        params: PathId('endpoint'),
        querystring: listQuery({}),
        response: { 200: pageOf(ReplaySchema) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const endpoint = await endpointOf(db, workspaceId, request.params.id)
      return pageAnswer(await listReplays(db, workspaceId, endpoint.id, pageRequest(request.query)), replayView)
    },
  )

  app.get(
    '/api/v1/webhooks/:id/replays/:replayId',
    {
      schema: {
        operationId: 'getReplay',
        tags,
        summary: 'How far a replay is',
        params: ReplayPath,
        response: { 200: ReplaySchema },
      },
    },
    async (request) => replayView(await replayOf(db, callerOf(request).workspaceId, request.params)),
  )
}

function cancelRoute(app: ApiInstance, ctx: StoreContext): void {
  const { db } = ctx.database
  app.delete(
    '/api/v1/webhooks/:id/replays/:replayId',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'cancelReplay',
        tags,
        summary: 'Cancel a replay',
        description: 'What it has queued already is delivered.',
        params: ReplayPath,
        response: { 200: ReplaySchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const replay = await replayOf(db, workspaceId, request.params)
      if (!(await cancelReplay(db, workspaceId, replay.id))) throw refusal('replay_ended', { state: replay.state })
      return replayView(await replayOf(db, workspaceId, request.params))
    },
  )
}

async function endpointOf(db: Executor, workspaceId: string, id: string) {
  const endpoint = await findEndpoint(db, workspaceId, pathId('endpoint', id))
  if (!endpoint) throw refusal('no_webhook', { id })
  return endpoint
}

async function replayOf(db: Executor, workspaceId: string, params: { id: string; replayId: string }) {
  const replay = await findReplay(db, workspaceId, pathId('endpoint', params.id), pathId('replay', params.replayId))
  if (!replay) throw refusal('no_replay', { id: params.replayId })
  return replay
}

function replayView(row: ReplayRow) {
  const selection: ReplaySelection = JSON.parse(row.selection)
  return {
    id: publicIdOf('replay', row.id),
    endpointId: publicIdOf('endpoint', row.endpoint_id),
    state: row.state,
    since: selection.since,
    until: selection.until,
    events: [...selection.events],
    status: selection.status,
    count: row.total,
    queued: row.queued,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
  }
}
