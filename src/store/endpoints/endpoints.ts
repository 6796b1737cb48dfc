import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { EndpointsTable } from '../schema.ts'

export type EndpointRow = Selectable<EndpointsTable>

/** Deliveries that are given up together with their endpoint; what is beyond them `src/retention/retention.ts` gives up. */
const GIVEN_UP_AT_ONCE = 20_000
/** Why they failed. */
export const ENDPOINT_DELETED = 'endpoint deleted'

/** How an endpoint did lately: over its newest completed deliveries of 24 hours, at most 1,000. */
export interface EndpointHealth {
  readonly success_rate: number | null
  readonly last_delivery_at: Date | null
}

/** A page of endpoints, newest first. */
export async function listEndpoints(
  executor: Executor,
  workspaceId: string,
  page: PageRequest,
): Promise<Page<EndpointRow>> {
  let query = executor.selectFrom('endpoints').selectAll().where('workspace_id', '=', workspaceId)
  if (page.before) query = query.where('id', '<', page.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit)
}

const endpointById = (executor: Executor, workspaceId: string, id: string) =>
  executor.selectFrom('endpoints').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id)

export async function findEndpoint(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  return await endpointById(executor, workspaceId, id).executeTakeFirst()
}

/** The same for a transaction that changes it by what it is now: whoever else does waits. */
export async function findEndpointForUpdate(
  trx: Executor,
  workspaceId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  return await endpointById(trx, workspaceId, id).forUpdate().executeTakeFirst()
}

export async function insertEndpoint(executor: Executor, row: Insertable<EndpointsTable>): Promise<EndpointRow> {
  return await executor.insertInto('endpoints').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Changes an endpoint; undefined when there is none. */
export async function updateEndpoint(
  executor: Executor,
  workspaceId: string,
  id: string,
  change: Updateable<EndpointsTable>,
): Promise<EndpointRow | undefined> {
  return await executor
    .updateTable('endpoints')
    .set({ ...change, updated_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/**
 * Deletes an endpoint and gives up what was still on its way to it, in the transaction given or in one of its own.
 * @returns false when there is none.
 */
export async function deleteEndpoint(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  if (!executor.isTransaction)
    return await executor.transaction().execute((trx) => deleteEndpoint(trx, workspaceId, id))
  const gone = await executor
    .deleteFrom('endpoints')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) return false
  await executor
    .updateTable('replays')
    .set({ state: 'cancelled', completed_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', id)
    .where('state', '=', 'running')
    .execute()
  const waiting = executor
    .selectFrom('deliveries')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', id)
    .where('state', '=', 'pending')
    .limit(GIVEN_UP_AT_ONCE)
  await executor
    .updateTable('deliveries')
    .set({ state: 'failed', error: ENDPOINT_DELETED, completed_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', waiting)
    .where('state', '=', 'pending')
    .execute()
  return true
}

/** Health by endpoint id; an endpoint without deliveries has nulls. */
export async function endpointHealth(
  executor: Executor,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, EndpointHealth>> {
  const since = floorUuid(new Date(now.getTime() - 86_400_000))
  const { rows } = await sql<EndpointHealth & { endpoint_id: string }>`
    select t.id as endpoint_id,
      (select (count(*) filter (where d.state = 'delivered'))::float8 / nullif(count(*), 0) from (
        select state from deliveries
        where workspace_id = ${workspaceId} and endpoint_id = t.id and id >= ${since}::uuid and state <> 'pending'
        order by id desc limit 1000) d) as success_rate,
      (select max(d.completed_at) from (
        select completed_at from deliveries
        where workspace_id = ${workspaceId} and endpoint_id = t.id and state = 'delivered'
        order by id desc limit 100) d) as last_delivery_at
    from unnest(${[...ids]}::uuid[]) as t(id)`.execute(executor)
  return new Map(rows.map((row) => [row.endpoint_id, row]))
}
