import { type Chunk, type ChunkRow, chunkOf } from '../chunk.ts'
import type { Database } from '../database.ts'

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

// Events that still wait to be processed or delivered are kept, whatever their age: the next chunk begins behind them.
const DELETE_OLD = {
  name: 'delete_old_events',
  text: `with chunk as (
      select e.id from events e where e.workspace_id = $1::uuid and e.id < $2::uuid and e.id > $4::uuid
      order by e.id limit $3::int4
    ), old as (
      select c.id from chunk c
      where not exists (select 1 from event_queue q where q.workspace_id = $1::uuid and q.event_id = c.id and q.state = 'pending')
        and not exists (select 1 from deliveries d where d.workspace_id = $1::uuid and d.event_id = c.id and d.state = 'pending')
    ), their_deliveries as (
      delete from deliveries d using old where d.workspace_id = $1::uuid and d.event_id = old.id returning d.id
    ), their_attempts as (
      delete from attempts a using their_deliveries d where a.workspace_id = $1::uuid and a.delivery_id = d.id
    ), their_queue as (
      delete from event_queue q using old where q.workspace_id = $1::uuid and q.event_id = old.id
    ), gone as (
      delete from events e using old where e.workspace_id = $1::uuid and e.id = old.id returning 1
    )
    select (select count(*)::int from chunk) as seen, (select count(*)::int from gone) as count,
      (select id from chunk order by id desc limit 1) as reached`,
} as const

/** Deletes events with ids below `before`, with their deliveries and attempts: a chunk of them, after `after`. */
export async function deleteOldEvents(
  database: Database,
  workspaceId: string,
  before: string,
  limit: number,
  after = FIRST,
): Promise<Chunk<string>> {
  const values = [workspaceId, before, limit, after]
  const [row] = await database.hot<ChunkRow & { reached: string | null }>(DELETE_OLD, values)
  return chunkOf(row, limit, ({ reached }) => reached ?? FIRST)
}
