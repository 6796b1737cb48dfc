import { type Chunk, type ChunkRow, chunkOf } from '../chunk.ts'
import type { Database } from '../database.ts'

// Steps are kept as long as their message.
const DELETE_OLD_MESSAGES = {
  name: 'delete_old_messages',
  text: `with gone as (
      delete from messages where workspace_id = $1::uuid and id in (
        select id from messages where workspace_id = $1::uuid and id < $2::uuid and conversation_id is null and status <> 'queued'
        order by id limit $3::int4)
      returning id
    ), steps_gone as (
      delete from steps where workspace_id = $1::uuid and message_id in (select id from gone)
    )
    select count(*)::int as seen, count(*)::int as count from gone`,
} as const

/** Deletes messages with ids below `before` that are of no conversation, and not in line: a chunk of them. */
export async function deleteOldMessages(
  database: Database,
  workspaceId: string,
  before: string,
  limit: number,
): Promise<Chunk<true>> {
  const [row] = await database.hot<ChunkRow>(DELETE_OLD_MESSAGES, [workspaceId, before, limit])
  return chunkOf(row, limit, () => true)
}
