import type { StoredEvent } from '../../events/stored.ts'
import { rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'
import { ADDED_COLUMNS, ADDITIONS, CLAIM_BYTES, type EventColumns, toStoredEvent } from '../event-queue/claim.ts'
import { releaseStatements } from '../lease.ts'

export interface DeliveryJob {
  readonly id: string
  readonly endpointId: string
  /** Tries made before. */
  readonly attempts: number
  readonly createdAt: Date
  readonly event: StoredEvent
}

/** How many deliveries of one endpoint to lease, and until when. */
export interface ClaimRequest {
  readonly endpointId: string
  readonly limit: number
  readonly until: Date
}

/** Which process claims, and at what time. */
export interface Claimer {
  readonly owner: string
  readonly now: Date
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

export const CLAIM_REQUEST = { endpointId: 'uuid', limit: 'int4', until: 'timestamptz' } as const

const CLAIM_DELIVERIES = statement(
  'claim_deliveries',
  { workspaceId: 'uuid', owner: 'uuid', now: 'timestamptz', requests: rows<ClaimRequest>(CLAIM_REQUEST) },
  ({ workspaceId, owner, now, requests }) => `with due as (
      select d.*, r."until" from ${requests.as('r')}
      cross join lateral (
        select c.id, c.event_id, c.due_at from deliveries c
        where c.workspace_id = ${workspaceId} and c.endpoint_id = r.endpoint_id and c.state = 'pending'
          and c.due_at <= ${now}
        order by c.due_at limit r."limit"
        for update skip locked
      ) d
    ), sized as (
      select due.id, due."until", sum(e.bytes)
        over (order by due.due_at, due.id rows between unbounded preceding and 1 preceding) as before
      from due left join lateral (
        select pg_column_size(data) + pg_column_size(raw) as bytes from events
        where workspace_id = ${workspaceId} and id = due.event_id limit 1
      ) e on true
    ), leased as (
      update deliveries d set due_at = s."until", owner = ${owner}
      from sized s where d.workspace_id = ${workspaceId} and d.id = s.id and coalesce(s.before, 0) < ${CLAIM_BYTES}
      returning d.workspace_id, d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at
    )
    select l.*, e.platform, e.account_id, e.type, e.occurred_at, e.received_at, e.sender_id, e.conversation_key, e.data, e.raw,
      ${ADDED_COLUMNS}
    from leased l join events e on e.workspace_id = l.workspace_id and e.id = l.event_id ${ADDITIONS}
    order by l.event_id`,
)

/** Leases due deliveries of endpoints that want no order, as many as one answer may hold. */
export async function claimDeliveries(
  database: Database,
  workspaceId: string,
  claimer: Claimer,
  requests: readonly ClaimRequest[],
): Promise<DeliveryJob[]> {
  const values = CLAIM_DELIVERIES.values({ workspaceId, ...claimer, requests })
  const rows = await database.hot<ClaimedRow>(CLAIM_DELIVERIES, values)
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

/** The statements that end leases of deliveries. By endpoint, so that the index of what is pending serves. */
export const RELEASE_DELIVERIES = releaseStatements({
  table: 'deliveries',
  id: 'id',
  open: "state = 'pending' and endpoint_id in (select id from endpoints where workspace_id = any($1::uuid[]))",
})
