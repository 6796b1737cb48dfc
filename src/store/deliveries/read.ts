import { type RawBuilder, sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, readFiltered } from '../page.ts'
import type { DeliveryState } from '../schema.ts'

export interface DeliveryFilter {
  readonly endpointId?: string
  readonly eventId?: string
  readonly types?: readonly string[]
  readonly status?: DeliveryState
  readonly code?: string
  readonly statusCode?: number
  readonly since?: Date
  readonly until?: Date
}

export interface DeliveryRow {
  readonly id: string
  readonly event_id: string
  readonly event_type: string | null
  readonly endpoint_id: string
  readonly state: DeliveryState
  readonly due_at: Date
  readonly attempts: number
  readonly status_code: number | null
  readonly code: string | null
  readonly error: string | null
  readonly created_at: Date
  readonly completed_at: Date | null
}

/** The type of the event of the delivery `w`. */
export const EVENT_TYPE = sql`(select e.type from events e where e.workspace_id = w.workspace_id and e.id = w.event_id)`
const COLUMNS = sql`w.id, w.event_id, w.endpoint_id, w.state, w.due_at, w.attempts, w.status_code, w.code, w.error,
  w.created_at, w.completed_at, ${EVENT_TYPE} as event_type`

/** A page of deliveries, newest first. */
export async function listDeliveries(
  executor: Executor,
  workspaceId: string,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryRow>> {
  const indexed: RawBuilder<unknown>[] = [sql`d.workspace_id = ${workspaceId}`]
  if (page.before) indexed.push(sql`d.id < ${page.before}::uuid`)
  if (filter.since) indexed.push(sql`d.id >= ${floorUuid(filter.since)}::uuid`)
  if (filter.until) indexed.push(sql`d.id < ${floorUuid(filter.until)}::uuid`)
  if (filter.eventId) indexed.push(sql`d.event_id = ${filter.eventId}`)
  if (filter.endpointId) indexed.push(sql`d.endpoint_id = ${filter.endpointId}`)
  if (filter.status === 'failed' && !filter.endpointId) indexed.push(sql`d.state = 'failed'`)
  const walk = (limit: RawBuilder<unknown>) =>
    sql`select d.* from deliveries d where ${sql.join(indexed, sql` and `)} order by d.id desc limit ${limit}`
  const keep: RawBuilder<unknown>[] = [sql`true`]
  if (filter.status) keep.push(sql`w.state = ${filter.status}`)
  if (filter.code !== undefined) keep.push(sql`w.code = ${filter.code}`)
  if (filter.statusCode !== undefined) keep.push(sql`w.status_code = ${filter.statusCode}`)
  if (filter.types) keep.push(sql`${EVENT_TYPE} = any(${[...filter.types]}::text[])`)
  return await readFiltered<DeliveryRow>(executor, walk, COLUMNS, sql.join(keep, sql` and `), page.limit)
}

export async function findDelivery(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select ${COLUMNS} from deliveries w where w.workspace_id = ${workspaceId} and w.id = ${id}`.execute(executor)
  return rows[0]
}
