import { CompiledQuery } from 'kysely'
import type { Database, Transaction } from '../database.ts'

const NO_ACCOUNT = "'00000000-0000-0000-0000-000000000000'::uuid"
/** Minutes stay minutes for so long. */
export const MINUTES_KEPT = 180

/** Changes of the past go into the quarter of an hour that they belong to. */
const bucketOf = (minute: string) => `case when ${minute} < $2::int4 then ${minute} - ${minute} % 15 else ${minute} end`

// One fold of a workspace after the other: the lock is held until what was folded is committed, or read.
const LOCK = `insert into count_folds (workspace_id, folded_at) values ($1::uuid, now())
  on conflict (workspace_id) do update set folded_at = excluded.folded_at`

/** How many more deliveries are in a state. */
const shiftOf = (state: string) =>
  `sum((after is not distinct from '${state}')::int - (before is not distinct from '${state}')::int)::int as ${state}`

// Everything is taken by one statement, so that what it adds and what it finds in the tables are of one moment. An event's
// outcome before is that of its row; without one it was not counted yet, or `delivered`.
const FOLD = `with events_taken as (
    delete from event_changes where workspace_id = $1::uuid returning id, account_id, platform, type, n
  ), deliveries_taken as (
    delete from delivery_changes where workspace_id = $1::uuid returning id, event_id, endpoint_id, account_id, before, after, ms,
      routed, attempt_id, outcome, code, attempt_ms, attempts
  ), events_counted as (
    insert into event_counts as c (workspace_id, minute, account_id, platform, type, count)
    select $1::uuid, ${bucketOf('minute_of(id)')} as minute, coalesce(account_id, ${NO_ACCOUNT}), platform, type, sum(n)
    from events_taken group by 2, 3, 4, 5 having sum(n) <> 0
    on conflict (workspace_id, minute, account_id, platform, type) do update set count = c.count + excluded.count
  ), deliveries_counted as (
    insert into delivery_counts as c (workspace_id, minute, endpoint_id, account_id, kind, state, code, bucket, count, ms)
    select $1::uuid, ${bucketOf('minute_of(id)')} as minute, endpoint_id, coalesce(account_id, ${NO_ACCOUNT}), kind, state, code,
      latency_bucket(ms), sum(n), sum(n * ms)
    from (
      select d.id, d.endpoint_id, d.account_id, 'delivery' as kind, s.state, '' as code,
        case s.state when 'delivered' then d.ms else 0 end as ms, s.n
      from deliveries_taken d cross join lateral (values (d.before, -1), (d.after, 1)) as s(state, n)
      where s.state is not null and d.before is distinct from d.after
      union all
      select attempt_id, endpoint_id, account_id, 'attempt', outcome, code, attempt_ms, attempts from deliveries_taken where attempts <> 0
    ) changes
    group by 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 or sum(n * ms) <> 0
    on conflict (workspace_id, minute, endpoint_id, account_id, kind, state, code, bucket)
      do update set count = c.count + excluded.count, ms = c.ms + excluded.ms
  ), shifts as materialized (
    select event_id, account_id, sum(routed)::int as routed, sum((after is not null)::int - (before is not null)::int)::int as made,
      ${['retrying', 'delivered', 'failed', 'cancelled'].map(shiftOf).join(', ')}
    from deliveries_taken where event_id is not null group by event_id, account_id
  ), judged as materialized (
    select s.event_id, s.account_id,
      case when o.event_id is not null then case when o.routed then
          outcome_of(o.made, o.retrying, o.delivered, o.failed, o.cancelled) end
        when found.routed - s.routed = 1 then 'delivered' end as before,
      o.event_id is not null as had_row,
      coalesce(found.routed = 1, coalesce(o.routed::int, 0) + s.routed = 1) as routed,
      coalesce(found.made, coalesce(o.made, 0) + s.made) as made,
      coalesce(found.retrying, coalesce(o.retrying, 0) + s.retrying) as retrying,
      coalesce(found.delivered, coalesce(o.delivered, 0) + s.delivered) as delivered,
      coalesce(found.failed, coalesce(o.failed, 0) + s.failed) as failed,
      coalesce(found.cancelled, coalesce(o.cancelled, 0) + s.cancelled) as cancelled
    from shifts s
    left join event_outcomes o on o.workspace_id = $1::uuid and o.event_id = s.event_id
    -- An event without a row that is not new: its deliveries are counted.
    left join lateral (
      -- The offset keeps the planner from counting for every event and asking afterwards.
      select counts.* from (select 1 where o.event_id is null and s.routed <> 1 offset 0) as asked cross join lateral (
      select (exists (select 1 from events e where e.workspace_id = $1::uuid and e.id = s.event_id)
          and not exists (select 1 from event_queue q where q.workspace_id = $1::uuid and q.event_id = s.event_id))::int as routed,
        count(*)::int as made, (count(*) filter (where d.state = 'pending' and d.attempts > 0))::int as retrying,
        (count(*) filter (where d.state = 'delivered'))::int as delivered, (count(*) filter (where d.state = 'failed'))::int as failed,
        (count(*) filter (where d.state = 'cancelled'))::int as cancelled
      from deliveries d where d.workspace_id = $1::uuid and d.event_id = s.event_id
      ) counts
    ) found on true
  ), outcomes as materialized (
    select *, case when routed then outcome_of(made, retrying, delivered, failed, cancelled) end as after from judged
  ), kept as (
    insert into event_outcomes (workspace_id, event_id, routed, made, retrying, delivered, failed, cancelled)
    select $1::uuid, event_id, routed, made, retrying, delivered, failed, cancelled from outcomes
    where coalesce(after <> 'delivered', made > 0)
    on conflict (workspace_id, event_id) do update set routed = excluded.routed, made = excluded.made,
      retrying = excluded.retrying, delivered = excluded.delivered, failed = excluded.failed, cancelled = excluded.cancelled
  ), dropped as (
    delete from event_outcomes o where o.workspace_id = $1::uuid
      and o.event_id = any(array(select event_id from outcomes where had_row and not coalesce(after <> 'delivered', made > 0)))
  ), outcomes_counted as (
    insert into outcome_counts as c (workspace_id, minute, account_id, outcome, count)
    select $1::uuid, ${bucketOf('minute_of(event_id)')} as minute, coalesce(account_id, ${NO_ACCOUNT}), s.outcome, sum(s.n)
    from outcomes cross join lateral (values (before, -1), (after, 1)) as s(outcome, n)
    where s.outcome is not null and before is distinct from after
    group by 2, 3, 4 having sum(s.n) <> 0
    on conflict (workspace_id, minute, account_id, outcome) do update set count = c.count + excluded.count
  )
  select (select count(*)::int from events_taken) + (select count(*)::int from deliveries_taken) as changes`

