import { type RawBuilder, type Selectable, sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, readFiltered } from '../page.ts'
import type { RejectionsTable } from '../schema.ts'

export interface RejectionFilter {
  readonly platform?: string
  readonly cause?: string
  readonly since?: Date
  readonly until?: Date
}

export type RejectionRow = Selectable<RejectionsTable>

/** A page of refused requests, newest first. */
export async function listRejections(
  executor: Executor,
  workspaceId: string,
  filter: RejectionFilter,
  page: PageRequest,
): Promise<Page<RejectionRow>> {
  const indexed: RawBuilder<unknown>[] = [sql`r.workspace_id = ${workspaceId}`]
  if (page.before) indexed.push(sql`r.id < ${page.before}::uuid`)
  if (filter.since) indexed.push(sql`r.id >= ${floorUuid(filter.since)}::uuid`)
  if (filter.until) indexed.push(sql`r.id < ${floorUuid(filter.until)}::uuid`)
  const keep: RawBuilder<unknown>[] = [sql`true`]
  if (filter.platform) keep.push(sql`w.platform = ${filter.platform}`)
  if (filter.cause) keep.push(sql`w.cause = ${filter.cause}`)
  return await readFiltered<RejectionRow>(
    executor,
    (limit) =>
      sql`select r.* from rejections r where ${sql.join(indexed, sql` and `)} order by r.id desc limit ${limit}`,
    sql`w.*`,
    sql.join(keep, sql` and `),
    page.limit,
  )
}

/** How many requests were refused in whole hours from `since`, by platform and cause, most first. */
export async function countRejections(
  executor: Executor,
  workspaceId: string,
  filter: RejectionFilter & { since: Date },
): Promise<{ platform: string; cause: string; count: number }[]> {
  const keep: RawBuilder<unknown>[] = [
    sql`workspace_id = ${workspaceId}`,
    sql`hour >= date_trunc('hour', ${filter.since}::timestamptz)`,
  ]
  if (filter.until) keep.push(sql`hour < ${filter.until}::timestamptz`)
  if (filter.platform) keep.push(sql`platform = ${filter.platform}`)
  if (filter.cause) keep.push(sql`cause = ${filter.cause}`)
  const { rows } = await sql<{ platform: string; cause: string; count: number }>`
    select platform, cause, sum(count)::float8 as count from rejection_counts where ${sql.join(keep, sql` and `)}
    group by platform, cause order by 3 desc, 1, 2`.execute(executor)
  return rows
}
