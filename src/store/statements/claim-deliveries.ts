import type { StoredEvent } from '../../events/stored.ts'
import { int4Array, uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'
import { type EventColumns, toStoredEvent } from './claim-events.ts'

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

interface ClaimedRow extends EventColumns {
  id: string
  endpoint_id: string
  attempts: number
  created_at: Date
}

// An earlier event of the conversation may still be on its way to its deliveries: batches are processed side by side,
// also by other processes, and an event that failed is tried again. The queue holds few rows older than a due delivery.
const CLAIM_DELIVERIES = {
  name: 'claim_deliveries',
  background: true,
  text: `with picked as (
      select d.id, l.lease from unnest($2::uuid[], $3::int4[], $4::int4[]) as l(endpoint_id, n, lease)
      cross join lateral (
        select c.id from deliveries c
        where c.workspace_id = $1::uuid and c.endpoint_id = l.endpoint_id and c.state = 'pending' and c.due_at <= now()
          and (c.ordering_key is null or not exists (
            select 1 from deliveries p
            where p.workspace_id = $1::uuid and p.endpoint_id = l.endpoint_id and p.state = 'pending'
              and p.ordering_key = c.ordering_key and p.event_id < c.event_id)
            and not exists (
            select 1 from event_queue q
            where q.workspace_id = $1::uuid and q.event_id < c.event_id and q.state = 'pending'
              and (select (earlier.account_id, earlier.conversation_key) is not distinct from (own.account_id, own.conversation_key)
                from events earlier, events own
                where earlier.workspace_id = $1::uuid and earlier.id = q.event_id
                  and own.workspace_id = $1::uuid and own.id = c.event_id)))
        order by c.due_at limit l.n
        for update skip locked
      ) d
    ), leased as (
      update deliveries d set due_at = now() + p.lease * interval '1 millisecond'
      from picked p where d.workspace_id = $1::uuid and d.id = p.id
      returning d.workspace_id, d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at
    )
    select l.*, e.platform, e.account_id, e.type, e.occurred_at, e.received_at, e.sender_id, e.conversation_key, e.data, e.raw
    from leased l join events e on e.workspace_id = l.workspace_id and e.id = l.event_id
    order by l.event_id`,
} as const

/** Leases due deliveries, endpoint by endpoint; of an ordered conversation only the first that is not done. */
export async function claimDeliveries(
  database: Database,
  workspaceId: string,
  requests: readonly ClaimRequest[],
): Promise<DeliveryJob[]> {
  const rows = await database.hot<ClaimedRow>(CLAIM_DELIVERIES, [
    workspaceId,
    uuidArray(requests.map((request) => request.endpointId)),
    int4Array(requests.map((request) => request.limit)),
    int4Array(requests.map((request) => request.leaseMs)),
  ])
  return rows.map((row) => ({
    id: row.id,
    endpointId: row.endpoint_id,
    attempts: row.attempts,
    createdAt: row.created_at,
    event: toStoredEvent(row),
  }))
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
