import { CompiledQuery } from 'kysely'
import type { GiveUpCode } from '../../codes/attempts.ts'
import { type Chunk, type ChunkRow, chunkOf } from '../chunk.ts'
import { COUNT_FAILED } from '../counts/failed.ts'
import type { Database, Transaction } from '../database.ts'

/** Why deliveries to an endpoint that was deleted failed: the code, and the sentence. */
const CODE: GiveUpCode = 'endpoint_deleted'
const ERROR = 'endpoint deleted'

// A batch that was matched before its endpoint was deleted stores its deliveries afterwards. The endpoints of waiting
// deliveries are found by jumping from one to the next in the index.
const GIVE_UP = {
  name: 'give_up_deliveries',
  text: `with recursive waited as (
      (select endpoint_id as id from deliveries where workspace_id = $1::uuid and state = 'pending' order by endpoint_id limit 1)
      union all
      select (select d.endpoint_id from deliveries d
        where d.workspace_id = $1::uuid and d.state = 'pending' and d.endpoint_id > w.id order by d.endpoint_id limit 1)
      from waited w where w.id is not null
    ), gone as materialized (
      select w.id from waited w
      where w.id is not null and not exists (select 1 from endpoints e where e.workspace_id = $1::uuid and e.id = w.id)
    ), lost as (
      select d.id from gone cross join lateral (
        select d.id from deliveries d where d.workspace_id = $1::uuid and d.endpoint_id = gone.id and d.state = 'pending'
        limit $2::int4 for update skip locked
      ) d
      limit $2::int4
    ), failed as (
      update deliveries d set state = 'failed', code = $3::text, error = $4::text, completed_at = now()
      from lost where d.workspace_id = $1::uuid and d.id = lost.id returning d.id, d.event_id, d.endpoint_id, d.attempts
    ), counted as (
      ${COUNT_FAILED}
    ), cancelled as (
      update replays r set state = 'cancelled', completed_at = now()
      where r.workspace_id = $1::uuid and r.state = 'running'
        and not exists (select 1 from endpoints e where e.workspace_id = $1::uuid and e.id = r.endpoint_id)
    )
    select count(*)::int as seen, count(*)::int as count from failed`,
} as const

/** Gives up waiting deliveries and running replays of endpoints that are gone: a chunk of them. */
export async function giveUpDeliveries(database: Database, workspaceId: string, limit: number): Promise<Chunk<true>> {
  const [row] = await database.hot<ChunkRow>(GIVE_UP, [workspaceId, limit, CODE, ERROR])
  return chunkOf(row, limit, () => true)
}

const GIVE_UP_TO = `with failed as (
    update deliveries d set state = 'failed', code = $4::text, error = $5::text, completed_at = now()
    where d.workspace_id = $1::uuid and d.state = 'pending' and d.id in (
      select id from deliveries where workspace_id = $1::uuid and endpoint_id = $2::uuid and state = 'pending' limit $3::int4)
    returning d.id, d.event_id, d.endpoint_id, d.attempts
  )
  ${COUNT_FAILED}`

/** Gives up waiting deliveries to one endpoint, which is deleted in the same transaction. */
export async function giveUpDeliveriesTo(
  trx: Transaction,
  workspaceId: string,
  endpointId: string,
  limit: number,
): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw(GIVE_UP_TO, [workspaceId, endpointId, limit, CODE, ERROR]))
}
