import { sql } from 'kysely'
import { newUuid } from '../../events/ids.ts'
import type { Database, Executor } from '../database.ts'
import type { ApiKeyRole, ApiKeyRow } from './read.ts'

/** Stores a key by its hash. */
export async function insertApiKey(
  executor: Executor,
  key: {
    readonly workspaceId: string
    readonly id: string
    readonly name: string
    readonly role: ApiKeyRole
    readonly operator?: boolean
    readonly hash: Buffer
    readonly hint: string
  },
): Promise<ApiKeyRow> {
  return await executor
    .insertInto('api_keys')
    .values({
      workspace_id: key.workspaceId,
      id: key.id,
      name: key.name,
      role: key.role,
      operator: key.operator ?? false,
      hash: key.hash,
      hint: key.hint,
      last_used_at: null,
      revoked_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Revokes a key and ends its sessions. The last admin key and the last of the operator stay: nobody could make another. */
export async function revokeApiKey(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<'revoked' | 'last_admin' | 'last_operator' | 'not_found'> {
  return await database.transaction(async (trx) => {
    // All keys are locked: two revocations at once must not each count on the key that the other revokes.
    const keys = await trx
      .selectFrom('api_keys')
      .select(['id', 'role', 'operator'])
      .where('workspace_id', '=', workspaceId)
      .where('revoked_at', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute()
    const key = keys.find((candidate) => candidate.id === id)
    if (!key) return 'not_found'
    if (key.role === 'admin' && keys.filter((candidate) => candidate.role === 'admin').length === 1) return 'last_admin'
    if (key.operator && keys.filter((candidate) => candidate.operator).length === 1) return 'last_operator'
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

/** Revokes the keys that came from the environment, but for the one with this hash. */
export async function revokeEnvironmentKeys(
  executor: Executor,
  workspaceId: string,
  keptHash: Buffer | undefined,
): Promise<void> {
  let query = executor
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('from_environment', '=', true)
    .where('revoked_at', 'is', null)
  if (keptHash) query = query.where('hash', '!=', keptHash)
  await query.execute()
}

/** Whether the operator has a key that is not revoked. */
export async function hasOperatorKey(executor: Executor, workspaceId: string): Promise<boolean> {
  const row = await executor
    .selectFrom('api_keys')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('operator', '=', true)
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Stores a key of the operator by its hash; one that is stored already is valid again. */
export async function keepOperatorKey(
  executor: Executor,
  key: { workspaceId: string; name: string; hash: Buffer; hint: string; fromEnvironment: boolean },
): Promise<void> {
  await executor
    .insertInto('api_keys')
    .values({
      workspace_id: key.workspaceId,
      id: newUuid(),
      name: key.name,
      role: 'admin',
      operator: true,
      hash: key.hash,
      hint: key.hint,
      from_environment: key.fromEnvironment,
      last_used_at: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ revoked_at: null, role: 'admin', operator: true }))
    .execute()
}
