import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Executor } from '../database.ts'
import { EVENT_TYPE } from '../deliveries/read.ts'
import { SCAN_LIMIT } from '../page.ts'
import type { AttemptsTable, DeliveryState } from '../schema.ts'

export type AttemptRow = Selectable<AttemptsTable>

/** The attempts of one delivery, first to last. */
export async function attemptsOf(executor: Executor, workspaceId: string, deliveryId: string): Promise<AttemptRow[]> {
  return await executor
    .selectFrom('attempts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('id')
    .execute()
}

export interface LogFilter {
  readonly outcomes?: readonly string[]
  readonly statusCode?: number
  readonly types?: readonly string[]
}

export type LogRow = AttemptRow & { event_id: string; event_type: string | null; delivery_state: DeliveryState }

export interface LogPage {
  readonly rows: LogRow[]
  /** Deliveries below this one (and, of this one, attempts below `attempt`) come next. */
  readonly next: { readonly delivery: string; readonly attempt: string } | undefined
}

/** The attempts of an endpoint's deliveries: newest delivery first, of each its newest attempt first. */
export async function listAttempts(
  executor: Executor,
  workspaceId: string,
  endpointId: string,
  filter: LogFilter,
  page: { limit: number; before?: { delivery: string; attempt: string } },
): Promise<LogPage> {
  const from = page.before ? sql`d.id <= ${page.before.delivery}::uuid` : sql`true`
  const walked = sql`select d.* from deliveries d
    where d.workspace_id = ${workspaceId} and d.endpoint_id = ${endpointId} and ${from}
    order by d.id desc limit ${sql.lit(SCAN_LIMIT)}`
  const keep: RawBuilder<unknown>[] = [sql`a.workspace_id = ${workspaceId}`]
  if (page.before) keep.push(sql`(a.delivery_id, a.id) < (${page.before.delivery}::uuid, ${page.before.attempt}::uuid)`)
  if (filter.outcomes) keep.push(sql`a.outcome = any(${[...filter.outcomes]}::text[])`)
  if (filter.statusCode !== undefined) keep.push(sql`a.status_code = ${filter.statusCode}`)
  if (filter.types) keep.push(sql`${EVENT_TYPE} = any(${[...filter.types]}::text[])`)
  const { rows } = await sql<LogRow>`
    select a.*, w.event_id, w.state as delivery_state, ${EVENT_TYPE} as event_type
    from (${walked}) w join attempts a on a.workspace_id = w.workspace_id and a.delivery_id = w.id
    where ${sql.join(keep, sql` and `)}
    order by a.delivery_id desc, a.id desc limit ${page.limit + 1}`.execute(executor)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  if (rows.length > page.limit && last) return { rows: shown, next: { delivery: last.delivery_id, attempt: last.id } }
  const { rows: edge } = await sql<{ id: string }>`
    select w.id from (${walked}) w order by w.id desc offset ${sql.lit(SCAN_LIMIT - 1)} limit 1`.execute(executor)
  const end = edge[0]?.id
  return { rows: shown, next: end ? { delivery: end, attempt: '00000000-0000-0000-0000-000000000000' } : undefined }
}
