import { LRUCache } from 'lru-cache'
import type { Static } from 'typebox'
import { publicIdOf } from '../events/public-id.ts'
import { readBacklog } from '../store/backlog.ts'
import { countRejections } from '../store/rejections.ts'
import {
  accountNames,
  countQueue,
  type DeliverySlice,
  type EventSlice,
  LATENCY_BOUNDS_MS,
  readDeliverySlice,
  readEventSlice,
} from '../store/stats.ts'
import type { ApiContext } from './context.ts'
import type { StatsSchema } from './schemas/admin.ts'
import { add, percentiles, sum, top } from './tally.ts'

export type StatsBody = Static<typeof StatsSchema>

const HOUR_MS = 3_600_000
/** Rows looked at for one answer, so that it stays quick on any table. */
const BUDGET = 120_000
const MIN_ROWS = 1000
const MAX_ROWS = 5000
/** Deliveries of a past hour can still change while they are retried. */
const PAST_TTL_MS = 10 * 60_000
const SETTLED_AFTER_MS = 9 * HOUR_MS
const SETTLED_TTL_MS = 6 * HOUR_MS
const CURRENT_TTL_MS = 2000

interface Hour {
  readonly events: EventSlice
  readonly deliveries: DeliverySlice
}

/** Reads statistics hour by hour, each hour one bounded query, remembering the hours it knows. */
export function createStatsReader(ctx: ApiContext) {
  const { db } = ctx.database
  const hours = new LRUCache<string, Promise<Hour>>({ max: 2000 })

  const readSlice = async (workspaceId: string, slice: { from: Date; to: Date; limit: number }): Promise<Hour> => ({
    events: await readEventSlice(db, workspaceId, slice),
    deliveries: await readDeliverySlice(db, workspaceId, slice),
  })

  const readHour = (workspaceId: string, from: number, to: number, limit: number): Promise<Hour> => {
    const whole = to - from === HOUR_MS
    const key = `${workspaceId} ${from} ${whole ? '' : to} ${limit}`
    const known = hours.get(key)
    if (known) return known
    const hour = readSlice(workspaceId, { from: new Date(from), to: new Date(to), limit })
    hours.set(key, hour, { ttl: whole ? lifetime(Date.now() - to) : CURRENT_TTL_MS })
    hour.catch(() => hours.delete(key))
    return hour
  }

  return async (workspaceId: string, since: Date, until: Date): Promise<StatsBody> => {
    const start = Math.floor(since.getTime() / HOUR_MS) * HOUR_MS
    const count = Math.max(1, Math.ceil((until.getTime() - start) / HOUR_MS))
    const limit = Math.max(MIN_ROWS, Math.min(MAX_ROWS, Math.floor(BUDGET / count)))
    const read: { at: number; hour: Hour }[] = []
    for (let at = start; at < until.getTime(); at += HOUR_MS) {
      const now = Date.now()
      // The hour that runs is asked for as a whole: its key stays the same, and nothing lies in the future.
      const to = at + HOUR_MS > now ? at + HOUR_MS : Math.min(at + HOUR_MS, until.getTime())
      read.push({ at, hour: await readHour(workspaceId, at, to, limit) })
    }
    const backlog = await readBacklog(db)
    const queue = await countQueue(db, workspaceId)
    const rejected = await countRejections(db, workspaceId, { since: new Date(start), until })
    const body = summarise(read)
    const names = await accountNames(
      db,
      workspaceId,
      body.accounts.map(([id]) => id),
    )
    const nameOf = new Map(names.map((row) => [row.id, row]))
    const minutes = Math.max(1, (until.getTime() - start) / 60_000)
    const causes = new Map<string, number>()
    for (const row of rejected) add(causes, row.cause, row.count)
    const duplicates = sum((await ctx.metrics.eventsDuplicate.get()).values.map((value) => value.value))
    const { accounts, ...rest } = body
    return {
      since: new Date(start).toISOString(),
      until: until.toISOString(),
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

function lifetime(ageMs: number): number {
  if (ageMs < 60_000) return CURRENT_TTL_MS
  return ageMs < SETTLED_AFTER_MS ? PAST_TTL_MS : SETTLED_TTL_MS
}

function summarise(read: readonly { at: number; hour: Hour }[]) {
  const types = new Map<string, number>()
  const platforms = new Map<string, number>()
  const accounts = new Map<string, number>()
  const senders = new Map<string, number>()
  const states = new Map<string, number>()
  const latency = { processing: new Map<number, number>(), delivery: new Map<number, number>() }
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  let estimated = false

  const overTime = read.map(({ at, hour: { events, deliveries } }) => {
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
    const done = new Map<string, number>()
    for (const state of deliveries.states) {
      add(states, state.state, state.count * deliveries.scale)
      add(done, state.state, Math.round(state.count * deliveries.scale))
    }
    for (const { kind, bucket, count } of deliveries.latencies) add(latency[kind], bucket, count * deliveries.scale)
    const day = week[new Date(at).getUTCDay()]
    const hourOfDay = new Date(at).getUTCHours()
    if (day) day[hourOfDay] = (day[hourOfDay] ?? 0) + Math.round(received)
    return {
      hour: new Date(at).toISOString(),
      events: Math.round(received),
      delivered: done.get('delivered') ?? 0,
      failed: done.get('failed') ?? 0,
    }
  })

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
    overTime,
    mostActiveUsers: top(senders, 20).map(([key, count]) => {
      const [platform = '', senderId = ''] = JSON.parse(key) as string[]
      return { platform, senderId, count: Math.round(count) }
    }),
    hourByWeekday: week,
  }
}
