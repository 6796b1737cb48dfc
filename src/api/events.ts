import { Type } from 'typebox'
import { refusal } from '../codes/refusals.ts'
import { timeOfId } from '../events/ids.ts'
import { retryEvent } from '../process/retry-event.ts'
import { accountsByExternalId } from '../store/accounts/read.ts'
import type { Executor } from '../store/database.ts'
import { listDeliveries } from '../store/deliveries/read.ts'
import { findEvent, markHandled } from '../store/events/events.ts'
import { listEvents } from '../store/events/list.ts'
import type { EventFilter } from '../store/events/rows.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext, WakeContext } from './context.ts'
import { callerOf } from './guard.ts'
import { fieldId, idsOfQuery, pageAnswer, pageRequest, pathId, rangeOf, typesOfQuery } from './params.ts'
import { PathId, publicId, Time } from './schemas/common.ts'
import { EventDetail, EventPage, EventQuery, type EventQueryBody, EventSchema } from './schemas/events.ts'
import { dataOf, deliveryView, eventView, parseStored } from './views.ts'

const tags = ['Events']
const SHOWN_DELIVERIES = 200

export function eventRoutes(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  readRoutes(app, ctx)
  changeRoutes(app, ctx)
}

function readRoutes(app: ApiInstance, ctx: StoreContext): void {
  const { db } = ctx.database

  app.get(
    '/api/v1/events',
    {
      schema: {
        operationId: 'listEvents',
        tags,
        summary: 'Events, newest first',
        description:
          'A page may hold fewer than `limit` and still have a next one (`partial`): go on until `nextCursor` is null.',
        querystring: EventQuery,
        response: { 200: EventPage },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const filter = await eventFilter(db, workspaceId, request.query)
      if (!filter) return { data: [], nextCursor: null, partial: false, searchedUntil: null }
      const light = request.query.data === false
      const wanted = pageRequest(request.query, filter.ids?.length)
      const page = await listEvents(db, workspaceId, filter, wanted, { light })
      const partial = page.next !== undefined && page.rows.length < wanted.limit
      return {
        ...pageAnswer(page, (row) => eventView(row, light)),
        partial,
        searchedUntil: partial && page.next ? timeOfId(page.next).toISOString() : null,
      }
    },
  )

  app.get(
    '/api/v1/events/:id',
    {
      schema: {
        operationId: 'getEvent',
        tags,
        summary: 'One event with its raw payload and deliveries',
        params: PathId('event'),
        response: { 200: EventDetail },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('event', request.params.id)
      const event = await findEvent(db, workspaceId, id)
      if (!event) throw refusal('no_event', { id: request.params.id })
      const deliveries = await listDeliveries(db, workspaceId, { eventId: id }, { limit: SHOWN_DELIVERIES })
      return {
        ...eventView(event),
        data: parseStored(dataOf(event)),
        raw: parseStored(event.raw),
        deliveries: deliveries.rows.map(deliveryView),
      }
    },
  )
}

function changeRoutes(app: ApiInstance, ctx: StoreContext & WakeContext): void {
  app.post(
    '/api/v1/events/:id/retry',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'retryEvent',
        tags,
        summary: 'Process an event again',
        description:
          'What the hub did not understand when it came (`event.unhandled`) is read again by the current code and keeps its id. It is then delivered as what it is, also to webhooks that got it as unhandled.',
        params: PathId('event'),
        response: { 202: EventSchema },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('event', request.params.id)
      const event = await retryEvent(ctx.database, workspaceId, id)
      ctx.wake('process', workspaceId)
      return reply.code(202).send(eventView(event))
    },
  )

  app.post(
    '/api/v1/events/:id/process',
    {
      schema: {
        operationId: 'markEventProcessed',
        tags,
        summary: 'Mark an event handled by its consumer',
        description: 'Doing it again changes nothing.',
        params: PathId('event'),
        response: {
          200: Type.Object({ id: publicId('event'), processed: Type.Boolean(), handledAt: Time() }),
        },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const at = await markHandled(ctx.database.db, workspaceId, pathId('event', request.params.id))
      if (!at) throw refusal('no_event', { id: request.params.id })
      return { id: request.params.id, processed: true, handledAt: at.toISOString() }
    },
  )
}

/** The filter of a query; undefined when it can match nothing. @throws HubError naming what is wrong. */
export async function eventFilter(
  db: Executor,
  workspaceId: string,
  query: Omit<EventQueryBody, 'limit' | 'cursor' | 'data'>,
): Promise<EventFilter | undefined> {
  const types = typesOfQuery(query.type, 'query/type')
  const ids = query.ids === undefined ? undefined : idsOfQuery('event', query.ids, 'query/ids')
  let accountId: string | undefined
  if (query.account !== undefined) {
    accountId = query.account.startsWith('acc_')
      ? fieldId('account', query.account, 'query/account')
      : (await accountsByExternalId(db, workspaceId, query.account, query.platform))[0]
    if (accountId === undefined) return undefined
  }
  return {
    ...(ids ? { ids } : {}),
    ...(types ? { types } : {}),
    ...(query.platform === undefined ? {} : { platform: query.platform }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(query.status === undefined ? {} : { status: query.status }),
    ...(query.processed === undefined ? {} : { handled: query.processed }),
    ...(query.q === undefined ? {} : { text: query.q }),
    ...rangeOf(query),
  }
}
