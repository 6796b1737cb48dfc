import { type Chunk, type ChunkRow, chunkOf } from '../chunk.ts'
import type { Database } from '../database.ts'

/** A place in the deliveries, ordered by event. */
export interface DeliveryPlace {
  readonly eventId: string
  readonly id: string
}

const FIRST = '00000000-0000-0000-0000-000000000000'

// Earlier versions could make a delivery of an event while the event was deleted. It can be neither delivered nor processed.
const DELETE_ORPHANS = {
  name: 'delete_orphaned_deliveries',
  text: `with chunk as (
      select d.id, d.event_id from deliveries d
      where d.workspace_id = $1::uuid and d.event_id < $2::uuid and d.event_id >= $4::uuid
        and (d.event_id, d.id) > ($4::uuid, $5::uuid)
      order by d.event_id, d.id limit $3::int4
    ), orphans as (
      delete from deliveries d using chunk c where d.workspace_id = $1::uuid and d.id = c.id
        and not exists (select 1 from events e where e.workspace_id = $1::uuid and e.id = c.event_id)
      returning d.id, d.event_id, d.endpoint_id, d.state, d.attempts, d.completed_at
    ), their_attempts as (
      delete from attempts a using orphans o where a.workspace_id = $1::uuid and a.delivery_id = o.id
      returning a.id, o.endpoint_id, a.outcome, a.status_code, a.code, a.duration_ms
    ), deliveries_counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, before, ms)
      select $1::uuid, id, event_id, endpoint_id, delivery_state(state, attempts), delivery_ms(id, state, completed_at) from orphans
    ), attempts_counted as (
      insert into delivery_changes (workspace_id, attempt_id, endpoint_id, outcome, code, attempt_ms, attempts)
      select $1::uuid, id, endpoint_id, outcome, counted_code(code, status_code), duration_ms, -1 from their_attempts
    ), queued as (
      delete from event_queue q where q.workspace_id = $1::uuid and q.event_id < $2::uuid
        and not exists (select 1 from events e where e.workspace_id = $1::uuid and e.id = q.event_id)
    )
    select (select count(*)::int from chunk) as seen, (select count(*)::int from orphans) as count, last.event_id as reached, last.id
    from (select 1) as one left join (select event_id, id from chunk order by event_id desc, id desc limit 1) last on true`,
} as const

/** Deletes deliveries and queue rows of events below `before` that are gone: a chunk of them, after `after`. */
export async function deleteOrphanedDeliveries(
  database: Database,
  workspaceId: string,
  before: string,
  limit: number,
  after: DeliveryPlace = { eventId: FIRST, id: FIRST },
): Promise<Chunk<DeliveryPlace>> {
  const values = [workspaceId, before, limit, after.eventId, after.id]
  const [row] = await database.hot<ChunkRow & { reached: string | null; id: string | null }>(DELETE_ORPHANS, values)
  return chunkOf(row, limit, ({ reached, id }) => ({ eventId: reached ?? FIRST, id: id ?? FIRST }))
}
