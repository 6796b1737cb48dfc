import { type Static, Type } from 'typebox'
import type { Destinations } from '../../destinations/index.ts'
import { Json, listQuery, Moment, nullable, ParamsSchema, pageOf, publicId, Time } from './common.ts'
import { DestinationSchema } from './destinations.ts'
import { AttemptSchema, DeliverySchema } from './events.ts'

const url = Type.String({
  maxLength: 2000,
  description: 'An address that gets a signed POST for each event. One of `url` and `destination` is required.',
  examples: ['https://example.com/webhooks'],
})
const patterns = Type.Array(Type.String({ examples: ['message.received', 'message.*', '*'] }), {
  minItems: 1,
  maxItems: 100,
  description: 'Event types; `message.*` and `*` work.',
})
const format = Type.Enum(['standard', 'flat', 'cloudevents', 'raw'])
const ordering = Type.Enum(['none', 'conversation'], {
  description:
    '`conversation`: the events of one conversation arrive one after the other, in the order they came in. One that is tried again holds up the later ones until it is delivered or given up.',
})
const duration = Type.Union([Type.String({ examples: ['1m'] }), Type.Number({ description: 'Seconds.' })])
const accountName = Type.String({ minLength: 1, maxLength: 250, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
const inputProperties = {
  description: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  format: Type.Optional(format),
  accounts: Type.Optional(
    nullable(
      Type.Array(accountName, {
        maxItems: 1000,
        description:
          "Only events of these accounts: `acc_` ids, or `platform:id` with the platform's own id. null: all.",
      }),
    ),
  ),
  filter: Type.Optional(nullable(Json('A condition on the delivered body that mirrors it: `{"data":{"type":"dm"}}`.'))),
  retrySchedule: Type.Optional(
    nullable(
      Type.Array(duration, {
        maxItems: 20,
        description: 'Waits between the tries: texts such as `1m`, or seconds. null: the default of the hub.',
        examples: [['1m', '5m', '15m', '1h', '6h']],
      }),
    ),
  ),
  timeoutMs: Type.Optional(nullable(Type.Integer({ minimum: 100, maximum: 300_000 }))),
  rateLimit: Type.Optional(
    nullable(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Deliveries per second.' })),
  ),
  ordering: Type.Optional(ordering),
}
const secret = Type.String({
  minLength: 8,
  maxLength: 256,
  description: 'Signs the deliveries: `whsec_` and base64, or any text. Absent: one is made.',
})

const shownProperties = {
  description: nullable(Type.String()),
  events: Type.Array(Type.String()),
  accounts: nullable(Type.Array(publicId('account'))),
  filter: Json(),
  format,
  retrySchedule: nullable(Type.Array(Type.Integer({ description: 'Seconds.' }))),
  timeoutMs: nullable(Type.Integer()),
  rateLimit: nullable(Type.Integer()),
  ordering,
  state: Type.Enum(['enabled', 'paused', 'disabled']),
  disabledReason: nullable(Type.String()),
  disabledCode: nullable(
    Type.String({ description: 'Why, as a code; null for what an older version did.', examples: ['answered_gone'] }),
  ),
  disabledParams: nullable(ParamsSchema),
  disabledAt: nullable(Time()),
  failures: Type.Integer({ description: 'Failed attempts since the last success.' }),
  failingSince: nullable(Time()),
  lastError: nullable(
    Type.Object(
      {
        at: Time(),
        code: Type.String({ description: 'As of attempts; listed in docs/errors.md.', examples: ['http_status'] }),
        statusCode: nullable(Type.Integer()),
        detail: Type.String({ description: 'In English, for people; it may change.' }),
      },
      { title: 'EndpointError', description: 'Why the newest failed attempt failed; null until one did.' },
    ),
  ),
  successRate: nullable(
    Type.Number({ description: 'Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1.' }),
  ),
  lastDeliveryAt: nullable(Time('The last success.')),
  previousSecretUntil: nullable(Time('Until when the secret before the rotation signs too.')),
  createdAt: Time(),
  updatedAt: Time(),
}

const state = Type.Enum(['enabled', 'paused'], {
  description: '`paused`: events are kept and delivered when it is enabled again.',
})

/** The schemas in which webhooks are given and shown; they name the kinds of destination. */
export function endpointSchemas(destinations: Destinations) {
  const given = DestinationSchema(
    destinations,
    'What events are delivered to, in place of `url`: a kind and its settings.',
  )
  const properties = { url: Type.Optional(url), destination: Type.Optional(given), ...inputProperties }
  const shown = {
    id: publicId('endpoint'),
    url: Type.String({
      description: 'Where it delivers to. Of another kind than a URL: its address, not to be changed.',
    }),
    destination: DestinationSchema(destinations, 'The kind and its settings; null where `url` says it all.'),
    ...shownProperties,
  }
  const shownOnce = Type.String({ description: 'Shown now, and never again.' })
  const EndpointSchema = Type.Object(shown, { title: 'Endpoint' })
  return {
    EndpointInput: Type.Object(
      { ...properties, events: patterns, secret: Type.Optional(secret) },
      { additionalProperties: false, title: 'EndpointInput' },
    ),
    EndpointChange: Type.Object(
      { ...properties, events: Type.Optional(patterns), secret: Type.Optional(secret), state: Type.Optional(state) },
      { additionalProperties: false, title: 'EndpointChange' },
    ),
    EndpointSchema,
    EndpointWithSecret: Type.Object({ ...shown, secret: shownOnce }, { title: 'EndpointWithSecret' }),
    EndpointPage: pageOf(EndpointSchema),
  }
}
export type EndpointSchemas = ReturnType<typeof endpointSchemas>
export type EndpointChangeBody = Static<EndpointSchemas['EndpointChange']>
export type EndpointBody = Static<EndpointSchemas['EndpointSchema']>

export const EndpointListQuery = listQuery({})

export const TestAnswer = Type.Object(
  {
    success: nullable(Type.Boolean({ description: 'null: no answer yet; ask for the delivery later.' })),
    eventId: publicId('event'),
    deliveryId: publicId('delivery'),
    status: DeliverySchema.properties.status,
    attempt: nullable(AttemptSchema),
  },
  { title: 'EndpointTest' },
)

export const RotateInput = Type.Object(
  {
    overlap: Type.Optional(
      Type.Union([Type.String({ examples: ['24h'] }), Type.Number({ description: 'Seconds.' })], {
        description: 'How long the old secret signs too; `0` ends it at once, at most 30 days. Default 24h.',
      }),
    ),
    secret: Type.Optional(secret),
  },
  { additionalProperties: false },
)

export const RotateAnswer = Type.Object({
  id: publicId('endpoint'),
  secret: Type.String({ description: 'Shown now, and never again.' }),
  previousSecretUntil: nullable(Time()),
})

export const LogQuery = listQuery({
  status: Type.Optional(
    Type.Enum(['success', 'retry', 'failure', 'failed'], { description: '`failed`: retry or failure.' }),
  ),
  statusCode: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  event: Type.Optional(Type.String({ description: 'A type or a pattern such as `message.*`.' })),
})

export const LogEntry = Type.Object(
  {
    ...AttemptSchema.properties,
    deliveryId: publicId('delivery'),
    deliveryStatus: DeliverySchema.properties.status,
    eventId: publicId('event'),
    event: nullable(Type.String()),
    requestBody: nullable(Type.String({ description: 'The body that was sent, rendered anew.' })),
  },
  { title: 'LogEntry' },
)

export const ReplayInput = Type.Object(
  {
    since: Moment('Events received at or after.'),
    until: Type.Optional(Moment('Events received before; absent: now.')),
    events: Type.Optional(patterns),
    status: Type.Optional(
      Type.Enum(['all', 'failed', 'missing'], {
        description: '`failed`: what failed to reach it; `missing`: what was never sent to it. Default `all`.',
      }),
    ),
    dryRun: Type.Optional(Type.Boolean({ description: 'Only count the events; nothing is made.' })),
  },
  { additionalProperties: false },
)

export const ReplaySchema = Type.Object(
  {
    id: publicId('replay'),
    endpointId: publicId('endpoint'),
    state: Type.Enum(['running', 'completed', 'cancelled']),
    since: Time(),
    until: Time(),
    events: Type.Array(Type.String()),
    status: Type.Enum(['all', 'failed', 'missing']),
    count: Type.Integer({ description: "Events it covers, before the endpoint's filter; counted up to 100,000." }),
    queued: Type.Integer({ description: 'Deliveries made so far.' }),
    createdAt: Time(),
    completedAt: nullable(Time()),
  },
  { title: 'Replay' },
)
