import type { Insertable, Selectable } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import { statement } from '../batch.ts'
import type { Database, Executor } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { AuditTable } from '../schema.ts'

export type AuditEntry = Insertable<AuditTable>

/** An entry with the name of its key. */
export type AuditRow = Selectable<AuditTable> & { readonly key_name: string | null }

export interface AuditFilter {
  readonly keyId?: string
  readonly since?: Date
  readonly until?: Date
}

export async function insertAudit(executor: Executor, entries: readonly AuditEntry[]): Promise<void> {
  await executor
    .insertInto('audit')
    .values([...entries])
    .execute()
}

/** A page of the entries of a workspace, newest first. */
export async function listAudit(
  executor: Executor,
  workspaceId: string,
  { keyId, since, until }: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditRow>> {
  let query = executor
    .selectFrom('audit as a')
    .leftJoin('api_keys as k', (join) =>
      join.onRef('k.workspace_id', '=', 'a.workspace_id').onRef('k.id', '=', 'a.key_id'),
    )
    .selectAll('a')
    .select('k.name as key_name')
    .where('a.workspace_id', '=', workspaceId)
  if (page.before) query = query.where('a.id', '<', page.before)
  if (keyId !== undefined) query = query.where('a.key_id', '=', keyId)
  if (since) query = query.where('a.id', '>=', floorUuid(since))
  if (until) query = query.where('a.id', '<', floorUuid(until))
  const rows = await query
    .orderBy('a.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit)
}

const DELETE_OLD = statement(
  'delete_old_audit',
  { workspaceId: 'uuid', before: 'uuid' },
  ({ workspaceId, before }) => `delete from audit where workspace_id = ${workspaceId} and id < ${before}`,
)

/** Deletes entries with ids below `before`. */
export async function deleteOldAudit(database: Database, workspaceId: string, before: string): Promise<void> {
  await database.hot(DELETE_OLD, DELETE_OLD.values({ workspaceId, before }))
}
