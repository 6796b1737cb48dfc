import type { Static } from 'typebox'
import type { StatsSchema } from '../api/schemas/stats.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { Metrics } from '../metrics.ts'
import type { Executor } from '../store/database.ts'
import { readBacklog } from '../store/event-queue/backlog.ts'
import { countRejections } from '../store/rejections/rejections.ts'
import { accountNames, countQueue, LATENCY_BOUNDS_MS } from '../store/stats/stats.ts'
import { overTime } from './over-time.ts'
import { createSliceReader, HOUR_MS, MINUTE_MS, type SliceFigures } from './slices.ts'
import { add, percentiles, sum, top } from './tally.ts'

export type StatsBody = Static<typeof StatsSchema>

export type Bucket = 'minute' | 'hour' | 'day'

export const BUCKET_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: 24 * HOUR_MS } as const
/** Types and accounts that get a line of their own over time; the rest is `other`. */
const SHOWN = 8

/** Reads statistics for a window of time; `since` must lie on the edge of a bucket. */
export function createStatsReader(db: Executor, metrics: Pick<Metrics, 'eventsDuplicate'>) {
  const readSlices = createSliceReader(db)

  return async (workspaceId: string, since: Date, until: Date, bucket: Bucket): Promise<StatsBody> => {
    const start = since.getTime()
    const read = await readSlices(workspaceId, start, until.getTime(), Math.min(BUCKET_MS[bucket], HOUR_MS))
    const backlog = await readBacklog(db)
    const queue = await countQueue(db, workspaceId)
    const rejected = await countRejections(db, workspaceId, { since, until })
    const body = summarise(read, bucket)
    const names = await accountNames(
      db,
      workspaceId,
      body.accounts.map(([id]) => id),
    )
    const nameOf = new Map(names.map((row) => [row.id, row]))
    const minutes = Math.max(1, (until.getTime() - start) / 60_000)
    const causes = new Map<string, number>()
    for (const row of rejected) add(causes, row.cause, row.count)
    const duplicates = sum((await metrics.eventsDuplicate.get()).values.map((value) => value.value))
    const { accounts, ...rest } = body
    return {
      since: since.toISOString(),
      until: until.toISOString(),
      bucket,
      ...rest,
      events: { ...body.events, perMinute: body.events.total / minutes, ...queue, duplicates },
      queues: backlog,
      byAccount: accounts.map(([id, events]) => ({
        accountId: publicIdOf('account', id),
        platform: nameOf.get(id)?.platform ?? '',
        username: nameOf.get(id)?.username ?? null,
        externalId: nameOf.get(id)?.external_id ?? null,
        count: events,
      })),
      rejections: top(causes).map(([cause, requests]) => ({ cause, count: requests })),
    }
  }
}

function summarise(read: readonly SliceFigures[], bucket: Bucket) {
  const types = new Map<string, number>()
  const platforms = new Map<string, number>()
  const accounts = new Map<string, number>()
  const senders = new Map<string, number>()
  const states = new Map<string, number>()
  const latency = { processing: new Map<number, number>(), delivery: new Map<number, number>() }
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  let estimated = false

  for (const { at, events, deliveries } of read) {
    if (events.scale > 1 || deliveries.scale > 1) estimated = true
    let received = 0
    for (const group of events.groups) {
      const scaled = group.count * events.scale
      received += scaled
      add(types, group.type, scaled)
      add(platforms, group.platform, scaled)
      if (group.account_id) add(accounts, group.account_id, scaled)
    }
    for (const sender of events.senders)
      add(senders, JSON.stringify([sender.platform, sender.sender_id]), sender.count * events.scale)
    for (const state of deliveries.states) add(states, state.state, state.count * deliveries.scale)
    for (const { kind, bucket: step, count } of deliveries.latencies) add(latency[kind], step, count * deliveries.scale)
    const day = week[new Date(at).getUTCDay()]
    const hourOfDay = new Date(at).getUTCHours()
    if (day) day[hourOfDay] = (day[hourOfDay] ?? 0) + received
  }

  const delivered = Math.round(states.get('delivered') ?? 0)
  const failed = Math.round(states.get('failed') ?? 0)
  return {
    estimated,
    events: { total: Math.round(sum(types.values())), unhandled: Math.round(types.get('event.unhandled') ?? 0) },
    deliveries: {
      total: Math.round(sum(states.values())),
      delivered,
      failed,
      pending: Math.round(states.get('pending') ?? 0),
      successRate: delivered + failed === 0 ? null : delivered / (delivered + failed),
    },
    latencyMs: {
      processing: percentiles(latency.processing, LATENCY_BOUNDS_MS),
      delivery: percentiles(latency.delivery, LATENCY_BOUNDS_MS),
    },
    byType: top(types).map(([type, count]) => ({ type, count: Math.round(count) })),
    byPlatform: top(platforms).map(([platform, count]) => ({ platform, count: Math.round(count) })),
    accounts: top(accounts, 100).map(([id, count]): [string, number] => [id, Math.round(count)]),
    overTime: overTime(read, BUCKET_MS[bucket], {
      types: new Set(top(types, SHOWN).map(([type]) => type)),
      accounts: new Set(top(accounts, SHOWN).map(([id]) => id)),
    }),
    mostActiveUsers: top(senders, 20).map(([key, count]) => {
      const [platform = '', senderId = ''] = JSON.parse(key) as string[]
      return { platform, senderId, count: Math.round(count) }
    }),
    hourByWeekday: week.map((day) => day.map(Math.round)),
  }
}
