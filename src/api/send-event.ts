import { Type } from 'typebox'
import { refusal } from '../codes/refusals.ts'
import { sendEvent } from '../endpoints/send-event.ts'
import { findDelivery } from '../store/deliveries/read.ts'
import { findEndpoint } from '../store/endpoints/read.ts'
import { findEvent } from '../store/events/events.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext, WakeContext } from './context.ts'
import { callerOf } from './guard.ts'
import { fieldId, pathId } from './params.ts'
import { PathId, publicId } from './schemas/common.ts'
import { DeliverySchema } from './schemas/events.ts'
import { deliveryView } from './views.ts'

export function sendEventRoute(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/events/:id/send',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'sendEvent',
        tags: ['Events'],
        summary: 'Deliver an event to a webhook, now',
        description:
          'Whether the webhook subscribes to it or not, and also when it got it before: then it is a delivery of its own.',
        params: PathId('event'),
        body: Type.Object({ endpointId: publicId('endpoint') }, { additionalProperties: false }),
        response: { 202: DeliverySchema },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const eventId = pathId('event', request.params.id)
      const endpointId = fieldId('endpoint', request.body.endpointId, 'body/endpointId')
      const event = await findEvent(db, workspaceId, eventId)
      if (!event) throw refusal('no_event', { id: request.params.id })
      const endpoint = await findEndpoint(db, workspaceId, endpointId)
      if (!endpoint) throw refusal('no_webhook', { id: request.body.endpointId })
      if (endpoint.state !== 'enabled') throw refusal('webhook_not_enabled', { state: endpoint.state })
      const id = await sendEvent(db, event, endpoint)
      ctx.wake('deliver', workspaceId)
      const row = await findDelivery(db, workspaceId, id)
      if (!row) throw refusal('no_event', { id: request.params.id })
      return reply.code(202).send(deliveryView(row))
    },
  )
}
