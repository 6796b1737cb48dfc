import { type Selectable, sql } from 'kysely'
import type { Executor } from '../database.ts'
import type { ProcessesTable } from '../schema.ts'

export type ProcessRow = Omit<Selectable<ProcessesTable>, 'workspace_id'>

/** The processes that were heard of lately, the oldest first. */
export async function listProcesses(
  executor: Executor,
  workspaceId: string,
  goneAfterMs: number,
): Promise<ProcessRow[]> {
  return await executor
    .selectFrom('processes')
    .select(['id', 'roles', 'version', 'started_at', 'seen_at'])
    .where('workspace_id', '=', workspaceId)
    .where('seen_at', '>', sql<Date>`now() - ${goneAfterMs}::int4 * interval '1 millisecond'`)
    .orderBy('started_at')
    .limit(200)
    .execute()
}

/** A process ends. */
export async function forgetProcess(executor: Executor, workspaceId: string, id: string): Promise<void> {
  await executor.deleteFrom('processes').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}
