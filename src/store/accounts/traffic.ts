import { sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'

const MAX_COUNTED = 100_000

/** What came in for an account since a moment: its events, and refused requests to its address or the shared one. */
export async function accountTraffic(
  executor: Executor,
  workspaceId: string,
  account: { id: string; platform: string; names: readonly string[] },
  since: Date,
): Promise<{ events: number; rejections: number }> {
  const from = floorUuid(since)
  const { rows } = await sql<{ events: number; rejections: number }>`
    select (select count(*)::int from (
        select 1 from events where workspace_id = ${workspaceId}::uuid and account_id = ${account.id}::uuid
          and id >= ${from}::uuid limit ${MAX_COUNTED}) as counted) as events,
      (select coalesce(sum(weight), 0)::int from rejections where workspace_id = ${workspaceId}::uuid
        and id >= ${from}::uuid and platform = ${account.platform}
        and (account is null or account in (${sql.join([...account.names])}))) as rejections`.execute(executor)
  return rows[0] ?? { events: 0, rejections: 0 }
}
