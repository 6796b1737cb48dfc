import { type Selectable, sql } from 'kysely'
import type { Executor, Transaction } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { AccountsTable } from '../schema.ts'

const shown = [
  'workspace_id',
  'id',
  'platform',
  'external_id',
  'username',
  'name',
  'state',
  'login',
  'connected_at',
  'connected_by',
  'callback_url',
  'parent_external_id',
  'token_kind',
  'token_scopes',
  'token_missing_scopes',
  'token_expires_at',
  'token_renewed_at',
  'picture_url',
  'followers',
  'quality',
  'quality_reason',
  'subscribed',
  'subscribed_fields',
  'subscription_problem',
  'subscription_reason',
  'inspected_at',
  'inspect_error',
  'inspect_reason',
  'disconnected_at',
  'disconnected_code',
  'disconnected_params',
  'disconnected_reason',
  'created_at',
  'updated_at',
] as const

/** An account as it may be shown: nothing of its secrets is in it. */
export type AccountRow = Pick<Selectable<AccountsTable>, (typeof shown)[number]> & { last_event_id: string | null }

const columns = [
  ...shown,
  sql<string | null>`(select e.id from events e where e.workspace_id = accounts.workspace_id
    and e.account_id = accounts.id order by e.id desc limit 1)`.as('last_event_id'),
] as const

/** All of an account, secrets included, to act on its behalf. */
export type AccountRecord = Selectable<AccountsTable>

/** A page of accounts, newest first. */
export async function listAccounts(
  executor: Executor,
  workspaceId: string,
  filter: { platform?: string; state?: AccountRow['state'] },
  page: PageRequest,
): Promise<Page<AccountRow>> {
  let query = executor.selectFrom('accounts').select(columns).where('workspace_id', '=', workspaceId)
  if (filter.platform) query = query.where('platform', '=', filter.platform)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (page.before) query = query.where('id', '<', page.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit)
}

export async function findAccount(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<AccountRow | undefined> {
  return await executor
    .selectFrom('accounts')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
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

/** Accounts by id, secrets left out; in any order. */
export async function findAccounts(
  executor: Executor,
  workspaceId: string,
  ids: readonly string[],
): Promise<AccountRow[]> {
  if (ids.length === 0) return []
  return await executor
    .selectFrom('accounts')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
}

/** What decides whether an account is connected and announced, locked until the transaction ends. */
export async function lockAccount(trx: Transaction, workspaceId: string, id: string) {
  return await trx
    .selectFrom('accounts')
    .select(['announced', 'state', 'token_expires_at', 'credentials_version'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Where messages of an account go; `since` is the time from which the hub receives what is said to it. */
export async function accountToSendFrom(executor: Executor, workspaceId: string, id: string) {
  return await executor
    .selectFrom('accounts')
    .select(['platform', 'state', sql<Date>`greatest(created_at, connected_at)`.as('since')])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Another account that gets its events through the same subscription. */
export type SharingAccount = Pick<AccountRecord, 'workspace_id' | 'platform' | 'external_id' | 'username' | 'state'> & {
  /** Its credentials are kept: it is connected, or can be again. */
  readonly kept: boolean
}

/** The accounts with the same subscription, of any workspace: e.g. phone numbers of one business account. */
export async function sharingSubscription(
  executor: Executor,
  account: Pick<AccountRecord, 'id' | 'external_id' | 'parent_external_id'>,
): Promise<SharingAccount[]> {
  return await executor
    .selectFrom('accounts')
    .select(['workspace_id', 'platform', 'external_id', 'username', 'state'])
    .select((eb) => eb('credentials_sealed', 'is not', null).$castTo<boolean>().as('kept'))
    .where('id', '<>', account.id)
    .where(sql`coalesce(parent_external_id, external_id)`, '=', account.parent_external_id ?? account.external_id)
    .execute()
}

/** The ids of accounts a platform knows by this id; several when platforms share it. */
export async function accountsByExternalId(
  executor: Executor,
  workspaceId: string,
  externalId: string,
  platform?: string,
): Promise<string[]> {
  let query = executor
    .selectFrom('accounts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
  if (platform) query = query.where('platform', '=', platform)
  return (await query.execute()).map((row) => row.id)
}

/** Which of these account ids exist. */
export async function existingAccounts(
  executor: Executor,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await executor
    .selectFrom('accounts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => row.id))
}
