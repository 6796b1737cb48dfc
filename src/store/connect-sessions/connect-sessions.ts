import { type Selectable, sql, type Updateable } from 'kysely'
import type { Executor } from '../database.ts'
import type { ConnectSessionsTable } from '../schema.ts'

export type ConnectSession = Selectable<ConnectSessionsTable>

export interface NewConnectSession {
  readonly id: string
  readonly platform: string
  readonly stateHash: Buffer
  readonly cookieHash: Buffer | null
  readonly verifierSealed: Buffer | null
  readonly redirectUri: string
  readonly begunBy: string
  readonly lifetimeMs: number
}

const after = (ms: number) => sql<Date>`now() + ${ms}::int4 * interval '1 millisecond'`

export async function insertConnectSession(
  executor: Executor,
  workspaceId: string,
  session: NewConnectSession,
): Promise<ConnectSession> {
  return await executor
    .insertInto('connect_sessions')
    .values({
      workspace_id: workspaceId,
      id: session.id,
      platform: session.platform,
      state_hash: session.stateHash,
      cookie_hash: session.cookieHash,
      verifier_sealed: session.verifierSealed,
      redirect_uri: session.redirectUri,
      begun_by: session.begunBy,
      candidates_sealed: null,
      error: null,
      error_reason: null,
      used_at: null,
      expires_at: after(session.lifetimeMs),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The session a state belongs to, of any workspace, whose state now is used; undefined when it is unknown, used or too old. */
export async function useState(
  executor: Executor,
  platform: string,
  stateHash: Buffer,
): Promise<ConnectSession | undefined> {
  return await executor
    .updateTable('connect_sessions')
    .set({ used_at: sql<Date>`now()` })
    .where('platform', '=', platform)
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returningAll()
    .executeTakeFirst()
}

/** One session that has not ended, or undefined. */
export async function findConnectSession(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<ConnectSession | undefined> {
  return await executor
    .selectFrom('connect_sessions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

/** Changes a session that is in the given status, and lets it live for `lifetimeMs` more. Says whether it did. */
export async function moveConnectSession(
  executor: Executor,
  workspaceId: string,
  id: string,
  from: ConnectSession['status'],
  changes: Updateable<ConnectSessionsTable>,
  lifetimeMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable('connect_sessions')
    .set({ ...changes, expires_at: after(lifetimeMs) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Deletes sessions that have ended. */
export async function dropConnectSessions(executor: Executor, workspaceId: string): Promise<void> {
  await executor
    .deleteFrom('connect_sessions')
    .where('workspace_id', '=', workspaceId)
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
}
