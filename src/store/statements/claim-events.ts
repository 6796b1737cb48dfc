import type { StoredEvent } from '../../events/stored.ts'
import type { Database } from '../database.ts'

export interface EventColumns {
  workspace_id: string
  event_id: string
  platform: string
  account_id: string | null
  type: string
  occurred_at: Date
  received_at: Date
  sender_id: string | null
  conversation_key: string | null
  data: string
  raw: string
}

interface ClaimedRow extends EventColumns {
  attempts: number
}

export interface ClaimedEvent {
  readonly event: StoredEvent
  /** Tries that failed before. */
  readonly attempts: number
}

const CLAIM_EVENTS = {
  name: 'claim_events',
  background: true,
  text: `with claimed as (
      update event_queue q set due_at = now() + $1::int4 * interval '1 millisecond'
      from (
        select workspace_id, event_id from event_queue
        where state = 'pending' and due_at <= now()
        order by due_at limit $2::int4
        for update skip locked
      ) as due
      where q.workspace_id = due.workspace_id and q.event_id = due.event_id
      returning q.workspace_id, q.event_id, q.attempts
    )
    select c.workspace_id, c.event_id, c.attempts, e.platform, e.account_id, e.type, e.occurred_at, e.received_at,
      e.sender_id, e.conversation_key, e.data, e.raw
    from claimed c join events e on e.workspace_id = c.workspace_id and e.id = c.event_id
    order by c.event_id`,
} as const

/** Leases events that are due, oldest first. */
export async function claimEvents(database: Database, leaseMs: number, limit: number): Promise<ClaimedEvent[]> {
  const rows = await database.hot<ClaimedRow>(CLAIM_EVENTS, [leaseMs, limit])
  return rows.map((row) => ({ event: toStoredEvent(row), attempts: row.attempts }))
}

export function toStoredEvent(row: EventColumns): StoredEvent {
  return {
    workspaceId: row.workspace_id,
    id: row.event_id,
    platform: row.platform,
    accountId: row.account_id ?? undefined,
    type: row.type,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    senderId: row.sender_id ?? undefined,
    conversationKey: row.conversation_key ?? undefined,
    data: row.data,
    raw: row.raw,
  }
}

const FAIL_EVENT = {
  name: 'fail_event',
  text: `update event_queue set attempts = attempts + 1, error = $3::text, state = $4::text,
      due_at = now() + $5::int4 * interval '1 millisecond'
    where workspace_id = $1::uuid and event_id = $2::uuid and state = 'pending'`,
}

/** Records a failed try of an event: due again after `retryInMs`, or `failed` for good when undefined. */
export async function failEvent(
  database: Database,
  event: StoredEvent,
  error: string,
  retryInMs: number | undefined,
): Promise<void> {
  const state = retryInMs === undefined ? 'failed' : 'pending'
  await database.hot(FAIL_EVENT, [
    event.workspaceId,
    event.id,
    error.replaceAll('\u0000', '\ufffd').slice(0, 2000),
    state,
    retryInMs ?? 0,
  ])
}

const GIVE_BACK = {
  name: 'give_back_events',
  text: `update event_queue set due_at = now()
    where workspace_id = $1::uuid and event_id = any($2::uuid[]) and state = 'pending'`,
}

/** Ends the lease of events that will not be processed here. */
export async function giveBackEvents(database: Database, workspaceId: string, ids: readonly string[]): Promise<void> {
  await database.hot(GIVE_BACK, [workspaceId, ids])
}
