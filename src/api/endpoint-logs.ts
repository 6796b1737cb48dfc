import { refusal } from '../codes/refusals.ts'
import { renderDelivery } from '../events/envelope.ts'
import { publicIdOf } from '../events/public-id.ts'
import { type LogRow, listAttempts } from '../store/attempts/read.ts'
import { type EndpointRow, findEndpoint } from '../store/endpoints/read.ts'
import { type EventToRender, eventsToRender } from '../store/events/to-render.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { fromCursor, pageRequest, pathId, toCursor, typesOfQuery } from './params.ts'
import { PathId, pageOf } from './schemas/common.ts'
import { LogEntry, LogQuery } from './schemas/endpoints.ts'
import { attemptView } from './views.ts'

const OUTCOMES = { success: ['success'], retry: ['retry'], failure: ['failure'], failed: ['retry', 'failure'] } as const

export function endpointLogRoutes(app: ApiInstance, ctx: StoreContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/webhooks/:id/logs',
    {
      schema: {
        operationId: 'listWebhookLogs',
        tags: ['Webhooks'],
        summary: 'Every try of the deliveries to a webhook, newest delivery first',
        params: PathId('endpoint'),
        querystring: LogQuery,
        response: { 200: pageOf(LogEntry) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('endpoint', request.params.id)
      const { cursor, status, statusCode, event, ...rest } = request.query
      const endpoint = await findEndpoint(db, workspaceId, id)
      if (!endpoint) throw refusal('no_webhook', { id: request.params.id })
      const types = typesOfQuery(event, 'query/event')
      const [delivery, attempt] = cursor === undefined ? [] : fromCursor(cursor, 2)
      const page = await listAttempts(
        db,
        workspaceId,
        id,
        {
          ...(status === undefined ? {} : { outcomes: OUTCOMES[status] }),
          ...(statusCode === undefined ? {} : { statusCode }),
          ...(types ? { types } : {}),
        },
        { limit: pageRequest(rest).limit, ...(delivery && attempt ? { before: { delivery, attempt } } : {}) },
      )
      const events = await eventsToRender(
        db,
        workspaceId,
        page.rows.map((row) => row.event_id),
      )
      return {
        data: page.rows.map((row) => logView(row, endpoint, events.get(row.event_id))),
        nextCursor: page.next ? toCursor(page.next.delivery, page.next.attempt) : null,
      }
    },
  )
}

function logView(row: LogRow, endpoint: EndpointRow, stored: EventToRender | undefined) {
  return {
    ...attemptView(row),
    deliveryId: publicIdOf('delivery', row.delivery_id),
    deliveryStatus: row.delivery_state,
    eventId: publicIdOf('event', row.event_id),
    event: row.event_type,
    requestBody: stored ? renderDelivery(endpoint.format, stored.event, stored.account) : null,
  }
}
