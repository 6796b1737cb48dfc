import { type Selectable, sql } from 'kysely'
import { newUuid } from '../../events/ids.ts'
import type { Database, Executor, Transaction } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { WorkspacesTable } from '../schema.ts'

export type WorkspaceRow = Selectable<WorkspacesTable>

/** The first workspace, made at the first start. Two processes that start at once get the same one. */
export async function firstWorkspace(database: Database): Promise<{ readonly id: string; readonly made: boolean }> {
  return await database.transaction(async (trx) => {
    await sql`lock table workspaces in share row exclusive mode`.execute(trx)
    const existing = await trx.selectFrom('workspaces').select('id').orderBy('id').limit(1).executeTakeFirst()
    if (existing) return { id: existing.id, made: false }
    const id = newUuid()
    await trx.insertInto('workspaces').values({ id, name: 'Default' }).execute()
    return { id, made: true }
  })
}

const LIST_IDS = { name: 'list_workspace_ids', text: 'select id from workspaces order by id' } as const

/** The ids of all workspaces, oldest first. */
export async function listWorkspaceIds(database: Database): Promise<string[]> {
  const rows = await database.hot<{ id: string }>(LIST_IDS, [])
  return rows.map(({ id }) => id)
}

/** A page of the workspaces, newest first. */
export async function listWorkspaces(executor: Executor, page: PageRequest): Promise<Page<WorkspaceRow>> {
  let query = executor.selectFrom('workspaces').selectAll()
  if (page.before) query = query.where('id', '<', page.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit)
}

/** Stores a new workspace. */
export async function insertWorkspace(executor: Executor, name: string): Promise<WorkspaceRow> {
  return await executor
    .insertInto('workspaces')
    .values({ id: newUuid(), name })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Makes every other transaction that locks the workspace wait until this one ends. */
export async function lockWorkspace(trx: Transaction, workspaceId: string): Promise<void> {
  await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute()
}
