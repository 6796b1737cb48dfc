import { sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import type { EndpointState } from '../schema.ts'

/** Rows looked at for a yes or no, and for the rejections of an hour. */
const LOOK_AT = 1000
const MAX_REJECTIONS = 10_000
const MAX_QUEUED = 100_000

/** Accounts of a workspace by state. */
export async function countAccounts(executor: Executor, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from accounts where workspace_id = ${workspaceId} group by state`.execute(
    executor,
  )
  return new Map(rows.map(({ state, count }) => [state, count]))
}

/** The ids of accounts that may need a person, the longest known first. */
export async function accountsInTrouble(executor: Executor, workspaceId: string, soon: Date, limit: number) {
  const { rows } = await sql<{ id: string }>`
    select id from accounts
    where workspace_id = ${workspaceId} and (state = 'disconnected' or (state = 'connected' and (
      token_expires_at < ${soon} or cardinality(token_missing_scopes) > 0 or subscribed = false
      or subscription_problem is not null or inspect_error is not null)))
    order by state desc, token_expires_at nulls last, id limit ${sql.lit(limit)}`.execute(executor)
  return rows.map(({ id }) => id)
}

export interface EndpointCount {
  readonly state: EndpointState
  readonly failing: boolean
  readonly count: number
}

/** Endpoints of a workspace by state, and whether they fail. */
export async function countEndpoints(executor: Executor, workspaceId: string): Promise<EndpointCount[]> {
  const { rows } = await sql<EndpointCount>`
    select state, failing_since is not null as failing, count(*)::int as count from endpoints
    where workspace_id = ${workspaceId} group by 1, 2`.execute(executor)
  return rows
}

export interface EndpointTrouble {
  readonly id: string
  readonly kind: string
  readonly config: Readonly<Record<string, unknown>>
  readonly state: EndpointState
  readonly disabled_reason: string | null
  readonly disabled_code: string | null
  readonly disabled_params: string | null
  readonly failing_since: Date | null
  readonly failures: number
}

/** Endpoints that are disabled, or fail: the disabled ones first. */
export async function endpointsInTrouble(executor: Executor, workspaceId: string, limit: number) {
  const { rows } = await sql<EndpointTrouble>`
    select id, kind, config, state, disabled_reason, disabled_code, disabled_params, failing_since, failures from endpoints
    where workspace_id = ${workspaceId} and (state = 'disabled' or (state = 'enabled' and failing_since is not null))
    order by state, failing_since, id limit ${sql.lit(limit)}`.execute(executor)
  return rows
}

/** Messages that are due to be sent. */
export async function sendBacklog(executor: Executor, workspaceId: string) {
  const { rows } = await sql<{ depth: number; age: number }>`
    select count(*)::int as depth, greatest(0, coalesce(extract(epoch from now() - min(due_at)), 0))::float8 as age from (
      select due_at from message_queue where workspace_id = ${workspaceId} and owner is null limit ${sql.lit(MAX_QUEUED)}) q`.execute(
    executor,
  )
  return { depth: rows[0]?.depth ?? 0, oldestDueSeconds: rows[0]?.age ?? 0 }
}

/** Refused requests since a moment, by cause, most first. */
export async function recentRejections(executor: Executor, workspaceId: string, since: Date) {
  const { rows } = await sql<{ cause: string; count: number }>`
    select cause, sum(weight)::float8 as count from (
      select cause, weight from rejections where workspace_id = ${workspaceId} and id >= ${floorUuid(since)}::uuid
      order by id desc limit ${sql.lit(MAX_REJECTIONS)}) r
    group by cause order by 2 desc, 1`.execute(executor)
  return rows
}

/** How far a new hub has come. */
export async function firstSteps(executor: Executor, workspaceId: string) {
  const { rows } = await sql<{ events: boolean; endpoints: boolean; accounts: boolean; delivered: boolean }>`
    select
      exists (select 1 from (select platform from events where workspace_id = ${workspaceId}
        order by id desc limit ${sql.lit(LOOK_AT)}) e where platform <> 'hub') as events,
      exists (select 1 from endpoints where workspace_id = ${workspaceId}) as endpoints,
      exists (select 1 from accounts where workspace_id = ${workspaceId} and state = 'connected') as accounts,
      exists (select 1 from (select state from deliveries where workspace_id = ${workspaceId}
        order by id desc limit ${sql.lit(LOOK_AT)}) d where state = 'delivered') as delivered`.execute(executor)
  return rows[0] ?? { events: false, endpoints: false, accounts: false, delivered: false }
}
