import { sql } from 'kysely'
import { statement } from '../batch.ts'
import type { Database, Executor, Transaction } from '../database.ts'

/** An account as a request names it: by the platform's id, or by the hub's. */
export interface GivenAccount {
  readonly platform: string
  readonly name: string
  readonly id: string | undefined
}

/** Where an account that a request names belongs. */
export interface OwnedAccount {
  readonly platform: string
  readonly name: string
  readonly workspaceId: string
}

const FIND = statement(
  'find_account_owners',
  { platforms: 'text[]', names: 'text[]', ids: 'uuid[]' },
  ({ platforms, names, ids }) => `select g.platform, g.name, o.workspace_id as "workspaceId"
    from unnest(${platforms}, ${names}, ${ids}) as g(platform, name, id)
    left join lateral (
      select a.external_id from workspaces w join accounts a on a.workspace_id = w.id and a.id = g.id
      where a.platform = g.platform limit 1
    ) known on true
    join account_owners o on o.platform = g.platform and o.external_id = coalesce(known.external_id, g.name)`,
)

/** The workspaces of those accounts that any workspace knows. */
export async function findOwners(database: Database, accounts: readonly GivenAccount[]): Promise<OwnedAccount[]> {
  if (accounts.length === 0) return []
  const values = FIND.values({
    platforms: accounts.map(({ platform }) => platform),
    names: accounts.map(({ name }) => name),
    ids: accounts.map(({ id }) => id),
  })
  return await database.hot<OwnedAccount>(FIND, values)
}

/** The workspace that a platform's account belongs to; undefined for one that nobody knows. */
export async function ownerOf(executor: Executor, platform: string, externalId: string): Promise<string | undefined> {
  const row = await executor
    .selectFrom('account_owners')
    .select('workspace_id')
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  return row?.workspace_id
}

/** The platform's id of an account that belongs to a workspace: the one that it has had longest. */
export async function firstOwned(
  executor: Executor,
  workspaceId: string,
  platform: string,
): Promise<string | undefined> {
  const row = await executor
    .selectFrom('accounts as a')
    .innerJoin('account_owners as o', (join) =>
      join
        .onRef('o.platform', '=', 'a.platform')
        .onRef('o.external_id', '=', 'a.external_id')
        .onRef('o.workspace_id', '=', 'a.workspace_id'),
    )
    .select('a.external_id')
    .where('a.workspace_id', '=', workspaceId)
    .where('a.platform', '=', platform)
    .orderBy('a.id')
    .limit(1)
    .executeTakeFirst()
  return row?.external_id
}

/**
 * Makes a platform's account that of a workspace, unless another has it connected: what comes in for it from now on is that
 * workspace's. Says whether it did.
 */
export async function claimAccount(
  trx: Transaction,
  workspaceId: string,
  platform: string,
  externalId: string,
): Promise<boolean> {
  await trx
    .insertInto('account_owners')
    .values({ platform, external_id: externalId, workspace_id: workspaceId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const owner = await trx
    .selectFrom('account_owners')
    .select('workspace_id')
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (owner.workspace_id === workspaceId) return true
  // Its row is touched, so that every process forgets the secrets that it has there.
  const before = await trx
    .updateTable('accounts')
    .set({ updated_at: sql<Date>`now()` })
    .where('workspace_id', '=', owner.workspace_id)
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .returning('state')
    .executeTakeFirst()
  if (before?.state === 'connected') return false
  await trx
    .updateTable('account_owners')
    .set({ workspace_id: workspaceId })
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .execute()
  return true
}
