import type { Database } from '../database.ts'

/** What callbacks need of an account: its ids, and its own secrets where it has some. */
export interface SigningRow {
  id: string
  platform: string
  external_id: string
  parent_external_id: string | null
  username: string | null
  signing_sealed: Buffer | null
  updated_at: Date
}

const COLUMNS = 'id, platform, external_id, parent_external_id, username, signing_sealed, updated_at'

const WITH_SECRETS = {
  name: 'load_account_signing',
  text: `select ${COLUMNS} from accounts where workspace_id = $1::uuid and signing_sealed is not null`,
} as const

const CHANGED = {
  name: 'load_changed_accounts',
  text: `select ${COLUMNS} from accounts where workspace_id = $1::uuid and updated_at > $2::timestamptz`,
} as const

/** The accounts that have secrets of their own. */
export async function accountsWithSecrets(database: Database, workspaceId: string): Promise<SigningRow[]> {
  return await database.hot<SigningRow>(WITH_SECRETS, [workspaceId])
}

/** The accounts that were changed after `since`, by the database's clock. */
export async function accountsChangedSince(
  database: Database,
  workspaceId: string,
  since: Date,
): Promise<SigningRow[]> {
  return await database.hot<SigningRow>(CHANGED, [workspaceId, since])
}
