import { statement } from '../batch.ts'
import type { Database } from '../database.ts'

const DEFER = statement(
  'defer_events',
  { workspaceId: 'uuid', ids: 'uuid[]', ms: 'int4' },
  ({ workspaceId, ids, ms }) => `update event_queue set due_at = now() + ${ms} * interval '1 millisecond'
    where workspace_id = ${workspaceId} and event_id = any(${ids}) and state = 'pending'`,
)

/** Makes events that wait to be processed due after `ms`. */
export async function deferEvents(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
  ms: number,
): Promise<void> {
  await database.hot(DEFER, DEFER.values({ workspaceId, ids, ms }))
}
