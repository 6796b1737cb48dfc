import { type RawBuilder, sql } from 'kysely'
import { floorUuid, timeOfId } from '../../events/ids.ts'
import type { Executor } from '../database.ts'

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

export interface Slice {
  readonly from: Date
  readonly to: Date
}

interface SliceReading {
  /** Rows looked at of each slice: its newest. */
  readonly limit: number
  /** Slices that hold more are counted (up to COUNT_LIMIT), not only extrapolated from the time that was looked at. */
  readonly counted: boolean
}

/** Rows of a slice are counted up to here; what is beyond is extrapolated from the time the ids carry. */
const COUNT_LIMIT = 20_000

/** How many rows of a slice each row looked at stands for; `oldest` is the id of the oldest one. */
async function scaleOf(
  executor: Executor,
  workspaceId: string,
  table: 'events' | 'deliveries',
  slice: Slice,
  reading: SliceReading,
  oldest: string,
) {
  const extrapolated = (rows: number, id: string) => {
    const end = Math.min(slice.to.getTime(), Date.now())
    const covered = Math.max(1, end - timeOfId(id).getTime()) / Math.max(1, end - slice.from.getTime())
    return rows / Math.min(1, covered) / reading.limit
  }
  if (!reading.counted) return extrapolated(reading.limit, oldest)
  const mine = sql`from ${sql.table(table)} where workspace_id = ${workspaceId}
    and id >= ${floorUuid(slice.from)}::uuid and id < ${floorUuid(slice.to)}::uuid order by id desc`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select id ${mine} limit ${sql.lit(COUNT_LIMIT)}) t`.execute(executor)
  const counted = rows[0]?.count ?? reading.limit
  if (counted < COUNT_LIMIT) return Math.max(1, counted / reading.limit)
  const { rows: edges } = await sql<{
    id: string
  }>`select id ${mine} offset ${sql.lit(COUNT_LIMIT - 1)} limit 1`.execute(executor)
  return extrapolated(counted, edges[0]?.id ?? oldest)
}

/** The newest rows of each slice, with the number of the slice as `n`. */
function newestOf(
  table: 'events' | 'deliveries',
  columns: RawBuilder<unknown>,
  workspaceId: string,
  slices: readonly Slice[],
  limit: number,
): RawBuilder<unknown> {
  const lows = slices.map(({ from }) => floorUuid(from))
  const highs = slices.map(({ to }) => floorUuid(to))
  return sql`select (s.n - 1)::int as n, r.* from unnest(${lows}::uuid[], ${highs}::uuid[]) with ordinality as s(low, high, n)
    cross join lateral (select id, ${columns} from ${sql.table(table)} t
      where t.workspace_id = ${workspaceId} and t.id >= s.low and t.id < s.high order by t.id desc limit ${sql.lit(limit)}) r`
}

/** Counts the events received in each slice of time. */
export async function readEventSlices(
  executor: Executor,
  workspaceId: string,
  slices: readonly Slice[],
  reading: SliceReading,
): Promise<EventSlice[]> {
  const columns = sql`type, platform, account_id, sender_id`
  const { rows } = await sql<{
    n: number
    type: string | null
    platform: string
    account_id: string | null
    sender_id: string | null
    count: number
    oldest: string
  }>`
    with seen as materialized (${newestOf('events', columns, workspaceId, slices, reading.limit)})
    select n, type, platform, account_id, null as sender_id, count(*)::int as count, min(id::text) as oldest from seen
      group by n, type, platform, account_id
    union all
    select n, null, platform, null::uuid, sender_id, count, '' from (
      select n, platform, sender_id, count(*)::int as count, row_number() over (partition by n order by count(*) desc) as place
      from seen where sender_id is not null group by n, platform, sender_id) b where place <= 50`.execute(executor)
  const read: EventSlice[] = []
  for (const [n, slice] of slices.entries()) {
    const mine = rows.filter((row) => row.n === n)
    const groups = mine.flatMap((row) => (row.type === null ? [] : [{ ...row, type: row.type }]))
    const senders = mine.flatMap((row) => (row.sender_id === null ? [] : [{ ...row, sender_id: row.sender_id }]))
    const scale = full(groups, reading)
      ? await scaleOf(executor, workspaceId, 'events', slice, reading, oldestOf(groups))
      : 1
    read.push({ scale, groups, senders })
  }
  return read
}

/** Counts the deliveries made in each slice of time and their latencies. */
export async function readDeliverySlices(
  executor: Executor,
  workspaceId: string,
  slices: readonly Slice[],
  reading: SliceReading,
): Promise<DeliverySlice[]> {
  const bounds = sql`${[...LATENCY_BOUNDS_MS]}::float8[]`
  // An event's id carries the millisecond in which it was received, which spares a join; replays have ids of their own time.
  const columns = sql`state, created_at, completed_at,
    ('x' || substr(replace(event_id::text, '-', ''), 1, 12))::bit(48)::bigint as received_ms,
    substr(id::text, 1, 13) = substr(event_id::text, 1, 13) as first`
  const { rows } = await sql<{
    n: number
    kind: 'state' | 'processing' | 'delivery'
    state: string
    bucket: number
    count: number
    oldest: string
  }>`
    with seen as materialized (${newestOf('deliveries', columns, workspaceId, slices, reading.limit)})
    select n, 'state' as kind, state, 0 as bucket, count(*)::int as count, min(id::text) as oldest from seen group by n, state
    union all
    select n, 'processing', '', width_bucket((extract(epoch from created_at) * 1000 - received_ms)::float8, ${bounds}), count(*)::int, ''
      from seen where first group by 1, 4
    union all
    select n, 'delivery', '', width_bucket((extract(epoch from completed_at - created_at) * 1000)::float8, ${bounds}), count(*)::int, ''
      from seen where state = 'delivered' and completed_at is not null group by 1, 4`.execute(executor)
  const read: DeliverySlice[] = []
  for (const [n, slice] of slices.entries()) {
    const mine = rows.filter((row) => row.n === n)
    const states = mine.filter(({ kind }) => kind === 'state')
    const latencies = mine.flatMap(({ kind, bucket, count }) => (kind === 'state' ? [] : [{ kind, bucket, count }]))
    const scale = full(states, reading)
      ? await scaleOf(executor, workspaceId, 'deliveries', slice, reading, oldestOf(states))
      : 1
    read.push({ scale, states, latencies })
  }
  return read
}

function full(groups: readonly { count: number }[], { limit }: SliceReading): boolean {
  return groups.reduce((total, group) => total + group.count, 0) >= limit
}

function oldestOf(groups: readonly { oldest: string }[]): string {
  return groups.reduce((oldest, group) => (oldest === '' || group.oldest < oldest ? group.oldest : oldest), '')
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
