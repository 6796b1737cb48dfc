import { statement } from '../batch.ts'
import type { Runner } from '../database.ts'

const LOCK = statement(
  'lock_conversations',
  { workspaceId: 'uuid', ids: 'uuid[]', contactIds: 'uuid[]' },
  ({ workspaceId, ids, contactIds }) => `select id from conversations
    where workspace_id = ${workspaceId} and (id = any(${ids}) or contact_id = any(${contactIds}))
    order by id for update`,
)

/**
 * Locks conversations for the rest of the transaction, in the order of their ids: what is counted of them afterwards counts
 * everything. Every transaction that writes in the inbox begins with it.
 */
export function lockConversations(
  run: Runner,
  workspaceId: string,
  ids: readonly string[],
  contactIds: readonly string[] = [],
): Promise<unknown> {
  return run(LOCK, LOCK.values({ workspaceId, ids, contactIds }))
}
