import { refusal } from '../codes/refusals.ts'
import { renderDelivery } from '../events/envelope.ts'
import { attemptsOf } from '../store/attempts/read.ts'
import { type DeliveryFilter, findDelivery, listDeliveries } from '../store/deliveries/read.ts'
import { requeueDelivery } from '../store/deliveries/requeue.ts'
import { findEndpoint } from '../store/endpoints/read.ts'
import { eventsToRender } from '../store/events/to-render.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext, WakeContext } from './context.ts'
import { callerOf } from './guard.ts'
import { fieldId, pageAnswer, pageRequest, pathId, rangeOf, typesOfQuery } from './params.ts'
import { PathId, pageOf } from './schemas/common.ts'
import { DeliveryDetail, DeliveryQuery, DeliverySchema } from './schemas/events.ts'
import { attemptView, deliveryView } from './views.ts'

const tags = ['Deliveries']

export function deliveryRoutes(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  readRoutes(app, ctx)
  retryRoute(app, ctx)
}

function readRoutes(app: ApiInstance, ctx: StoreContext): void {
  const { db } = ctx.database

  app.get(
    '/api/v1/deliveries',
    {
      schema: {
        operationId: 'listDeliveries',
        tags,
        summary: 'Deliveries, newest first',
        querystring: DeliveryQuery,
        response: { 200: pageOf(DeliverySchema) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { endpoint, event, status, code, statusCode } = request.query
      const types = event?.startsWith('evt_') ? undefined : typesOfQuery(event, 'query/event')
      const filter: DeliveryFilter = {
        ...(endpoint === undefined ? {} : { endpointId: fieldId('endpoint', endpoint, 'query/endpoint') }),
        ...(event?.startsWith('evt_') ? { eventId: fieldId('event', event, 'query/event') } : {}),
        ...(types ? { types } : {}),
        ...(status === undefined ? {} : { status }),
        ...(code === undefined ? {} : { code }),
        ...(statusCode === undefined ? {} : { statusCode }),
        ...rangeOf(request.query),
      }
      return pageAnswer(await listDeliveries(db, workspaceId, filter, pageRequest(request.query)), deliveryView)
    },
  )

  app.get(
    '/api/v1/deliveries/:id',
    {
      schema: {
        operationId: 'getDelivery',
        tags,
        summary: 'One delivery with its attempts',
        params: PathId('delivery'),
        response: { 200: DeliveryDetail },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('delivery', request.params.id)
      const delivery = await findDelivery(db, workspaceId, id)
      if (!delivery) throw refusal('no_delivery', { id: request.params.id })
      const attempts = await attemptsOf(db, workspaceId, id)
      const endpoint = await findEndpoint(db, workspaceId, delivery.endpoint_id)
      const stored = (await eventsToRender(db, workspaceId, [delivery.event_id])).get(delivery.event_id)
      const requestBody = endpoint && stored ? renderDelivery(endpoint.format, stored.event, stored.account) : null
      return { ...deliveryView(delivery), attempts: attempts.map(attemptView), requestBody }
    },
  )
}

function retryRoute(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/deliveries/:id/retry',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'retryDelivery',
        tags,
        summary: 'Send a finished delivery again',
        description: 'It becomes due now, under the same id; its attempts are numbered on.',
        params: PathId('delivery'),
        response: { 202: DeliverySchema },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('delivery', request.params.id)
      const delivery = await findDelivery(db, workspaceId, id)
      if (!delivery) throw refusal('no_delivery', { id: request.params.id })
      if (!(await findEndpoint(db, workspaceId, delivery.endpoint_id))) throw refusal('webhook_deleted')
      if (!(await requeueDelivery(db, workspaceId, id))) throw refusal('delivery_pending')
      ctx.wake('deliver', workspaceId)
      return reply.code(202).send(deliveryView((await findDelivery(db, workspaceId, id)) ?? delivery))
    },
  )
}
