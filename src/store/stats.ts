import { sql } from 'kysely'
import { floorUuid } from '../events/ids.ts'
import type { Executor } from './database.ts'

/** Upper bounds, in milliseconds, of the latency buckets; the last bucket is open. Each is 1.5 times the one before. */
export const LATENCY_BOUNDS_MS: readonly number[] = Array.from({ length: 44 }, (_, step) => Math.round(1.5 ** step))

/** What one slice of time held. When it held more than was looked at, `scale` > 1 says how much more. */
export interface EventSlice {
  readonly scale: number
  readonly groups: readonly { type: string; platform: string; account_id: string | null; count: number }[]
  readonly senders: readonly { platform: string; sender_id: string; count: number }[]
}

export interface DeliverySlice {
  readonly scale: number
  readonly states: readonly { state: string; count: number }[]
  /** Rows by kind of latency and bucket (see LATENCY_BOUNDS_MS). */
  readonly latencies: readonly { kind: 'processing' | 'delivery'; bucket: number; count: number }[]
}

interface Slice {
  readonly from: Date
  readonly to: Date
  /** Rows looked at: the newest of the slice. */
  readonly limit: number
}

/** Rows of a slice are counted up to here; what is beyond is extrapolated from the time the ids carry. */
const COUNT_LIMIT = 100_000

/** How many rows of a slice each row looked at stands for. */
async function scaleOf(executor: Executor, workspaceId: string, table: 'events' | 'deliveries', slice: Slice) {
  const mine = sql`from ${sql.table(table)} where workspace_id = ${workspaceId}
    and id >= ${floorUuid(slice.from)}::uuid and id < ${floorUuid(slice.to)}::uuid order by id desc`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select id ${mine} limit ${sql.lit(COUNT_LIMIT)}) t`.execute(executor)
  const counted = rows[0]?.count ?? slice.limit
  if (counted < COUNT_LIMIT) return Math.max(1, counted / slice.limit)
  const { rows: edges } = await sql<{
    id: string
  }>`select id ${mine} offset ${sql.lit(COUNT_LIMIT - 1)} limit 1`.execute(executor)
  const edgeMs = Number.parseInt(edges[0]?.id.replaceAll('-', '').slice(0, 12) ?? '', 16)
  const end = Math.min(slice.to.getTime(), Date.now())
  const covered = Math.max(1, end - edgeMs) / Math.max(1, end - slice.from.getTime())
  return counted / Math.min(1, covered) / slice.limit
}

/** Counts the events received in a slice of time. */
export async function readEventSlice(executor: Executor, workspaceId: string, slice: Slice): Promise<EventSlice> {
  const seen = sql`(select type, platform, account_id, sender_id from events
    where workspace_id = ${workspaceId} and id >= ${floorUuid(slice.from)}::uuid and id < ${floorUuid(slice.to)}::uuid
    order by id desc limit ${sql.lit(slice.limit)})`
  const { rows } = await sql<{
    type: string | null
    platform: string
    account_id: string | null
    sender_id: string | null
    count: number
  }>`
    with seen as materialized ${seen}
    select * from (select type, platform, account_id, null as sender_id, count(*)::int as count from seen
      group by type, platform, account_id order by count(*) desc limit 5000) a
    union all
    select * from (select null, platform, null::uuid, sender_id, count(*)::int from seen where sender_id is not null
      group by platform, sender_id order by count(*) desc limit 50) b`.execute(executor)
  const groups = []
  const senders = []
  for (const row of rows) {
    if (row.type !== null) groups.push({ ...row, type: row.type })
    else if (row.sender_id !== null) senders.push({ ...row, sender_id: row.sender_id })
  }
  const full = groups.reduce((total, group) => total + group.count, 0) >= slice.limit
  return { scale: full ? await scaleOf(executor, workspaceId, 'events', slice) : 1, groups, senders }
}

/** Counts the deliveries made in a slice of time and their latencies. */
export async function readDeliverySlice(executor: Executor, workspaceId: string, slice: Slice): Promise<DeliverySlice> {
  const bounds = sql`${[...LATENCY_BOUNDS_MS]}::float8[]`
  // An event's id carries the millisecond in which it was received, which spares a join; replays have ids of their own time.
  const { rows } = await sql<{
    kind: 'state' | 'processing' | 'delivery'
    state: string
    bucket: number
    count: number
  }>`
    with seen as materialized (
      select state, created_at, completed_at,
        ('x' || substr(replace(event_id::text, '-', ''), 1, 12))::bit(48)::bigint as received_ms,
        substr(id::text, 1, 13) = substr(event_id::text, 1, 13) as first
      from deliveries
      where workspace_id = ${workspaceId} and id >= ${floorUuid(slice.from)}::uuid and id < ${floorUuid(slice.to)}::uuid
      order by id desc limit ${sql.lit(slice.limit)})
    select 'state' as kind, state, 0 as bucket, count(*)::int as count from seen group by state
    union all
    select 'processing', '', width_bucket((extract(epoch from created_at) * 1000 - received_ms)::float8, ${bounds}), count(*)::int
      from seen where first group by 3
    union all
    select 'delivery', '', width_bucket((extract(epoch from completed_at - created_at) * 1000)::float8, ${bounds}), count(*)::int
      from seen where state = 'delivered' and completed_at is not null group by 3`.execute(executor)
  const states = []
  const latencies = []
  for (const row of rows) {
    if (row.kind === 'state') states.push({ state: row.state, count: row.count })
    else latencies.push({ kind: row.kind, bucket: row.bucket, count: row.count })
  }
  const full = states.reduce((total, state) => total + state.count, 0) >= slice.limit
  return { scale: full ? await scaleOf(executor, workspaceId, 'deliveries', slice) : 1, states, latencies }
}

/** Usernames of accounts, for showing. */
export async function accountNames(executor: Executor, workspaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await executor
    .selectFrom('accounts')
    .select(['id', 'platform', 'external_id', 'username'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
}

/** Events of a workspace that wait or failed, counted up to 100,000. */
export async function countQueue(
  executor: Executor,
  workspaceId: string,
): Promise<{ pending: number; failed: number }> {
  const { rows } = await sql<{ pending: number; failed: number }>`
    select (count(*) filter (where state = 'pending'))::int as pending, (count(*) filter (where state = 'failed'))::int as failed
    from (select state from event_queue where workspace_id = ${workspaceId} limit 100000) q`.execute(executor)
  return rows[0] ?? { pending: 0, failed: 0 }
}
