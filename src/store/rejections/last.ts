import { sql } from 'kysely'
import type { Executor } from '../database.ts'

export interface LastRejection {
  readonly id: string
  readonly platform: string
  readonly account: string | null
  readonly cause: string
  readonly detail: string
}

/** The last refused request of each address of these platforms: that of one account, or the one all share (account null). */
export async function lastRejections(
  executor: Executor,
  workspaceId: string,
  platforms: readonly string[],
): Promise<LastRejection[]> {
  if (platforms.length === 0) return []
  const { rows } = await sql<LastRejection>`
    select distinct on (platform, account) id, platform, account, cause, detail from rejections
    where workspace_id = ${workspaceId}::uuid and platform in (${sql.join([...platforms])})
    order by platform, account, id desc`.execute(executor)
  return rows
}
