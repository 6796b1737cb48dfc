import { type Selectable, sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, pageOf } from '../page.ts'
import type { ReplaysTable } from '../schema.ts'

export type ReplayRow = Selectable<ReplaysTable>

/** What a replay covers, as kept in `replays.selection`. Times are ISO 8601. */
export interface ReplaySelection {
  readonly since: string
  readonly until: string
  /** Event patterns, a part of what the endpoint takes. */
  readonly events: readonly string[]
  /** `all`; `failed`: only what failed to reach the endpoint; `missing`: only what was never sent to it. */
  readonly status: 'all' | 'failed' | 'missing'
}

/** Counting looks at no more events than this; the count of a larger replay is its lower bound. */
export const COUNT_LIMIT = 100_000

/** How many stored events a replay would look at, before the endpoint's payload filter. */
export async function countReplay(
  executor: Executor,
  workspaceId: string,
  endpoint: { id: string; accounts: readonly string[] | null },
  selection: ReplaySelection,
  types: readonly string[],
): Promise<number> {
  const delivery = (failed: boolean) => sql`exists (select 1 from deliveries d where d.workspace_id = e.workspace_id
    and d.event_id = e.id and d.endpoint_id = ${endpoint.id} ${failed ? sql`and d.state = 'failed'` : sql``})`
  const status =
    selection.status === 'all'
      ? sql`true`
      : selection.status === 'failed'
        ? delivery(true)
        : sql`not ${delivery(false)}`
  const accounts = endpoint.accounts ? sql`e.account_id = any(${[...endpoint.accounts]}::uuid[])` : sql`true`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select e.workspace_id, e.id, e.account_id from unnest(${[...types]}::text[]) as t(type)
      cross join lateral (
        select e.* from events e where e.workspace_id = ${workspaceId} and e.type = t.type
          and e.id >= ${floorUuid(new Date(selection.since))}::uuid and e.id < ${floorUuid(new Date(selection.until))}::uuid
        limit ${sql.lit(COUNT_LIMIT)}) e
      limit ${sql.lit(COUNT_LIMIT)}) e
    where ${accounts} and ${status}`.execute(executor)
  return rows[0]?.count ?? 0
}

export async function insertReplay(
  executor: Executor,
  replay: { workspaceId: string; id: string; endpointId: string; selection: ReplaySelection; total: number },
): Promise<ReplayRow> {
  return await executor
    .insertInto('replays')
    .values({
      workspace_id: replay.workspaceId,
      id: replay.id,
      endpoint_id: replay.endpointId,
      selection: JSON.stringify(replay.selection),
      cursor: null,
      total: replay.total,
      completed_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A page of an endpoint's replays, newest first. */
export async function listReplays(
  executor: Executor,
  workspaceId: string,
  endpointId: string,
  page: PageRequest,
): Promise<Page<ReplayRow>> {
  let query = executor
    .selectFrom('replays')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', endpointId)
  if (page.before) query = query.where('id', '<', page.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit)
}

export async function findReplay(
  executor: Executor,
  workspaceId: string,
  endpointId: string,
  id: string,
): Promise<ReplayRow | undefined> {
  return await executor
    .selectFrom('replays')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', endpointId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Cancels a running replay; what it queued already is delivered. @returns false when it does not run. */
export async function cancelReplay(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const row = await executor
    .updateTable('replays')
    .set({ state: 'cancelled', completed_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
