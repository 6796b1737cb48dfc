import { sql } from 'kysely'
import type { Executor } from '../database.ts'

/** A session that has not ended, with what its key allows. */
export interface SessionRow {
  readonly workspace_id: string
  readonly token_hash: Buffer
  readonly key_id: string
  readonly created_at: Date
  readonly expires_at: Date
  readonly role: 'admin' | 'read'
  readonly key_name: string
  readonly operator: boolean
  readonly chosen_workspace_id: string | null
}

/** The sessions of tokens, given by their SHA-256; none that has expired or whose key is revoked. */
export async function findSessions(
  executor: Executor,
  tokenHashes: readonly Buffer[],
  now: Date,
): Promise<SessionRow[]> {
  return await executor
    .selectFrom('sessions as s')
    .innerJoin('api_keys as k', (join) =>
      join.onRef('k.workspace_id', '=', 's.workspace_id').onRef('k.id', '=', 's.key_id'),
    )
    .select(['s.workspace_id', 's.token_hash', 's.key_id', 's.created_at', 's.expires_at'])
    .select(['k.role', 'k.name as key_name', 'k.operator', 's.chosen_workspace_id'])
    .where(sql<boolean>`s.token_hash = any(${[...tokenHashes]}::bytea[])`)
    .where('s.expires_at', '>', now)
    .where('k.revoked_at', 'is', null)
    .execute()
}

/** Stores a session that begins now, and deletes those that have ended. */
export async function insertSession(
  executor: Executor,
  session: { workspaceId: string; tokenHash: Buffer; keyId: string; now: Date; expiresAt: Date },
): Promise<void> {
  const { workspaceId, now } = session
  await executor.deleteFrom('sessions').where('workspace_id', '=', workspaceId).where('expires_at', '<=', now).execute()
  await executor
    .insertInto('sessions')
    .values({
      workspace_id: workspaceId,
      token_hash: session.tokenHash,
      key_id: session.keyId,
      created_at: now,
      used_at: now,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** Notes that a session was used, and until when it now lasts. One that has ended stays so. */
export async function touchSession(
  executor: Executor,
  workspaceId: string,
  tokenHash: Buffer,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await executor
    .updateTable('sessions')
    .set({ used_at: now, expires_at: expiresAt })
    .where('workspace_id', '=', workspaceId)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .execute()
}

/** Notes the workspace that was chosen in a session; null: the key's. */
export async function chooseWorkspace(
  executor: Executor,
  workspaceId: string,
  tokenHash: Buffer,
  chosen: string | null,
): Promise<void> {
  await executor
    .updateTable('sessions')
    .set({ chosen_workspace_id: chosen })
    .where('workspace_id', '=', workspaceId)
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** Ends a session. */
export async function deleteSession(executor: Executor, workspaceId: string, tokenHash: Buffer): Promise<void> {
  await executor
    .deleteFrom('sessions')
    .where('workspace_id', '=', workspaceId)
    .where('token_hash', '=', tokenHash)
    .execute()
}
