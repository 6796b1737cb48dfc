import { statement } from '../batch.ts'
import type { HotTransaction } from '../database.ts'

const LOCK = statement(
  'lock_accounts',
  { workspaceId: 'uuid', ids: 'uuid[]' },
  ({ workspaceId, ids }) => `select id from accounts where workspace_id = ${workspaceId} and id = any(${ids})
    order by id for no key update`,
)

/** Lets transactions that claim for the same accounts run one after the other. */
export async function lockAccounts(tx: HotTransaction, workspaceId: string, ids: readonly string[]): Promise<void> {
  await tx.run(LOCK, LOCK.values({ workspaceId, ids }))
}
