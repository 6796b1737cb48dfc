import { LRUCache } from 'lru-cache'
import { newUuid } from '../../events/ids.ts'
import type { Database } from '../database.ts'

/** What events and deliveries say of an account. */
export interface AccountRef {
  readonly workspaceId: string
  readonly id: string
  readonly platform: string
  readonly externalId: string
  readonly username: string | undefined
  /** A second id that payloads name it by, e.g. the business account of a phone number. */
  readonly parentExternalId?: string | undefined
}

/**
 * Accounts by platform and external id, read once and kept. Each has one workspace; those that nobody knows are made as
 * `discovered` in the first.
 */
export interface AccountDirectory {
  /** From memory only. */
  known(platform: string, externalId: string): AccountRef | undefined
  byId(id: string): AccountRef | undefined
  /** Makes sure that every account exists and is in memory. */
  ensure(wanted: readonly { platform: string; externalId: string }[]): Promise<void>
  /** Reads accounts of a workspace by id into memory. */
  load(workspaceId: string, ids: readonly string[]): Promise<void>
  /** Reads an account by id into memory, whatever its workspace. */
  find(id: string): Promise<void>
  /** Takes over what changed of an account; `owns` when its workspace is the one that the platform's account belongs to. */
  refresh(account: AccountRef, owns: boolean): void
}

interface AccountRow {
  workspace_id: string
  id: string
  platform: string
  external_id: string
  username: string | null
  parent_external_id: string | null
}

const COLUMNS = 'workspace_id, id, platform, external_id, username, parent_external_id'

const ENSURE = {
  name: 'ensure_accounts',
  text: `with wanted as (
      select * from unnest($2::uuid[], $3::text[], $4::text[]) as t(id, platform, external_id)
    ), owned as (
      insert into account_owners (platform, external_id, workspace_id)
      select platform, external_id, $1::uuid from wanted
      on conflict (platform, external_id) do nothing
      returning platform, external_id, workspace_id
    ), owners as (
      select * from owned
      union all
      select o.platform, o.external_id, o.workspace_id from account_owners o
        join wanted w on w.platform = o.platform and w.external_id = o.external_id
    ), made as (
      insert into accounts (workspace_id, id, platform, external_id)
      select o.workspace_id, w.id, w.platform, w.external_id
        from owned o join wanted w on w.platform = o.platform and w.external_id = o.external_id
      on conflict (workspace_id, platform, external_id) do nothing
      returning ${COLUMNS}
    )
    select ${COLUMNS} from made
    union all
    select ${COLUMNS.replaceAll(/\w+/g, 'a.$&')} from owners o join accounts a
      on a.workspace_id = o.workspace_id and a.platform = o.platform and a.external_id = o.external_id`,
}

const BY_ID = {
  name: 'load_accounts',
  text: `select ${COLUMNS} from accounts where workspace_id = $1::uuid and id = any($2::uuid[])`,
}

const ANYWHERE = {
  name: 'find_account',
  text: `select ${COLUMNS.replaceAll(/\w+/g, 'a.$&')} from workspaces w join accounts a on a.workspace_id = w.id and a.id = $1::uuid`,
}

/** What a row of `accounts` says of the account. */
export function accountRefOf(row: AccountRow): AccountRef {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    platform: row.platform,
    externalId: row.external_id,
    username: row.username ?? undefined,
    parentExternalId: row.parent_external_id ?? undefined,
  }
}

const CACHE_SIZE = 50_000

export function createAccountDirectory(database: Database, firstWorkspaceId: string): AccountDirectory {
  const byExternal = new LRUCache<string, AccountRef>({ max: CACHE_SIZE })
  const byId = new LRUCache<string, AccountRef>({ max: CACHE_SIZE })
  const keep = (row: AccountRow): AccountRef => {
    const account = accountRefOf(row)
    byId.set(account.id, account)
    return account
  }
  const ensureInStore = async (wanted: readonly { platform: string; externalId: string }[]) => {
    const values = [
      firstWorkspaceId,
      wanted.map(newUuid),
      wanted.map((account) => account.platform),
      wanted.map((account) => account.externalId),
    ]
    for (const row of await database.hot<AccountRow>(ENSURE, values))
      byExternal.set(keyOf(row.platform, row.external_id), keep(row))
  }
  return {
    known: (platform, externalId) => byExternal.get(keyOf(platform, externalId)),
    byId: (id) => byId.get(id),
    async ensure(wanted) {
      const missing = new Map(wanted.map((account) => [keyOf(account.platform, account.externalId), account]))
      for (const key of missing.keys()) if (byExternal.has(key)) missing.delete(key)
      if (missing.size === 0) return
      // In the order of their keys, so that two batches with the same new accounts cannot deadlock.
      const list = [...missing].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, account]) => account)
      await ensureInStore(list)
      // Another process may have committed the same account between our insert and our snapshot: look once more.
      if (list.some((account) => !byExternal.has(keyOf(account.platform, account.externalId))))
        await ensureInStore(list)
    },
    async load(workspaceId, ids) {
      const missing = [...new Set(ids)].filter((id) => !byId.has(id))
      if (missing.length === 0) return
      for (const row of await database.hot<AccountRow>(BY_ID, [workspaceId, missing])) keep(row)
    },
    async find(id) {
      if (byId.has(id)) return
      for (const row of await database.hot<AccountRow>(ANYWHERE, [id])) keep(row)
    },
    refresh(account, owns) {
      const key = keyOf(account.platform, account.externalId)
      if (byId.has(account.id)) byId.set(account.id, account)
      if (owns && byExternal.has(key)) byExternal.set(key, account)
    },
  }
}

function keyOf(platform: string, externalId: string): string {
  return `${platform}\u0000${externalId}`
}
