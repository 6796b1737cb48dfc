import { type Selectable, sql } from 'kysely'
import type { Database, Executor } from '../database.ts'
import type { ProcessesTable } from '../schema.ts'

export type ProcessRow = Omit<Selectable<ProcessesTable>, 'workspace_id'>

const NOTE = {
  name: 'note_process',
  text: `with gone as (
      delete from processes where workspace_id = $1::uuid and id <> $2::uuid
        and seen_at < now() - $6::int4 * interval '1 millisecond'
    )
    insert into processes (workspace_id, id, roles, version, started_at, seen_at)
    values ($1::uuid, $2::uuid, $3::text[], $4::text, $5::timestamptz, now())
    on conflict (workspace_id, id) do update set seen_at = excluded.seen_at`,
} as const

/** Notes that a process is there, and forgets those that were not heard of for long. */
export async function noteProcess(
  database: Database,
  workspaceId: string,
  { id, roles, version, started_at }: Omit<ProcessRow, 'seen_at'>,
  goneAfterMs: number,
): Promise<void> {
  await database.hot(NOTE, [workspaceId, id, roles, version, started_at, goneAfterMs])
}

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
