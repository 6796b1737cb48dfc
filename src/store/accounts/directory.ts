import { LRUCache } from 'lru-cache'
import { newUuid } from '../../events/ids.ts'
import type { Database } from '../database.ts'

/** What events and deliveries say of an account. */
export interface AccountRef {
  readonly id: string
  readonly platform: string
  readonly externalId: string
  readonly username: string | undefined
  /** A second id that payloads name it by, e.g. the business account of a phone number. */
  readonly parentExternalId?: string | undefined
}

/** Accounts by platform and external id, read once and kept; unknown ones are created as `discovered`. */
export interface AccountDirectory {
  /** From memory only. */
  known(platform: string, externalId: string): AccountRef | undefined
  byId(id: string): AccountRef | undefined
  /** Makes sure that every account exists and is in memory. */
  ensure(wanted: readonly { platform: string; externalId: string }[]): Promise<void>
  /** Reads accounts by id into memory. */
  load(ids: readonly string[]): Promise<void>
  /** Takes over what changed of an account that is in memory. */
  refresh(account: AccountRef): void
}

interface AccountRow {
  id: string
  platform: string
  external_id: string
  username: string | null
  parent_external_id: string | null
}

const ENSURE = {
  name: 'ensure_accounts',
  text: `with wanted as (
      select * from unnest($2::uuid[], $3::text[], $4::text[]) as t(id, platform, external_id)
    ), made as (
      insert into accounts (workspace_id, id, platform, external_id)
      select $1::uuid, id, platform, external_id from wanted
      on conflict (workspace_id, platform, external_id) do nothing
      returning id, platform, external_id, username, parent_external_id
    )
    select id, platform, external_id, username, parent_external_id from made
    union all
    select a.id, a.platform, a.external_id, a.username, a.parent_external_id
      from accounts a join wanted w on a.platform = w.platform and a.external_id = w.external_id
      where a.workspace_id = $1::uuid`,
}

const BY_ID = {
  name: 'load_accounts',
  text: `select id, platform, external_id, username, parent_external_id from accounts
    where workspace_id = $1::uuid and id = any($2::uuid[])`,
}

const CACHE_SIZE = 50_000

export function createAccountDirectory(database: Database, workspaceId: string): AccountDirectory {
  const byExternal = new LRUCache<string, AccountRef>({ max: CACHE_SIZE })
  const byId = new LRUCache<string, AccountRef>({ max: CACHE_SIZE })
  const keep = (rows: readonly AccountRow[]) => {
    for (const row of rows) {
      const account = {
        id: row.id,
        platform: row.platform,
        externalId: row.external_id,
        username: row.username ?? undefined,
        parentExternalId: row.parent_external_id ?? undefined,
      }
      byExternal.set(keyOf(account.platform, account.externalId), account)
      byId.set(account.id, account)
    }
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
      const values = () => [
        workspaceId,
        list.map(newUuid),
        list.map((account) => account.platform),
        list.map((account) => account.externalId),
      ]
      keep(await database.hot<AccountRow>(ENSURE, values()))
      // Another process may have committed the same account between our insert and our snapshot: look once more.
      if (list.some((account) => !byExternal.has(keyOf(account.platform, account.externalId)))) {
        keep(await database.hot<AccountRow>(ENSURE, values()))
      }
    },
    async load(ids) {
      const missing = [...new Set(ids)].filter((id) => !byId.has(id))
      if (missing.length > 0) keep(await database.hot<AccountRow>(BY_ID, [workspaceId, missing]))
    },
    refresh(account) {
      if (!byId.has(account.id)) return
      byId.set(account.id, account)
      byExternal.set(keyOf(account.platform, account.externalId), account)
    },
  }
}

function keyOf(platform: string, externalId: string): string {
  return `${platform}\u0000${externalId}`
}
