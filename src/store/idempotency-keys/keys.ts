import { type Chunk, type ChunkRow, chunkOf } from '../chunk.ts'
import type { Database, Executor } from '../database.ts'

/** For so long a key answers with its message. */
const KEY_DAYS = 30
const DAY_MS = 86_400_000

/** Keys from before this are forgotten. */
export function keysLiveSince(now: number): Date {
  return new Date(now - KEY_DAYS * DAY_MS)
}

/** What a key was used for. */
export interface UsedKey {
  readonly fingerprint: string
  readonly message_id: string
  readonly created_at: Date
}

export async function findKey(executor: Executor, workspaceId: string, key: string): Promise<UsedKey | undefined> {
  return await executor
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'message_id', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .where('created_at', '>', keysLiveSince(Date.now()))
    .executeTakeFirst()
}

const DELETE_OLD_KEYS = {
  name: 'delete_old_keys',
  text: `with gone as (
      delete from idempotency_keys where workspace_id = $1::uuid and key in (
        select key from idempotency_keys where workspace_id = $1::uuid and created_at <= $2::timestamptz
        order by created_at limit $3::int4)
      returning 1
    )
    select count(*)::int as seen, count(*)::int as count from gone`,
} as const

/** Deletes keys that are forgotten: a chunk of them. */
export async function deleteOldKeys(database: Database, workspaceId: string, limit: number): Promise<Chunk<true>> {
  const values = [workspaceId, keysLiveSince(Date.now()), limit]
  const [row] = await database.hot<ChunkRow>(DELETE_OLD_KEYS, values)
  return chunkOf(row, limit, () => true)
}
