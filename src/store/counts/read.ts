import { sql } from 'kysely'
import type { Transaction } from '../database.ts'

/** A window of time, in minutes since 1970, and the width of its steps. */
export interface CountWindow {
  readonly since: number
  readonly until: number
  readonly step: number
}

export interface EventCount {
  /** Where its step begins, in minutes since 1970. */
  readonly at: number
  readonly account_id: string
  readonly platform: string
  readonly type: string
  readonly count: number
}

export interface OutcomeCount {
  readonly at: number
  readonly outcome: string
  readonly count: number
}

export interface DeliveryCount {
  readonly at: number
  readonly kind: 'delivery' | 'attempt'
  /** Of a delivery its state, of an attempt its outcome. */
  readonly state: string
  readonly code: string
  readonly bucket: number
  readonly count: number
  readonly ms: number
}

const stepOf = ({ step }: CountWindow) => sql`minute - minute % ${sql.lit(step)}`
const within = (workspaceId: string, { since, until }: CountWindow) =>
  sql`workspace_id = ${workspaceId} and minute >= ${since}::int4 and minute < ${until}::int4`

/** Events stored in the window. */
export async function readEventCounts(
  trx: Transaction,
  workspaceId: string,
  window: CountWindow,
): Promise<EventCount[]> {
  const { rows } = await sql<EventCount>`
    select ${stepOf(window)} as at, account_id, platform, type, sum(count)::float8 as count from event_counts
    where ${within(workspaceId, window)} group by 1, 2, 3, 4 having sum(count) <> 0 order by 1`.execute(trx)
  return rows
}

/** Processed events of the window by outcome. */
export async function readOutcomeCounts(
  trx: Transaction,
  workspaceId: string,
  window: CountWindow,
): Promise<OutcomeCount[]> {
  const { rows } = await sql<OutcomeCount>`
    select ${stepOf(window)} as at, outcome, sum(count)::float8 as count from outcome_counts
    where ${within(workspaceId, window)} group by 1, 2 having sum(count) <> 0 order by 1`.execute(trx)
  return rows
}

/** Deliveries made, and attempts begun, in the window. */
export async function readDeliveryCounts(
  trx: Transaction,
  workspaceId: string,
  window: CountWindow,
): Promise<DeliveryCount[]> {
  const { rows } = await sql<DeliveryCount>`
    select ${stepOf(window)} as at, kind, state, code, bucket, sum(count)::float8 as count, sum(ms)::float8 as ms
    from delivery_counts
    where ${within(workspaceId, window)} group by 1, 2, 3, 4, 5 having sum(count) <> 0 order by 1`.execute(trx)
  return rows
}
