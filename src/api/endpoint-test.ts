import { setTimeout as sleep } from 'node:timers/promises'
import { refusal } from '../codes/refusals.ts'
import { publicIdOf } from '../events/public-id.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { attemptsOf, findDelivery, insertDelivery } from '../store/deliveries/deliveries.ts'
import { findEndpoint } from '../store/endpoints/read.ts'
import { insertHubEvent } from '../store/events/events.ts'
import type { ApiInstance } from './app.ts'
import type { EventInsertContext, StopContext, StoreContext, WakeContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import { TestAnswer } from './schemas/endpoints.ts'
import { attemptView } from './views.ts'

const WAIT_MS = 5000
const LOOK_MS = 50

export function endpointTestRoutes(
  app: ApiInstance,
  ctx: StoreContext & EventInsertContext & WakeContext & StopContext,
): void {
  const { db } = ctx.database
  app.post(
    '/api/v1/webhooks/:id/test',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'testWebhook',
        tags: ['Webhooks'],
        summary: 'Send a webhook a signed test event',
        description: 'A `webhook.test` event goes the way of every delivery; waits up to 5 seconds for the answer.',
        params: PathId('endpoint'),
        response: { 200: TestAnswer },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const endpoint = await findEndpoint(db, workspaceId, pathId('endpoint', request.params.id))
      if (!endpoint) throw refusal('no_webhook', { id: request.params.id })
      if (endpoint.state !== 'enabled') throw refusal('webhook_not_enabled', { state: endpoint.state })
      const opened = ctx.idWindow.open(1)
      const eventId = opened.ids[0] ?? ''
      const type = 'webhook.test'
      const deliveryId = deliveryIdOf({ id: eventId, type }, endpoint.id)
      try {
        const at = new Date()
        await ctx.database.transaction(async (trx) => {
          await insertHubEvent(trx, workspaceId, {
            id: eventId,
            dedupKey: eventId,
            type,
            at,
            data: JSON.stringify({ message: 'This is a test webhook event' }),
          })
          await insertDelivery(trx, workspaceId, { id: deliveryId, eventId, endpointId: endpoint.id, at })
        })
      } finally {
        opened.close()
      }
      ctx.wake('deliver')
      const result = await firstAttempt(workspaceId, deliveryId)
      return {
        success: result.attempt ? result.attempt.outcome === 'success' : null,
        eventId: publicIdOf('event', eventId),
        deliveryId: publicIdOf('delivery', deliveryId),
        ...result,
      }
    },
  )

  const firstAttempt = async (workspaceId: string, deliveryId: string) => {
    const end = Date.now() + WAIT_MS
    for (;;) {
      const [attempt] = await attemptsOf(db, workspaceId, deliveryId)
      if (attempt || Date.now() >= end || ctx.stopping()) {
        const delivery = await findDelivery(db, workspaceId, deliveryId)
        return { status: delivery?.state ?? 'pending', attempt: attempt ? attemptView(attempt) : null }
      }
      await sleep(LOOK_MS)
    }
  }
}
