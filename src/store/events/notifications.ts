import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'

/** Data longer than this is not read. */
const MAX_DATA = 16_384

export interface NotificationRow {
  readonly id: string
  readonly type: string
  readonly platform: string
  readonly account_id: string | null
  readonly account_name: string | null
  /** JSON text; null when it is long. */
  readonly data: string | null
  /** Processing it failed. */
  readonly failed: boolean
  readonly error: string | null
}

/** A page of the events of these types and, when wanted, of those that failed to process, newest first. */
export async function listNotifications(
  executor: Executor,
  workspaceId: string,
  { types, failed }: { readonly types: readonly string[]; readonly failed: boolean },
  page: PageRequest,
): Promise<Page<NotificationRow>> {
  const limit = sql.lit(page.limit + 1)
  const before = (column: RawBuilder<unknown>) => (page.before ? sql`and ${column} < ${page.before}::uuid` : sql``)
  const { rows } = await sql<NotificationRow>`
    with told as (
      select e.id from unnest(${[...types]}::text[]) as t(type)
      cross join lateral (select id from events e where e.workspace_id = ${workspaceId} and e.type = t.type ${before(sql`e.id`)}
        order by e.id desc limit ${limit}) e
    ), failed as (
      select q.event_id as id from event_queue q
      where ${failed}::boolean and q.workspace_id = ${workspaceId} and q.state = 'failed' ${before(sql`q.event_id`)}
      order by q.event_id desc limit ${limit}
    ), wanted as (select id from told union select id from failed order by id desc limit ${limit})
    select e.id, e.type, e.platform, e.account_id, coalesce(a.name, a.username, a.external_id) as account_name,
      case when octet_length(e.data) <= ${sql.lit(MAX_DATA)} then e.data end as data,
      q.event_id is not null as failed, q.error
    from wanted w
    join events e on e.workspace_id = ${workspaceId} and e.id = w.id
    left join accounts a on a.workspace_id = ${workspaceId} and a.id = e.account_id
    left join event_queue q on q.workspace_id = ${workspaceId} and q.event_id = w.id and q.state = 'failed'
    order by e.id desc`.execute(executor)
  return pageOf(rows, page.limit)
}
