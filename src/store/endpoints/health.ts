import { sql } from 'kysely'
import type { Reason } from '../../codes/sentence.ts'
import { floorUuid } from '../../events/ids.ts'
import { statement } from '../batch.ts'
import type { Database, Executor } from '../database.ts'

/** Figures of an endpoint over its newest completed deliveries of 24 hours, at most 1,000. */
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

/** Why an attempt failed. */
export interface EndpointError {
  readonly at: Date
  readonly code: string
  readonly statusCode: number | undefined
  readonly detail: string
}

/** A change in an endpoint's failures, by attempts that ended. */
export interface FailureChange {
  /** One succeeded: failures before it no longer count. */
  readonly recovered: boolean
  /** The number that failed since then. */
  readonly failures: number
  /** When the first of them failed. */
  readonly failingSince: Date | undefined
  /** The newest failure, also one before the success. */
  readonly lastError: EndpointError | undefined
}

const NOTE_FAILURES = statement(
  'note_failures',
  {
    workspaceId: 'uuid',
    id: 'uuid',
    recovered: 'bool',
    failures: 'int4',
    failingSince: 'timestamptz',
    at: 'timestamptz',
    code: 'text',
    statusCode: 'int4',
    detail: 'text',
  },
  ({ workspaceId, id, recovered, failures, failingSince, at, code, statusCode, detail }) => `update endpoints e set
      failures = case when ${recovered} then 0 else e.failures end + ${failures},
      failing_since = case when ${recovered} then ${failingSince} else coalesce(e.failing_since, ${failingSince}) end,
      warned_percent = case when ${recovered} then 0 else e.warned_percent end,
      (last_error_at, last_error_code, last_error_status, last_error_detail) = (
        select l.at, l.code, l.status, l.detail
        from (values (${at}, ${code}, ${statusCode}, ${detail}),
          (e.last_error_at, e.last_error_code, e.last_error_status, e.last_error_detail)) l(at, code, status, detail)
        order by l.at desc nulls last limit 1)
    where e.workspace_id = ${workspaceId} and e.id = ${id}
    returning e.failing_since, e.warned_percent, now() as now`,
)

interface NotedFailures {
  readonly failing_since: Date | null
  readonly warned_percent: number
  readonly now: Date
}

/** Counts failures of an endpoint. @returns since when it fails and how far its user was warned, by the database's clock. */
export async function noteFailures(
  database: Database,
  workspaceId: string,
  id: string,
  { lastError, ...change }: FailureChange,
): Promise<NotedFailures | undefined> {
  const { at, code, statusCode, detail } = lastError ?? {}
  const values = NOTE_FAILURES.values({ workspaceId, id, ...change, at, code, statusCode, detail })
  const [row] = await database.hot<NotedFailures>(NOTE_FAILURES, values)
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
