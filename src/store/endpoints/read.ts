import type { Selectable } from 'kysely'
import type { Executor, Transaction } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { EndpointsTable } from '../schema.ts'

export type EndpointRow = Selectable<EndpointsTable>

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

/** The same, locked until the transaction ends, to change it by what it is now. */
export async function findEndpointForUpdate(
  trx: Transaction,
  workspaceId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  return await endpointById(trx, workspaceId, id).forUpdate().executeTakeFirst()
}

/** The endpoint that the environment configures, locked until the transaction ends. */
export async function findEnvironmentEndpoint(trx: Transaction, workspaceId: string): Promise<EndpointRow | undefined> {
  return await trx
    .selectFrom('endpoints')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('from_environment', '=', true)
    .forUpdate()
    .executeTakeFirst()
}
