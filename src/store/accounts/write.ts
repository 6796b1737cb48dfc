import { sql, type Updateable } from 'kysely'
import { newUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import type { AccountsTable } from '../schema.ts'

/** Columns of an account to change. */
export type AccountChanges = Updateable<AccountsTable>

export interface ConnectedAccount {
  readonly platform: string
  readonly externalId: string
  readonly credentialsSealed: Buffer
  readonly signingSealed: Buffer | null
  readonly login: 'token' | 'oauth'
  readonly by: string
}

/**
 * Stores the credentials of an account, made when it is new, and says whether it was connected before. An account that
 * was not is announced later.
 */
export async function saveConnected(
  executor: Executor,
  workspaceId: string,
  account: ConnectedAccount,
): Promise<{ id: string; wasConnected: boolean }> {
  const now = new Date()
  const before = await executor
    .selectFrom('accounts')
    .select('state')
    .where('workspace_id', '=', workspaceId)
    .where('platform', '=', account.platform)
    .where('external_id', '=', account.externalId)
    .forUpdate()
    .executeTakeFirst()
  const wasConnected = before?.state === 'connected'
  const values = {
    state: 'connected' as const,
    credentials_sealed: account.credentialsSealed,
    signing_sealed: account.signingSealed,
    login: account.login,
    connected_at: now,
    connected_by: account.by,
    disconnected_at: null,
    disconnected_code: null,
    disconnected_params: null,
    disconnected_reason: null,
    inspect_error: null,
    inspect_reason: null,
    token_renewed_at: null,
    updated_at: sql<Date>`now()`,
  }
  const { id } = await executor
    .insertInto('accounts')
    .values({
      workspace_id: workspaceId,
      id: newUuid(),
      platform: account.platform,
      external_id: account.externalId,
      announced: false,
      credentials_version: 1,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'platform', 'external_id']).doUpdateSet((eb) => ({
        ...values,
        announced: wasConnected ? eb.ref('accounts.announced') : eb.val(false),
        credentials_version: eb('accounts.credentials_version', '+', 1),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, wasConnected }
}

/** Changes an account; with `version`, only while its credentials are those of that version. Says whether it did. */
export async function updateAccount(
  executor: Executor,
  workspaceId: string,
  id: string,
  changes: AccountChanges,
  version?: number,
): Promise<boolean> {
  let query = executor
    .updateTable('accounts')
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  if (version !== undefined) query = query.where('credentials_version', '=', version)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return numUpdatedRows > 0n
}
