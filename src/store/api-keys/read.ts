import { type Selectable, sql } from 'kysely'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { ApiKeysTable } from '../schema.ts'

export type ApiKeyRow = Selectable<ApiKeysTable>
export type ApiKeyRole = ApiKeyRow['role']

/** The keys with these SHA-256 hashes, of any workspace; revoked ones are not found. */
export async function findApiKeys(executor: Executor, hashes: readonly Buffer[]): Promise<ApiKeyRow[]> {
  return await executor
    .selectFrom('api_keys')
    .selectAll()
    .where(sql<boolean>`hash = any(${[...hashes]}::bytea[])`)
    .where('revoked_at', 'is', null)
    .execute()
}

/** A page of the keys that are not revoked, newest first. */
export async function listApiKeys(
  executor: Executor,
  workspaceId: string,
  page: PageRequest,
): Promise<Page<ApiKeyRow>> {
  let query = executor
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
  if (page.before) query = query.where('id', '<', page.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit)
}

/** The name of a key, to say who did something; in another workspace than the key's only the operator does. */
export async function keyName(executor: Executor, workspaceId: string, id: string): Promise<string> {
  const row = await executor
    .selectFrom('api_keys')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.name ?? 'the operator of the hub'
}
