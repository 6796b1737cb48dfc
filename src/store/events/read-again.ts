import { statement } from '../batch.ts'
import type { Database } from '../database.ts'

const READ_AGAIN = statement(
  'read_events_again',
  { workspaceId: 'uuid', ids: 'uuid[]' },
  ({ workspaceId, ids }) =>
    `select id, type, data from events where workspace_id = ${workspaceId} and id = any(${ids})`,
)

/** Type and data of events as they are stored now. */
export async function readEventsAgain(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, { type: string; data: string }>> {
  const found = await database.hot<{ id: string; type: string; data: string }>(
    READ_AGAIN,
    READ_AGAIN.values({ workspaceId, ids }),
  )
  return new Map(found.map((row) => [row.id, row]))
}
