import { type Selectable, sql, type Updateable } from 'kysely'
import { newUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import type { AccountsTable } from '../schema.ts'

/** All of an account, secrets included, for whoever acts on its behalf. */
export type AccountRecord = Selectable<AccountsTable>

export interface ConnectedAccount {
  readonly platform: string
  readonly externalId: string
  readonly credentialsSealed: Buffer
  readonly signingSealed: Buffer | null
  readonly login: 'token' | 'oauth'
  readonly by: string
}

/** The account with its sealed credentials, or undefined. */
export async function readAccount(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<AccountRecord | undefined> {
  return await executor
    .selectFrom('accounts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Another account that what is subscribed for an account brings events to. */
export type SharingAccount = Pick<AccountRecord, 'platform' | 'external_id' | 'username' | 'state'> & {
  /** Its credentials are kept: it is connected, or can be again. */
  readonly kept: boolean
}

/** The accounts with the same subscription: phone numbers of one WhatsApp account, a Page and its Instagram account. */
export async function sharingSubscription(
  executor: Executor,
  workspaceId: string,
  account: Pick<AccountRecord, 'id' | 'external_id' | 'parent_external_id'>,
): Promise<SharingAccount[]> {
  return await executor
    .selectFrom('accounts')
    .select(['platform', 'external_id', 'username', 'state'])
    .select((eb) => eb('credentials_sealed', 'is not', null).$castTo<boolean>().as('kept'))
    .where('workspace_id', '=', workspaceId)
    .where('id', '<>', account.id)
    .where(sql`coalesce(parent_external_id, external_id)`, '=', account.parent_external_id ?? account.external_id)
    .execute()
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
    disconnected_reason: null,
    inspect_error: null,
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
  changes: Updateable<AccountsTable>,
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

/** Ids of accounts whose check is due and under nobody's lease, the longest due first. */
export async function dueChecks(executor: Executor, workspaceId: string, limit: number): Promise<string[]> {
  const rows = await executor
    .selectFrom('accounts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('check_due_at', '<=', sql<Date>`now()`)
    .where((eb) => eb.or([eb('check_leased_until', 'is', null), eb('check_leased_until', '<', sql<Date>`now()`)]))
    .orderBy('check_due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes the account for a check of at most `leaseMs`; undefined when somebody else has it, or it is not connected. */
export async function leaseAccount(
  executor: Executor,
  workspaceId: string,
  id: string,
  leaseMs: number,
): Promise<AccountRecord | undefined> {
  return await executor
    .updateTable('accounts')
    .set({ check_leased_until: sql<Date>`now() + ${leaseMs}::int4 * interval '1 millisecond'` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'connected')
    .where((eb) => eb.or([eb('check_leased_until', 'is', null), eb('check_leased_until', '<', sql<Date>`now()`)]))
    .returningAll()
    .executeTakeFirst()
}

/** Makes the check of every connected account due, spread over `spreadMs`. Returns how many. */
export async function checkAllSoon(executor: Executor, workspaceId: string, spreadMs: number): Promise<number> {
  const { numUpdatedRows } = await executor
    .updateTable('accounts')
    .set({ check_due_at: sql<Date>`now() + random() * ${spreadMs}::int4 * interval '1 millisecond'` })
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'connected')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
