import { sql } from 'kysely'
import { newUuid } from '../events/ids.ts'
import type { Database } from '../store/database.ts'

/** The default workspace, made at the first start. Two processes starting at once get the same one. */
export async function defaultWorkspace(database: Database): Promise<{ readonly id: string; readonly made: boolean }> {
  return await database.db.transaction().execute(async (trx) => {
    await sql`lock table workspaces in share row exclusive mode`.execute(trx)
    const existing = await trx.selectFrom('workspaces').select('id').orderBy('id').limit(1).executeTakeFirst()
    if (existing) return { id: existing.id, made: false }
    const id = newUuid()
    await trx.insertInto('workspaces').values({ id, name: 'Default' }).execute()
    return { id, made: true }
  })
}
