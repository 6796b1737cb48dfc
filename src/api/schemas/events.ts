import { type Static, Type } from 'typebox'
import { MAX_IDS } from '../params.ts'
import { Json, listQuery, Moment, nullable, PLATFORM_EXAMPLE, pageOf, publicId, Time } from './common.ts'

export const EventStatusSchema = Type.Enum(['pending', 'processed', 'failed'], {
  description: 'Where the event is on its way to deliveries.',
})

export const AccountRef = Type.Object(
  {
    id: publicId('account'),
    platform: Type.String({ examples: [PLATFORM_EXAMPLE] }),
    username: nullable(Type.String()),
    externalId: Type.String({ description: "The platform's own id of the account." }),
  },
  { title: 'AccountRef' },
)

const data = Json('The shape of `type`; see docs/events.md.')
const withoutData = Type.Optional(Type.Boolean({ default: true, description: '`false`: leave out `data`.' }))

const eventProperties = {
  id: publicId('event'),
  workspaceId: publicId('workspace'),
  type: Type.String({ examples: ['message.received'] }),
  platform: Type.String({ examples: [PLATFORM_EXAMPLE] }),
  account: nullable(AccountRef),
  occurredAt: Time("By the platform's clock."),
  receivedAt: Time(),
  senderId: nullable(Type.String()),
  conversationKey: nullable(Type.String()),
  preview: nullable(
    Type.String({ description: 'What it says, as one line of at most 160 characters; null when it says nothing.' }),
  ),
  status: EventStatusSchema,
  attempts: Type.Integer({ description: 'Tries of processing it so far, while it is not processed.' }),
  error: nullable(Type.String({ description: 'Why processing failed.' })),
  processed: Type.Boolean({ description: 'Whether the consumer marked it handled.' }),
  handledAt: nullable(Time()),
}

const deliveryCounts = Type.Object(
  { delivered: Type.Integer(), pending: Type.Integer(), failed: Type.Integer() },
  {
    title: 'DeliveryCounts',
    description:
      'In lists: how many of its deliveries have arrived, are on their way (also between two tries) and were given up. ' +
      'All 0 when it is processed: no webhook asked for it.',
  },
)

export const EventSchema = Type.Object(
  { ...eventProperties, data: Type.Optional(data), deliveries: Type.Optional(deliveryCounts) },
  { title: 'Event' },
)
export type EventBody = Static<typeof EventSchema>

export const DeliverySchema = Type.Object(
  {
    id: publicId('delivery'),
    eventId: publicId('event'),
    event: nullable(Type.String({ description: "The event's type.", examples: ['message.received'] })),
    endpointId: publicId('endpoint'),
    status: Type.Enum(['pending', 'delivered', 'failed']),
    attemptCount: Type.Integer(),
    statusCode: nullable(Type.Integer({ description: 'Of the last attempt.' })),
    code: nullable(
      Type.String({
        description: 'Why the last attempt failed, or why the delivery was given up (docs/errors.md).',
        examples: ['http_status', 'endpoint_deleted'],
      }),
    ),
    error: nullable(Type.String({ description: 'The same for people, in English.' })),
    createdAt: Time(),
    nextAttemptAt: nullable(Time('When the next try is due.')),
    completedAt: nullable(Time()),
  },
  { title: 'Delivery' },
)
export type DeliveryBody = Static<typeof DeliverySchema>

export const EventDetail = Type.Object(
  {
    ...eventProperties,
    data,
    raw: Json("The platform's own payload, reduced to this event."),
    deliveries: Type.Array(DeliverySchema, { description: 'At most the newest 200.' }),
  },
  { title: 'EventDetail' },
)

export const EventQuery = listQuery({
  ids: Type.Optional(
    Type.String({
      description:
        `Only these events: at most ${MAX_IDS} \`evt_\` ids, separated by commas, all in one page unless \`limit\` says ` +
        'otherwise. One that is not stored is left out.',
      maxLength: 4000,
      examples: ['evt_01j5xq9zk7e8rbv3m2n4p6t8wy,evt_01j5xq9zk7e8rbv3m2n4p6t8wz'],
    }),
  ),
  type: Type.Optional(
    Type.String({
      description: 'A type, a pattern such as `message.*`, or several separated by commas.',
      examples: ['message.received', 'message.*,comment.created'],
    }),
  ),
  platform: Type.Optional(Type.String({ examples: [PLATFORM_EXAMPLE] })),
  account: Type.Optional(Type.String({ maxLength: 250, description: "An `acc_` id or the platform's own id." })),
  status: Type.Optional(EventStatusSchema),
  processed: Type.Optional(Type.Boolean({ description: 'Whether the consumer marked it handled.' })),
  since: Type.Optional(Moment('Received at or after.')),
  until: Type.Optional(Moment('Received before.')),
  data: withoutData,
  q: Type.Optional(
    Type.String({ minLength: 2, maxLength: 200, description: 'A text in `data` (its first 32,768 characters).' }),
  ),
})
export type EventQueryBody = Static<typeof EventQuery>

export const EventPage = Type.Object({
  ...pageOf(EventSchema).properties,
  partial: Type.Boolean({
    description: 'The page is short because looking on would have taken too long: `nextCursor` goes on behind it.',
  }),
  searchedUntil: nullable(Time('Of a partial page: everything received since then was looked at.')),
})

export const StreamQuery = Type.Object(
  {
    type: Type.Optional(Type.String({ description: 'As in the list.' })),
    platform: Type.Optional(Type.String()),
    account: Type.Optional(Type.String({ maxLength: 250 })),
    data: withoutData,
    lastEventId: Type.Optional(Type.String({ description: 'For clients that cannot send `Last-Event-ID`.' })),
  },
  { additionalProperties: false },
)

export const AttemptSchema = Type.Object(
  {
    id: publicId('attempt'),
    number: Type.Integer(),
    outcome: Type.Enum(['success', 'retry', 'failure']),
    startedAt: Time(),
    durationMs: Type.Integer(),
    statusCode: nullable(Type.Integer()),
    code: nullable(Type.String({ description: 'Why it failed (docs/errors.md).', examples: ['timeout'] })),
    error: nullable(Type.String({ description: 'The same for people, in English.' })),
    responseHeaders: nullable(Type.Record(Type.String(), Type.Unknown())),
    responseBody: nullable(Type.String({ description: 'The first 16 KB, as text.' })),
  },
  { title: 'Attempt' },
)
export type AttemptBody = Static<typeof AttemptSchema>

export const DeliveryDetail = Type.Object(
  {
    ...DeliverySchema.properties,
    attempts: Type.Array(AttemptSchema),
    requestBody: nullable(Type.String({ description: 'The body that was sent, rendered anew.' })),
  },
  { title: 'DeliveryDetail' },
)

export const DeliveryQuery = listQuery({
  endpoint: Type.Optional(publicId('endpoint')),
  event: Type.Optional(Type.String({ description: 'An `evt_` id, a type, or a pattern such as `message.*`.' })),
  status: Type.Optional(Type.Enum(['pending', 'delivered', 'failed'])),
  code: Type.Optional(
    Type.String({ maxLength: 64, description: 'Why the last attempt failed.', examples: ['timeout'] }),
  ),
  statusCode: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  since: Type.Optional(Moment('Of events received at or after.')),
  until: Type.Optional(Moment('Of events received before.')),
})
