import type { StoredEvent } from '../../events/stored.ts'
import { int4Array, uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'
import { CLAIM_BYTES, type EventColumns, toStoredEvent } from '../event-queue/claim.ts'

export interface DeliveryJob {
  readonly id: string
  readonly endpointId: string
  /** Tries made before. */
  readonly attempts: number
  readonly createdAt: Date
  readonly event: StoredEvent
}

/** How many deliveries of one endpoint to lease, and for how long (milliseconds). */
export interface ClaimRequest {
  readonly endpointId: string
  readonly limit: number
  readonly leaseMs: number
}

export interface Claimed {
  readonly jobs: readonly DeliveryJob[]
  /** The endpoints that may have more due. */
  readonly more: ReadonlySet<string>
}

export interface ClaimedRow extends EventColumns {
  id: string
  endpoint_id: string
  attempts: number
  created_at: Date
}

const CLAIM_DELIVERIES = {
  name: 'claim_deliveries',
  background: true,
  text: `with due as (
      select d.*, w.lease from unnest($2::uuid[], $3::int4[], $4::int4[]) as w(endpoint_id, n, lease)
      cross join lateral (
        select c.id, c.event_id, c.due_at from deliveries c
        where c.workspace_id = $1::uuid and c.endpoint_id = w.endpoint_id and c.state = 'pending' and c.due_at <= now()
        order by c.due_at limit w.n
        for update skip locked
      ) d
    ), sized as (
      select due.id, due.lease, sum(e.bytes)
        over (order by due.due_at, due.id rows between unbounded preceding and 1 preceding) as before
      from due left join lateral (
        select pg_column_size(data) + pg_column_size(raw) as bytes from events
        where workspace_id = $1::uuid and id = due.event_id limit 1
      ) e on true
    ), leased as (
      update deliveries d set due_at = now() + s.lease * interval '1 millisecond'
      from sized s where d.workspace_id = $1::uuid and d.id = s.id and coalesce(s.before, 0) < ${CLAIM_BYTES}
      returning d.workspace_id, d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at
    )
    select l.*, e.platform, e.account_id, e.type, e.occurred_at, e.received_at, e.sender_id, e.conversation_key, e.data, e.raw
    from leased l join events e on e.workspace_id = l.workspace_id and e.id = l.event_id
    order by l.event_id`,
} as const

/** Leases due deliveries of endpoints that want no order, as many as one answer may hold. */
export async function claimDeliveries(
  database: Database,
  workspaceId: string,
  requests: readonly ClaimRequest[],
): Promise<DeliveryJob[]> {
  const rows = await database.hot<ClaimedRow>(CLAIM_DELIVERIES, claimValues(workspaceId, requests))
  return rows.map(toJob)
}

export function claimValues(workspaceId: string, requests: readonly ClaimRequest[]): unknown[] {
  return [
    workspaceId,
    uuidArray(requests.map((request) => request.endpointId)),
    int4Array(requests.map((request) => request.limit)),
    int4Array(requests.map((request) => request.leaseMs)),
  ]
}

export function toJob(row: ClaimedRow): DeliveryJob {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    attempts: row.attempts,
    createdAt: row.created_at,
    event: toStoredEvent(row),
  }
}

const GIVE_BACK = {
  name: 'give_back_deliveries',
  text: `update deliveries set due_at = now()
    where workspace_id = $1::uuid and id = any($2::uuid[]) and state = 'pending'`,
}

/** Ends the lease of deliveries that will not be sent here. */
export async function giveBackDeliveries(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  await database.hot(GIVE_BACK, [workspaceId, uuidArray(ids)])
}
