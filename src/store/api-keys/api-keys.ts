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

/** Stores a key by its hash. */
export async function insertApiKey(
  executor: Executor,
  key: { workspaceId: string; id: string; name: string; role: ApiKeyRole; hash: Buffer; hint: string },
): Promise<ApiKeyRow> {
  return await executor
    .insertInto('api_keys')
    .values({
      workspace_id: key.workspaceId,
      id: key.id,
      name: key.name,
      role: key.role,
      hash: key.hash,
      hint: key.hint,
      last_used_at: null,
      revoked_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Revokes a key and ends its sessions, unless it is the last admin key: somebody must be able to make the next one. */
export async function revokeApiKey(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<'revoked' | 'last_admin' | 'not_found'> {
  return await executor.transaction().execute(async (trx) => {
    // All keys are locked, so that two revocations cannot each spare the other's.
    const keys = await trx
      .selectFrom('api_keys')
      .select(['id', 'role'])
      .where('workspace_id', '=', workspaceId)
      .where('revoked_at', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute()
    const key = keys.find((candidate) => candidate.id === id)
    if (!key) return 'not_found'
    if (key.role === 'admin' && keys.filter((candidate) => candidate.role === 'admin').length === 1) return 'last_admin'
    await trx
      .updateTable('api_keys')
      .set({ revoked_at: sql<Date>`now()` })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('sessions').where('workspace_id', '=', workspaceId).where('key_id', '=', id).execute()
    return 'revoked'
  })
}

/** Notes that a key was used, at most once a minute. */
export async function touchApiKey(executor: Executor, workspaceId: string, id: string): Promise<void> {
  await executor
    .updateTable('api_keys')
    .set({ last_used_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', sql<Date>`now() - interval '1 minute'`)]),
    )
    .execute()
}

/** The name of a key, for whoever asks who did something. */
export async function keyName(executor: Executor, workspaceId: string, id: string): Promise<string> {
  const row = await executor
    .selectFrom('api_keys')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.name ?? 'an API key'
}
