import { sql } from 'kysely'
import { newUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'

/** An account as its platform knows it. */
export interface AccountName {
  readonly platform: string
  readonly externalId: string
}

/** The ids of accounts; those that are not stored yet are made as `discovered`. */
export async function ensureAccounts(
  executor: Executor,
  workspaceId: string,
  names: readonly AccountName[],
): Promise<string[]> {
  if (names.length === 0) return []
  // Sorted, so that two transactions that make the same accounts wait for each other and cannot deadlock.
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
