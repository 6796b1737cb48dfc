import { Type } from 'typebox'
import { QueuesSchema } from './admin.ts'
import { Moment, nullable, publicId, Time } from './common.ts'

const bucket = Type.Enum(['minute', 'quarter', 'hour', 'day'], {
  description:
    'Width of the points of `overTime`; a quarter is 15 minutes. Absent in a query: such that there are at most about 100. Minutes are kept for three hours: an older window asked for by the minute is answered in quarters.',
})
const percentile = nullable(
  Type.Object(
    { moreThanMs: Type.Integer(), atMostMs: nullable(Type.Integer({ description: 'Null: no upper bound.' })) },
    { description: 'Between which bounds it lies; null where there is nothing to measure.' },
  ),
)
const latency = Type.Object({
  averageMs: nullable(Type.Number()),
  p50: percentile,
  p95: percentile,
  p99: percentile,
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
    until: Time('Rounded up to the bucket.'),
    bucket,
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
      pending: Type.Number({ description: 'Waiting and retrying.' }),
      waiting: Type.Number(),
      retrying: Type.Number(),
      cancelled: Type.Number(),
      successRate: nullable(Type.Number({ description: 'Delivered ÷ (delivered + failed), 0 to 1.' })),
    }),
    outcomes: Type.Object(
      {
        delivered: Type.Number(),
        partly: Type.Number(),
        failed: Type.Number(),
        retrying: Type.Number(),
        waiting: Type.Number(),
        none: Type.Number(),
        successRate: nullable(Type.Number({ description: 'Delivered ÷ (delivered + partly + failed), 0 to 1.' })),
      },
      { description: 'Processed events by what became of their deliveries.' },
    ),
    attempts: Type.Object({
      total: Type.Number(),
      byCode: Type.Array(
        Type.Object({
          outcome: Type.String(),
          code: Type.String({ description: 'The status, or why there is none, e.g. `timeout`.' }),
          count: Type.Number(),
        }),
      ),
    }),
    latencyMs: Type.Object({
      delivery: Type.Object(latency.properties, { description: 'From the making of a delivery to its arrival.' }),
      response: Type.Object(latency.properties, { description: 'How long the attempts took.' }),
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
        failuresByCode: Type.Record(Type.String(), Type.Number(), { description: 'Failed attempts by code.' }),
      }),
      { description: 'Every bucket of the window, also those in which nothing happened.' },
    ),
    mostActiveUsers: Type.Array(
      Type.Object({
        platform: Type.String(),
        senderId: Type.String(),
        name: nullable(Type.String()),
        username: nullable(Type.String()),
        count: Type.Number(),
      }),
      { description: 'Who wrote most: received messages of the window.' },
    ),
    hourByWeekday: Type.Array(Type.Array(Type.Number()), {
      description: 'Events by weekday (0 Sunday) and hour of day (UTC): 7 rows of 24.',
    }),
    rejections: Type.Array(Type.Object({ cause: Type.String(), count: Type.Number() })),
  },
  { title: 'Stats' },
)
