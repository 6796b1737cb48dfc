import { type Selectable, sql } from 'kysely'
import { newUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
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
  'subscribed',
  'subscribed_fields',
  'subscription_problem',
  'inspected_at',
  'inspect_error',
  'disconnected_at',
  'disconnected_code',
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

/** An account as its platform knows it. */
export interface AccountName {
  readonly platform: string
  readonly externalId: string
}

/** The ids of accounts; those that the hub has not met yet are made as `discovered`. */
export async function ensureAccounts(
  executor: Executor,
  workspaceId: string,
  names: readonly AccountName[],
): Promise<string[]> {
  if (names.length === 0) return []
  // Two that make the same accounts do so in one order, and wait for each other instead of locking each other out.
  const ordered = [...names].sort(
    (a, b) => a.platform.localeCompare(b.platform) || a.externalId.localeCompare(b.externalId),
  )
  const platforms = ordered.map(({ platform }) => platform)
  const externalIds = ordered.map(({ externalId }) => externalId)
  await executor
    .insertInto('accounts')
    .values(
      ordered.map(({ platform, externalId }) => ({
        workspace_id: workspaceId,
        id: newUuid(),
        platform,
        external_id: externalId,
        username: null,
        name: null,
        credentials_sealed: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'platform', 'external_id']).doNothing())
    .execute()
  const rows = await executor
    .selectFrom('accounts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(
      sql<boolean>`(platform, external_id) in (select * from unnest(${platforms}::text[], ${externalIds}::text[]))`,
    )
    .execute()
  return rows.map((row) => row.id)
}
