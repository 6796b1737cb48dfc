import { Type } from 'typebox'
import { QueuesSchema } from './admin.ts'
import { Moment, nullable, publicId, Time } from './common.ts'

const bucket = Type.Enum(['minute', 'hour', 'day'], {
  description: 'Width of the points of `overTime`. Absent in a query: such that there are at most about 100.',
})
const latency = Type.Object({
  p50: nullable(Type.Number()),
  p95: nullable(Type.Number()),
  p99: nullable(Type.Number()),
})

export const StatsQuery = Type.Object(
  {
    since: Type.Optional(Moment('Start of the window; default 24 hours ago, at most 31 days.')),
    until: Type.Optional(Moment('End of the window; default now.')),
    bucket: Type.Optional(bucket),
  },
  { additionalProperties: false },
)

export const StatsSchema = Type.Object(
  {
    since: Time('Rounded down to the bucket (UTC).'),
    until: Time(),
    bucket,
    estimated: Type.Boolean({
      description:
        'Some step of time held more than was looked at: its totals are counted, what they are made of is scaled up.',
    }),
    events: Type.Object({
      total: Type.Number(),
      perMinute: Type.Number(),
      pending: Type.Integer(),
      failed: Type.Integer(),
      unhandled: Type.Number({ description: 'Of type `event.unhandled`.' }),
      duplicates: Type.Number({ description: 'Since this process started.' }),
    }),
    deliveries: Type.Object({
      total: Type.Number(),
      delivered: Type.Number(),
      failed: Type.Number(),
      pending: Type.Number(),
      successRate: nullable(Type.Number({ description: 'Delivered ÷ completed, 0 to 1.' })),
    }),
    latencyMs: Type.Object({
      processing: latency,
      delivery: latency,
    }),
    queues: QueuesSchema,
    byType: Type.Array(Type.Object({ type: Type.String(), count: Type.Number() })),
    byPlatform: Type.Array(Type.Object({ platform: Type.String(), count: Type.Number() })),
    byAccount: Type.Array(
      Type.Object({
        accountId: publicId('account'),
        platform: Type.String(),
        username: nullable(Type.String()),
        externalId: nullable(Type.String()),
        count: Type.Number(),
      }),
    ),
    overTime: Type.Array(
      Type.Object({
        at: Time('Where the bucket begins.'),
        hour: Time('The same.'),
        events: Type.Number(),
        delivered: Type.Number(),
        failed: Type.Number(),
        byPlatform: Type.Record(Type.String(), Type.Number(), { description: 'Events by platform.' }),
        byType: Type.Record(Type.String(), Type.Number(), {
          description: 'Events by type: the most frequent types of the window, and `other`.',
        }),
        byAccount: Type.Record(Type.String(), Type.Number(), {
          description: 'Events by account (`acc_…`): the busiest of the window, and `other`.',
        }),
      }),
      { description: 'Every bucket of the window, also those in which nothing happened.' },
    ),
    mostActiveUsers: Type.Array(
      Type.Object({ platform: Type.String(), senderId: Type.String(), count: Type.Number() }),
    ),
    hourByWeekday: Type.Array(Type.Array(Type.Number()), {
      description: 'Events by weekday (0 Sunday) and hour of day (UTC): 7 rows of 24.',
    }),
    rejections: Type.Array(Type.Object({ cause: Type.String(), count: Type.Number() })),
  },
  { title: 'Stats' },
)
