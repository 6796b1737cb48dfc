import { sql } from 'kysely'
import type { Executor } from '../database.ts'
import type { LastRejection } from '../rejections/last.ts'

/** Accounts of a platform that are asked for their last event. */
const MAX_ACCOUNTS = 1000

/** The id of the newest event of any account of a platform. */
export async function lastEventOf(executor: Executor, workspaceId: string, platform: string) {
  const { rows } = await sql<{ id: string }>`
    select e.id from (
        select id from accounts where workspace_id = ${workspaceId} and platform = ${platform}
        order by updated_at desc limit ${sql.lit(MAX_ACCOUNTS)}) a
      cross join lateral (select id from events
        where workspace_id = ${workspaceId} and account_id = a.id order by id desc limit 1) e
    order by e.id desc limit 1`.execute(executor)
  return rows[0]?.id
}

/** The last refused request to any address of a platform. */
export async function lastRejectionOf(executor: Executor, workspaceId: string, platform: string) {
  const { rows } = await sql<LastRejection>`
    select id, platform, account, cause, detail from rejections
    where workspace_id = ${workspaceId} and platform = ${platform} order by id desc limit 1`.execute(executor)
  return rows[0]
}
