import type { Database } from '../database.ts'

/** What callbacks need of an account: its ids, and its own secrets where it has some. */
export interface SigningRow {
  workspace_id: string
  id: string
  platform: string
  external_id: string
  parent_external_id: string | null
  username: string | null
  signing_sealed: Buffer | null
  updated_at: Date
  /** The platform's account belongs to this workspace. */
  owns: boolean
}

const SELECT = `select a.workspace_id, a.id, a.platform, a.external_id, a.parent_external_id, a.username, a.signing_sealed,
    a.updated_at, o.workspace_id is not null as owns
  from workspaces w join accounts a on a.workspace_id = w.id
  left join account_owners o
    on o.platform = a.platform and o.external_id = a.external_id and o.workspace_id = a.workspace_id`

const WITH_SECRETS = {
  name: 'load_account_signing',
  text: `${SELECT} where a.signing_sealed is not null`,
} as const

const CHANGED = {
  name: 'load_changed_accounts',
  text: `${SELECT} where a.updated_at > $1::timestamptz`,
} as const

/** The accounts of all workspaces that have secrets of their own. */
export async function accountsWithSecrets(database: Database): Promise<SigningRow[]> {
  return await database.hot<SigningRow>(WITH_SECRETS, [])
}

/** The accounts of all workspaces that were changed after `since`, by the database's clock. */
export async function accountsChangedSince(database: Database, since: Date): Promise<SigningRow[]> {
  return await database.hot<SigningRow>(CHANGED, [since])
}
