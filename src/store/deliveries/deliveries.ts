import { CompiledQuery, type RawBuilder, type Selectable, sql } from 'kysely'
import type { GiveUpCode } from '../../codes/attempts.ts'
import { floorUuid } from '../../events/ids.ts'
import { COUNT_FAILED } from '../counts/failed.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, readFiltered, SCAN_LIMIT } from '../page.ts'
import type { AttemptsTable, DeliveryState } from '../schema.ts'

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

export type AttemptRow = Selectable<AttemptsTable>

const TYPE = sql`(select e.type from events e where e.workspace_id = w.workspace_id and e.id = w.event_id)`
const COLUMNS = sql`w.id, w.event_id, w.endpoint_id, w.state, w.due_at, w.attempts, w.status_code, w.code, w.error,
  w.created_at, w.completed_at, ${TYPE} as event_type`

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
  if (filter.types) keep.push(sql`${TYPE} = any(${[...filter.types]}::text[])`)
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

/** The tries of one delivery, first to last. */
export async function attemptsOf(executor: Executor, workspaceId: string, deliveryId: string): Promise<AttemptRow[]> {
  return await executor
    .selectFrom('attempts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('id')
    .execute()
}

/** Makes a finished delivery due now; its numbering of attempts goes on. @returns false when it is pending already. */
export async function requeueDelivery(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with old as (
      select id, state, attempts, completed_at from deliveries
      where workspace_id = ${workspaceId} and id = ${id} and state <> 'pending' for update
    ), requeued as (
      update deliveries d set state = 'pending', due_at = now(), completed_at = null, code = null, error = null
      from old where d.workspace_id = ${workspaceId} and d.id = old.id
      returning d.id, d.event_id, d.endpoint_id, old.state, old.attempts, old.completed_at
    ), counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, before, after, ms)
      select ${workspaceId}::uuid, r.id, r.event_id, r.endpoint_id, e.account_id, r.state, delivery_state('pending', r.attempts),
        delivery_ms(r.id, r.state, r.completed_at)
      from requeued r left join events e on e.workspace_id = ${workspaceId} and e.id = r.event_id
    )
    select id from requeued`.execute(executor)
  return rows.length > 0
}

const SUPERSEDED: GiveUpCode = 'superseded'

const SUPERSEDE = `with failed as (
    update deliveries d set state = 'failed', code = $3::text, completed_at = now(),
      error = 'delivered again as what the event is understood as now'
    where d.workspace_id = $1::uuid and d.event_id = $2::uuid and d.state = 'pending' and exists (
      select 1 from endpoints e where e.workspace_id = d.workspace_id and e.id = d.endpoint_id and e.state = 'enabled')
    returning d.id, d.event_id, d.endpoint_id, d.attempts
  )
  ${COUNT_FAILED}`

/**
 * Gives up what is still on its way of an event that is now understood as another one: routing it again makes deliveries
 * of what it is. Endpoints that are paused or disabled get none of those, so theirs stay.
 */
export async function supersedeDeliveries(executor: Executor, workspaceId: string, eventId: string): Promise<void> {
  await executor.executeQuery(CompiledQuery.raw(SUPERSEDE, [workspaceId, eventId, SUPERSEDED]))
}

/** Puts one event on its way to one endpoint, due now. @returns false when there is a delivery of that id, or no such event. */
export async function insertDelivery(
  executor: Executor,
  workspaceId: string,
  delivery: { id: string; eventId: string; endpointId: string; at: Date; orderingKey?: string | undefined },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with event as (
      select id, account_id from events where workspace_id = ${workspaceId} and id = ${delivery.eventId} for key share
    ), made as (
      insert into deliveries (workspace_id, id, event_id, endpoint_id, due_at, ordering_key, created_at)
      select ${workspaceId}::uuid, ${delivery.id}, id, ${delivery.endpointId}, ${delivery.at}, ${delivery.orderingKey ?? null},
        ${delivery.at}
      from event
      on conflict (workspace_id, id) do nothing
      returning id, event_id, endpoint_id
    ), counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, after)
      select ${workspaceId}::uuid, m.id, m.event_id, m.endpoint_id, e.account_id, 'waiting' from made m join event e on e.id = m.event_id
    )
    select id from made`.execute(executor)
  return rows.length > 0
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
  if (filter.types) keep.push(sql`${TYPE} = any(${[...filter.types]}::text[])`)
  const { rows } = await sql<LogRow>`
    select a.*, w.event_id, w.state as delivery_state, ${TYPE} as event_type
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
