import { type Chunk, type ChunkRow, chunkOf } from '../chunk.ts'
import type { Database } from '../database.ts'

// Safe to delete: the next inbound message makes the row again.
const DELETE_OLD_CONVERSATIONS = {
  name: 'delete_old_conversations',
  text: `with gone as (
      delete from conversations where (workspace_id, account_id, key) in (
        select workspace_id, account_id, key from conversations where workspace_id = $1::uuid and last_inbound_at < $2::timestamptz
        limit $3::int4)
      returning 1
    )
    select count(*)::int as seen, count(*)::int as count from gone`,
} as const

/** Deletes conversations without an inbound message since `silentSince`: a chunk of them. */
export async function deleteOldConversations(
  database: Database,
  workspaceId: string,
  silentSince: Date,
  limit: number,
): Promise<Chunk<true>> {
  const [row] = await database.hot<ChunkRow>(DELETE_OLD_CONVERSATIONS, [workspaceId, silentSince, limit])
  return chunkOf(row, limit, () => true)
}
