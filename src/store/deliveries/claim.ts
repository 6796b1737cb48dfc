import type { StoredEvent } from '../../events/stored.ts'
import { rows, statement } from '../batch.ts'
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

export const CLAIM_REQUEST = { endpointId: 'uuid', limit: 'int4', leaseMs: 'int4' } as const

const CLAIM_DELIVERIES = statement(
  'claim_deliveries',
  { workspaceId: 'uuid', requests: rows<ClaimRequest>(CLAIM_REQUEST) },
  ({ workspaceId, requests }) => `with due as (
      select d.*, r.lease_ms from ${requests.as('r')}
      cross join lateral (
        select c.id, c.event_id, c.due_at from deliveries c
        where c.workspace_id = ${workspaceId} and c.endpoint_id = r.endpoint_id and c.state = 'pending' and c.due_at <= now()
        order by c.due_at limit r."limit"
        for update skip locked
      ) d
    ), sized as (
      select due.id, due.lease_ms, sum(e.bytes)
        over (order by due.due_at, due.id rows between unbounded preceding and 1 preceding) as before
      from due left join lateral (
        select pg_column_size(data) + pg_column_size(raw) as bytes from events
        where workspace_id = ${workspaceId} and id = due.event_id limit 1
      ) e on true
    ), leased as (
      update deliveries d set due_at = now() + s.lease_ms * interval '1 millisecond'
      from sized s where d.workspace_id = ${workspaceId} and d.id = s.id and coalesce(s.before, 0) < ${CLAIM_BYTES}
      returning d.workspace_id, d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at
    )
    select l.*, e.platform, e.account_id, e.type, e.occurred_at, e.received_at, e.sender_id, e.conversation_key, e.data, e.raw
    from leased l join events e on e.workspace_id = l.workspace_id and e.id = l.event_id
    order by l.event_id`,
)

/** Leases due deliveries of endpoints that want no order, as many as one answer may hold. */
export async function claimDeliveries(
  database: Database,
  workspaceId: string,
  requests: readonly ClaimRequest[],
): Promise<DeliveryJob[]> {
  const rows = await database.hot<ClaimedRow>(CLAIM_DELIVERIES, CLAIM_DELIVERIES.values({ workspaceId, requests }))

  return rows.map(toJob)
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

const GIVE_BACK = statement(
  'give_back_deliveries',
  { workspaceId: 'uuid', ids: 'uuid[]' },
  ({ workspaceId, ids }) => `update deliveries set due_at = now()
    where workspace_id = ${workspaceId} and id = any(${ids}) and state = 'pending'`,
)

/** Ends the lease of deliveries that will not be sent here. */
export async function giveBackDeliveries(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  await database.hot(GIVE_BACK, GIVE_BACK.values({ workspaceId, ids }))
}
