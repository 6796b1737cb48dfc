import { sql } from 'kysely'
import type { Reason } from '../../codes/sentence.ts'
import { floorUuid } from '../../events/ids.ts'
import type { Database, Executor } from '../database.ts'

/** How an endpoint did lately: over its newest completed deliveries of 24 hours, at most 1,000. */
export interface EndpointHealth {
  readonly success_rate: number | null
  readonly last_delivery_at: Date | null
}

/** Health by endpoint id; an endpoint without deliveries has nulls. */
export async function endpointHealth(
  executor: Executor,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, EndpointHealth>> {
  const since = floorUuid(new Date(now.getTime() - 86_400_000))
  const { rows } = await sql<EndpointHealth & { endpoint_id: string }>`
    select t.id as endpoint_id,
      (select (count(*) filter (where d.state = 'delivered'))::float8 / nullif(count(*), 0) from (
        select state from deliveries
        where workspace_id = ${workspaceId} and endpoint_id = t.id and id >= ${since}::uuid and state <> 'pending'
        order by id desc limit 1000) d) as success_rate,
      (select max(d.completed_at) from (
        select completed_at from deliveries
        where workspace_id = ${workspaceId} and endpoint_id = t.id and state = 'delivered'
        order by id desc limit 100) d) as last_delivery_at
    from unnest(${[...ids]}::uuid[]) as t(id)`.execute(executor)
  return new Map(rows.map((row) => [row.endpoint_id, row]))
}

/** What ended attempts say of an endpoint. */
export interface FailureChange {
  /** One succeeded: what failed before it is forgotten. */
  readonly recovered: boolean
  /** How many failed since then. */
  readonly failures: number
  /** When the first of them failed. */
  readonly failingSince: Date | undefined
}

const NOTE_FAILURES = {
  name: 'note_failures',
  text: `update endpoints set
      failures = case when $3::boolean then 0 else failures end + $4::int4,
      failing_since = case when $3::boolean then $5::timestamptz else coalesce(failing_since, $5::timestamptz) end,
      warned_percent = case when $3::boolean then 0 else warned_percent end
    where workspace_id = $1::uuid and id = $2::uuid
    returning failing_since, warned_percent, now() as now`,
} as const

/** Counts failures of an endpoint. @returns since when it fails and how far its user was warned, by the database's clock. */
export async function noteFailures(
  database: Database,
  workspaceId: string,
  id: string,
  { recovered, failures, failingSince }: FailureChange,
): Promise<{ failing_since: Date | null; warned_percent: number; now: Date } | undefined> {
  const values = [workspaceId, id, recovered, failures, failingSince ?? null]
  const [row] = await database.hot<{ failing_since: Date | null; warned_percent: number; now: Date }>(
    NOTE_FAILURES,
    values,
  )
  return row
}

/** Notes that the endpoint's user is warned. @returns false when that was done for as many percent already. */
export async function noteWarning(
  executor: Executor,
  workspaceId: string,
  id: string,
  percent: number,
): Promise<boolean> {
  const changed = await executor
    .updateTable('endpoints')
    .set({ warned_percent: percent })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('warned_percent', '<', percent)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/** Disables an endpoint that is enabled. @returns whether it was. */
export async function disableEndpoint(
  executor: Executor,
  workspaceId: string,
  id: string,
  { code, params, detail }: Reason,
): Promise<boolean> {
  const now = sql<Date>`now()`
  const changed = await executor
    .updateTable('endpoints')
    .set({
      state: 'disabled',
      disabled_reason: detail,
      disabled_code: code,
      disabled_params: JSON.stringify(params),
      disabled_at: now,
      updated_at: now,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'enabled')
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}