/** Minutes that are over for three hours become quarter hours; counts that came to nothing go. */
const toQuarters = (table: string, keys: string, sums: readonly string[]) => {
  const columns = sums.join(', ')
  return `with taken as (
      delete from ${table} where workspace_id = $1::uuid and minute % 15 <> 0 and minute < $2::int4 returning *
    ), added as (
      insert into ${table} as c (workspace_id, minute, ${keys}, ${columns})
      select $1::uuid, minute - minute % 15, ${keys}, ${sums.map((sum) => `sum(${sum})`).join(', ')} from taken
      group by minute - minute % 15, ${keys}
      on conflict (workspace_id, minute, ${keys})
        do update set ${sums.map((sum) => `${sum} = c.${sum} + excluded.${sum}`).join(', ')}
    )
    select count(*)::int as folded from taken`
}

const QUARTERS = [
  toQuarters('event_counts', 'account_id, platform, type', ['count']),
  toQuarters('outcome_counts', 'account_id, outcome', ['count']),
  toQuarters('delivery_counts', 'endpoint_id, account_id, kind, state, code, bucket', ['count', 'ms']),
]

/** The first minute, since 1970, that is not folded into a quarter of an hour. */
export function firstMinuteKept(now: Date): number {
  const minute = Math.floor(now.getTime() / 60_000)
  return minute - (minute % 15) - MINUTES_KEPT
}

const WITH_CHANGES = {
  name: 'workspaces_with_changes',
  text: `select id from workspaces w where exists (select 1 from event_changes where workspace_id = w.id)
    or exists (select 1 from delivery_changes where workspace_id = w.id)`,
} as const

/** The workspaces that have anything to fold. */
export async function workspacesWithChanges(database: Database): Promise<string[]> {
  const rows = await database.hot<{ id: string }>(WITH_CHANGES, [])
  return rows.map(({ id }) => id)
}

/** Makes the room of folded changes free for the next ones: they come and go faster than autovacuum looks. */
export async function vacuumChanges(database: Database): Promise<void> {
  const text = 'vacuum (skip_locked, truncate false) event_changes, delivery_changes'
  await database.db.executeQuery(CompiledQuery.raw(text))
}

/**
 * Adds the changes that are committed to the counts. Until the transaction ends nobody else does, so that what it reads of
 * the counts is of one moment. @returns how many changes there were.
 */
export async function foldCounts(trx: Transaction, workspaceId: string, now: Date): Promise<number> {
  const run = async (text: string, ...values: unknown[]) =>
    (await trx.executeQuery<{ changes: number }>(CompiledQuery.raw(text, [workspaceId, ...values]))).rows
  await run(LOCK)
  const [row] = await run(FOLD, firstMinuteKept(now))
  return row?.changes ?? 0
}

/** Turns minutes into quarter hours where three hours have passed. */
export async function foldMinutes(database: Database, workspaceId: string, now: Date): Promise<void> {
  await database.transaction(async (trx) => {
    for (const text of [LOCK, ...QUARTERS])
      await trx.executeQuery(
        CompiledQuery.raw(text, text === LOCK ? [workspaceId] : [workspaceId, firstMinuteKept(now)]),
      )
  })
}
