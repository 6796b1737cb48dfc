import { type Insertable, sql, type Updateable } from 'kysely'
import type { Executor, Transaction } from '../database.ts'
import { giveUpDeliveriesTo } from '../deliveries/give-up.ts'
import type { EndpointsTable } from '../schema.ts'
import type { EndpointRow } from './read.ts'

export type NewEndpoint = Insertable<EndpointsTable>
/** Columns of an endpoint to change. */
export type EndpointChanges = Updateable<EndpointsTable>

/** Deliveries that are given up together with their endpoint; `giveUpDeliveries` takes the rest. */
const GIVEN_UP_AT_ONCE = 20_000

/** Stores an endpoint. */
export async function insertEndpoint(executor: Executor, row: NewEndpoint): Promise<EndpointRow> {
  return await executor.insertInto('endpoints').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Changes an endpoint; undefined when there is none. */
export async function updateEndpoint(
  executor: Executor,
  workspaceId: string,
  id: string,
  change: EndpointChanges,
): Promise<EndpointRow | undefined> {
  return await executor
    .updateTable('endpoints')
    .set({ ...change, updated_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Deletes an endpoint and gives up the deliveries and replays that wait for it. @returns false when there is none. */
export async function deleteEndpoint(trx: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const gone = await trx
    .deleteFrom('endpoints')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) return false
  await trx
    .updateTable('replays')
    .set({ state: 'cancelled', completed_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', id)
    .where('state', '=', 'running')
    .execute()
  await giveUpDeliveriesTo(trx, workspaceId, id, GIVEN_UP_AT_ONCE)
  return true
}
