import { LRUCache } from 'lru-cache'
import { publicIdOf } from '../events/public-id.ts'
import type { Metrics } from '../metrics.ts'
import { foldCounts } from '../store/counts/fold.ts'
import { readDeliveryCounts, readEventCounts, readOutcomeCounts } from '../store/counts/read.ts'
import type { Database } from '../store/database.ts'
import { readBacklog } from '../store/event-queue/backlog.ts'
import { countRejections } from '../store/rejections/rejections.ts'
import { type ActiveSender, accountNames, countQueue, mostActiveSenders } from '../store/stats/stats.ts'
import { latencyOf } from './latency.ts'
import { type Counted, overTime } from './over-time.ts'
import { add, sum, top } from './tally.ts'
import { BUCKET_MINUTES, MINUTE_MS, type Window } from './window.ts'

/** Types and accounts that get a line of their own over time; the rest is `other`. */
const SHOWN = 8
const SENDERS = 20
const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000'
/** Counting who wrote most reads every message of the window: the answer is kept ten times as long as it took. */
const KEEP_FACTOR = 10

/** Reads statistics of a window of whole buckets. */
export function createStatsReader(database: Database, metrics: Pick<Metrics, 'duplicates'>) {
  const { db } = database
  const senders = new LRUCache<string, ActiveSender[]>({ max: 100 })

  const activeSenders = async (workspaceId: string, window: Window) => {
    const key = `${workspaceId} ${window.since.getTime()} ${window.until.getTime()}`
    const known = senders.get(key)
    if (known) return known
    const started = performance.now()
    const read = await mostActiveSenders(db, workspaceId, window, SENDERS)
    senders.set(key, read, { ttl: Math.ceil((performance.now() - started) * KEEP_FACTOR) })
    return read
  }

  return async (workspaceId: string, window: Window, now: Date) => {
    const { since, until, bucket } = window
    const counted = await readCounts(database, workspaceId, window, now)
    const backlog = await readBacklog(db, workspaceId)
    const queue = await countQueue(db, workspaceId)
    const rejected = await countRejections(db, workspaceId, { since, until })
    const types = new Map<string, number>()
    const platforms = new Map<string, number>()
    const accounts = new Map<string, number>()
    for (const { account_id, platform, type, count } of counted.events) {
      add(types, type, count)
      add(platforms, platform, count)
      if (account_id !== NO_ACCOUNT) add(accounts, account_id, count)
    }
    const busiest = top(accounts, 100)
    const names = await accountNames(
      db,
      workspaceId,
      busiest.map(([id]) => id),
    )
    const nameOf = new Map(names.map((row) => [row.id, row]))
    const causes = new Map<string, number>()
    for (const row of rejected) add(causes, row.cause, row.count)
    const total = sum(types.values())
    const minutes = Math.max(1, (Math.min(until.getTime(), now.getTime()) - since.getTime()) / MINUTE_MS)
    const duplicates = metrics.duplicates.get(workspaceId) ?? 0
    return {
      since: since.toISOString(),
      until: until.toISOString(),
      bucket,
      events: {
        total,
        perMinute: total / minutes,
        ...queue,
        unhandled: types.get('event.unhandled') ?? 0,
        duplicates,
      },
      outcomes: outcomesOf(counted),
      ...deliveriesOf(counted),
      queues: backlog,
      byType: top(types).map(([type, count]) => ({ type, count })),
      byPlatform: top(platforms).map(([platform, count]) => ({ platform, count })),
      byAccount: busiest.map(([id, count]) => ({
        accountId: publicIdOf('account', id),
        platform: nameOf.get(id)?.platform ?? '',
        username: nameOf.get(id)?.username ?? null,
        externalId: nameOf.get(id)?.external_id ?? null,
        count,
      })),
      overTime: overTime(counted, window, {
        types: new Set(top(types, SHOWN).map(([type]) => type)),
        accounts: new Set(top(accounts, SHOWN).map(([id]) => id)),
      }),
      mostActiveUsers: (await activeSenders(workspaceId, window)).map(senderView),
      hourByWeekday: weekOf(counted),
      rejections: top(causes).map(([cause, count]) => ({ cause, count })),
    }
  }
}

/** The counts of one moment: what was counted until now is folded first, and nobody else folds meanwhile. */
async function readCounts(database: Database, workspaceId: string, window: Window, now: Date): Promise<Counted> {
  const step = Math.min(BUCKET_MINUTES[window.bucket], BUCKET_MINUTES.hour)
  const wanted = { since: window.since.getTime() / MINUTE_MS, until: window.until.getTime() / MINUTE_MS, step }
  return await database.transaction(async (trx) => {
    await foldCounts(trx, workspaceId, now)
    return {
      events: await readEventCounts(trx, workspaceId, wanted),
      outcomes: await readOutcomeCounts(trx, workspaceId, wanted),
      deliveries: await readDeliveryCounts(trx, workspaceId, wanted),
    }
  })
}

function outcomesOf({ outcomes }: Counted) {
  const of = (wanted: string) => sum(outcomes.flatMap(({ outcome, count }) => (outcome === wanted ? [count] : [])))
  const [delivered, partly, failed] = [of('delivered'), of('partly'), of('failed')]
  const ended = delivered + partly + failed
  return {
    delivered,
    partly,
    failed,
    retrying: of('retrying'),
    waiting: of('waiting'),
    none: of('none'),
    successRate: ended === 0 ? null : delivered / ended,
  }
}

function deliveriesOf(counted: Counted) {
  const deliveries = counted.deliveries.filter(({ kind }) => kind === 'delivery')
  const attempts = counted.deliveries.filter(({ kind }) => kind === 'attempt')
  const total = (rows: readonly { count: number }[]) => sum(rows.map(({ count }) => count))
  const of = (rows: typeof deliveries, wanted: string) => total(rows.filter(({ state }) => state === wanted))
  const codes = new Map<string, number>()
  for (const { state, code, count } of attempts) add(codes, `${state} ${code}`, count)
  const [waiting, retrying] = [of(deliveries, 'waiting'), of(deliveries, 'retrying')]
  const [delivered, failed] = [of(deliveries, 'delivered'), of(deliveries, 'failed')]
  return {
    deliveries: {
      total: total(deliveries),
      delivered,
      failed,
      pending: waiting + retrying,
      waiting,
      retrying,
      cancelled: of(deliveries, 'cancelled'),
      successRate: delivered + failed === 0 ? null : delivered / (delivered + failed),
    },
    attempts: {
      total: total(attempts),
      byCode: top(codes).map(([key, count]) => {
        const [outcome = '', code = ''] = key.split(' ')
        return { outcome, code, count }
      }),
    },
    latencyMs: {
      delivery: latencyOf(deliveries.filter(({ state }) => state === 'delivered')),
      response: latencyOf(attempts),
    },
  }
}

function weekOf({ events }: Counted): number[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { at, count } of events) {
    const time = new Date(at * MINUTE_MS)
    const day = week[time.getUTCDay()]
    if (day) day[time.getUTCHours()] = (day[time.getUTCHours()] ?? 0) + count
  }
  return week
}

function senderView({ platform, sender_id, count, data }: ActiveSender) {
  const parsed: unknown = JSON.parse(data)
  const sender = memberOf(parsed, 'sender')
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    platform,
    senderId: sender_id,
    name: text(memberOf(sender, 'name')),
    username: text(memberOf(sender, 'username')),
    count,
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
