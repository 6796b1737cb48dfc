import { CompiledQuery } from 'kysely'
import type { Chunk } from '../chunk.ts'
import type { Database } from '../database.ts'

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

const CHUNK = `select id from events where workspace_id = $1::uuid and id < $2::uuid and id > $4::uuid order by id limit $3::int4`

// Who makes a delivery of an event, or processes it again, locks it too: what the next statement sees of it stays so.
const LOCK = `select id from events where workspace_id = $1::uuid and id = any($2::uuid[]) order by id for update skip locked`

// Events that still wait to be processed or delivered are kept, whatever their age.
const DELETE = `with old as (
    select e.id, e.account_id from events e
    where e.workspace_id = $1::uuid and e.id = any($2::uuid[])
      and not exists (select 1 from event_queue q where q.workspace_id = $1::uuid and q.event_id = e.id and q.state = 'pending')
      and not exists (select 1 from deliveries d where d.workspace_id = $1::uuid and d.event_id = e.id and d.state = 'pending')
  ), their_deliveries as (
    delete from deliveries d using old where d.workspace_id = $1::uuid and d.event_id = old.id
    returning d.id, d.event_id, d.endpoint_id, old.account_id, d.state, d.attempts, d.completed_at
  ), their_attempts as (
    delete from attempts a using their_deliveries d where a.workspace_id = $1::uuid and a.delivery_id = d.id
    returning a.id, d.endpoint_id, d.account_id, a.outcome, a.status_code, a.code, a.duration_ms
  ), their_queue as (
    delete from event_queue q using old where q.workspace_id = $1::uuid and q.event_id = old.id returning q.event_id
  ), their_additions as (
    delete from event_additions x using old where x.workspace_id = $1::uuid and x.event_id = old.id
  ), gone as (
    delete from events e using old where e.workspace_id = $1::uuid and e.id = old.id
    returning e.id, e.account_id, e.platform, e.type
  ), events_counted as (
    insert into event_changes (workspace_id, id, account_id, platform, type, n)
    select $1::uuid, id, account_id, platform, type, -1 from gone
  ), routings_counted as (
    insert into delivery_changes (workspace_id, event_id, account_id, routed)
    select $1::uuid, id, account_id, -1 from gone where id not in (select event_id from their_queue)
  ), deliveries_counted as (
    insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, before, ms)
    select $1::uuid, id, event_id, endpoint_id, account_id, delivery_state(state, attempts), delivery_ms(id, state, completed_at)
    from their_deliveries
  ), attempts_counted as (
    insert into delivery_changes (workspace_id, attempt_id, endpoint_id, account_id, outcome, code, attempt_ms, attempts)
    select $1::uuid, id, endpoint_id, account_id, outcome, counted_code(code, status_code), duration_ms, -1 from their_attempts
  )
  select count(*)::int as count from gone`

/** Deletes events with ids below `before`, with their deliveries and attempts: a chunk of them, after `after`. */
export async function deleteOldEvents(
  database: Database,
  workspaceId: string,
  before: string,
  limit: number,
  after = FIRST,
): Promise<Chunk<string>> {
  return await database.transaction(async (trx) => {
    const run = async <Row>(text: string, ...values: unknown[]) =>
      (await trx.executeQuery<Row>(CompiledQuery.raw(text, [workspaceId, ...values]))).rows
    const chunk = await run<{ id: string }>(CHUNK, before, limit, after)
    const next = chunk.length === limit ? chunk.at(-1)?.id : undefined
    const locked = await run<{ id: string }>(
      LOCK,
      chunk.map(({ id }) => id),
    )
    const [gone] = await run<{ count: number }>(
      DELETE,
      locked.map(({ id }) => id),
    )
    return { count: gone?.count ?? 0, next }
  })
}
