import { type RawBuilder, sql } from 'kysely'
import { PREVIEW_SOURCE } from '../../events/preview.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, pageOf, SCAN_LIMIT } from '../page.ts'
import { DELIVERY_COUNTS, type EventFilter, type EventRow, eventColumns, idRange, residueOf } from './rows.ts'

/** Rows of one account lie far apart: fewer of them are looked at. */
const ACCOUNT_SCAN = 2000
/** Rows looked into for a text at once, and for how long a page may go on looking. */
const TEXT_SCAN = 1000
const TEXT_BUDGET_MS = 300

interface ListOptions {
  /** Only the beginning of `data`, enough for a preview: bodies of a megabyte stay in the store. */
  readonly light?: boolean
}

/** A page of events, newest first. Filters without an index look at a bounded number of rows, a text for a bounded time. */
export async function listEvents(
  executor: Executor,
  workspaceId: string,
  filter: EventFilter,
  page: PageRequest,
  options: ListOptions = {},
): Promise<Page<EventRow>> {
  if (filter.types?.length === 0 || filter.ids?.length === 0) return { rows: [], next: undefined }
  const step = (from: PageRequest) => readStep(executor, workspaceId, filter, from, options.light ?? false)
  const first = await step(page)
  if (filter.text === undefined) return first
  const deadline = Date.now() + TEXT_BUDGET_MS
  const rows = [...first.rows]
  let { next } = first
  while (next !== undefined && rows.length < page.limit && Date.now() < deadline) {
    const more = await step({ limit: page.limit - rows.length, before: next })
    rows.push(...more.rows)
    next = more.next
  }
  return { rows, next }
}

async function readStep(
  executor: Executor,
  workspaceId: string,
  filter: EventFilter,
  page: PageRequest,
  light: boolean,
): Promise<Page<EventRow>> {
  const walk = walkOf(workspaceId, filter, page.before)
  const keep = residueOf(filter, walk.covers)
  const scan = filter.text === undefined ? (filter.accountId === undefined ? SCAN_LIMIT : ACCOUNT_SCAN) : TEXT_SCAN
  // As many rows of each branch may be sorted: together no more than a scan.
  const limit = keep ? Math.max(page.limit + 1, Math.floor(scan / walk.branches)) : page.limit + 1
  const walked = walk.rows(sql`${sql.lit(limit)}`)
  const { rows } = await sql<EventRow>`
    select ${eventColumns(light ? PREVIEW_SOURCE : undefined)}, ${DELIVERY_COUNTS} from (
      select w.id from (${walked}) w where ${keep ?? sql`true`} order by w.id desc limit ${page.limit + 1}) k
    join events w on w.workspace_id = ${workspaceId} and w.id = k.id order by w.id desc`.execute(executor)
  if (rows.length > page.limit || !keep) return pageOf(rows, page.limit)
  const { rows: edge } = await sql<{ id: string }>`
    select w.id from (${walked}) w order by w.id desc offset ${sql.lit(limit - 1)} limit 1`.execute(executor)
  return { rows, next: edge[0]?.id }
}

interface Walk {
  /** At most so many rows, newest first, by an index. */
  rows(limit: RawBuilder<unknown>): RawBuilder<unknown>
  readonly branches: number
  /** Filters that the index answers. */
  readonly covers: readonly (keyof EventFilter)[]
}

function walkOf(workspaceId: string, filter: EventFilter, before: string | undefined): Walk {
  const mine = sql`e.workspace_id = ${workspaceId}`
  const range = idRange(sql`e.id`, filter, before)
  const data = filter.text === undefined ? sql`` : sql`, e.data`
  const columns = sql`e.workspace_id, e.id, e.type, e.platform, e.account_id, e.handled_at${data}`
  if (filter.ids !== undefined) {
    const ids = [...filter.ids]
    return {
      rows: (limit) => sql`select ${columns}, q.state from events e
        left join event_queue q on q.workspace_id = e.workspace_id and q.event_id = e.id
        where ${mine} and e.id = any(${ids}::uuid[]) and ${range} order by e.id desc limit ${limit}`,
      branches: 1,
      covers: ['ids'],
    }
  }
  if (filter.status === 'pending' || filter.status === 'failed') {
    const state = filter.status === 'failed' ? sql` and q.state = 'failed'` : sql``
    return {
      rows: (limit) => sql`select ${columns}, q.state from (
          select q.event_id, q.state from event_queue q
          where q.workspace_id = ${workspaceId}${state} and ${idRange(sql`q.event_id`, filter, before)}
          order by q.event_id desc limit ${limit}) q
        join events e on ${mine} and e.id = q.event_id order by e.id desc`,
      branches: 1,
      covers: filter.status === 'failed' ? ['status'] : [],
    }
  }
  const walk = (source: RawBuilder<unknown>) => (limit: RawBuilder<unknown>) =>
    sql`select ${columns} from events e where ${mine} and ${source} and ${range} order by e.id desc limit ${limit}`
  if (filter.accountId !== undefined)
    return { rows: walk(sql`e.account_id = ${filter.accountId}`), branches: 1, covers: ['accountId'] }
  if (filter.types === undefined) return { rows: walk(sql`true`), branches: 1, covers: [] }
  const types = [...filter.types]
  return {
    rows: (limit) => sql`select e.* from unnest(${types}::text[]) as t(type)
      cross join lateral (${walk(sql`e.type = t.type`)(limit)}) e order by e.id desc limit ${limit}`,
    branches: types.length,
    covers: ['types'],
  }
}
