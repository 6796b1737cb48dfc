import { refusal } from '../codes/refusals.ts'
import { firstAttempt, sendTest } from '../endpoints/send-test.ts'
import { publicIdOf } from '../events/public-id.ts'
import { findEndpoint } from '../store/endpoints/read.ts'
import type { ApiInstance } from './app.ts'
import type { EventInsertContext, StopContext, StoreContext, WakeContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import { TestAnswer } from './schemas/endpoints.ts'
import { attemptView } from './views.ts'

const WAIT_MS = 5000

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
      const { eventId, deliveryId } = await sendTest(ctx.database, ctx.idWindow, endpoint)
      ctx.wake('deliver', workspaceId)
      const { state, attempt } = await firstAttempt(db, workspaceId, deliveryId, WAIT_MS, ctx.stopping)
      return {
        success: attempt ? attempt.outcome === 'success' : null,
        eventId: publicIdOf('event', eventId),
        deliveryId: publicIdOf('delivery', deliveryId),
        status: state,
        attempt: attempt ? attemptView(attempt) : null,
      }
    },
  )
}
