import { statement } from '../batch.ts'
import type { Database } from '../database.ts'

const DEFER = statement(
  'defer_events',
  { workspaceId: 'uuid', ids: 'uuid[]', dueAt: 'timestamptz' },
  ({ workspaceId, ids, dueAt }) => `update event_queue set due_at = ${dueAt}, owner = null
    where workspace_id = ${workspaceId} and event_id = any(${ids}) and state = 'pending'`,
)

/** Makes events that wait to be processed due at `dueAt`. */
export async function deferEvents(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
  dueAt: Date,
): Promise<void> {
  await database.hot(DEFER, DEFER.values({ workspaceId, ids, dueAt }))
}
