import { DEFAULT_OVERLAP_MS, secretColumns } from '../endpoints/changes.ts'
import { findEndpointForUpdate } from '../store/endpoints/read.ts'
import { updateEndpoint } from '../store/endpoints/write.ts'
import type { ApiInstance } from './app.ts'
import type { EndpointContext, StoreContext } from './context.ts'
import { assertSecret } from './endpoint-fields.ts'
import { foundEndpoint } from './endpoints.ts'
import { callerOf } from './guard.ts'
import { durationOf, pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import { RotateAnswer, RotateInput } from './schemas/endpoints.ts'

const tags = ['Webhooks']
const MAX_OVERLAP_MS = 30 * 86_400_000

export function endpointSecretRoute(app: ApiInstance, ctx: StoreContext & EndpointContext): void {
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
      const overlapMs =
        overlap === undefined
          ? DEFAULT_OVERLAP_MS
          : durationOf(overlap, 'body/overlap', { min: 0, max: MAX_OVERLAP_MS })
      const { row, secret } = await ctx.database.transaction(async (trx) => {
        const current = foundEndpoint(await findEndpointForUpdate(trx, workspaceId, uuid), id)
        const destination = ctx.destinations.of(current.kind)
        if (chosen !== undefined) assertSecret(destination, chosen)
        const secret = chosen ?? destination.secret.generate()
        const columns = secretColumns(ctx.vault, secret, current, overlapMs)
        return { row: await updateEndpoint(trx, workspaceId, uuid, columns), secret }
      })
      const { previous_secret_until: until } = foundEndpoint(row, id)
      await ctx.endpointsChanged()
      return { id, secret, previousSecretUntil: until?.toISOString() ?? null }
    },
  )
}
