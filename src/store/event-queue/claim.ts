import { type Additions, type StoredEvent, withAdditions } from '../../events/stored.ts'
import type { Lease } from '../../lib/lease.ts'
import type { Database } from '../database.ts'
import { releaseStatements } from '../lease.ts'

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
  added_conversation: string | null
  added_contact: string | null
  /** JSON text. */
  added_members: string | null
}

/** Columns of an event's additions, of the row `x` that `ADDITIONS` joins to the event `e`. */
export const ADDED_COLUMNS =
  'x.conversation_id as added_conversation, x.contact_id as added_contact, x.members as added_members'
export const ADDITIONS = 'left join event_additions x on x.workspace_id = e.workspace_id and x.event_id = e.id'

interface ClaimedRow extends EventColumns {
  attempts: number
}

export interface ClaimedEvent {
  readonly event: StoredEvent
  /** Tries that failed before. */
  readonly attempts: number
}

/** Stored bytes (compressed) of the events in one answer at the most, after the first. */
export const CLAIM_BYTES = 8 * 1024 * 1024

const CLAIM_EVENTS = {
  name: 'claim_events',
  text: `with due as (
      select workspace_id, event_id, due_at from event_queue
      where workspace_id = $1::uuid and state = 'pending' and due_at <= $2::timestamptz
      order by due_at limit $5::int4
      for update skip locked
    ), sized as (
      select due.*, sum(e.bytes)
        over (order by due_at, event_id rows between unbounded preceding and 1 preceding) as before
      from due left join lateral (
        select pg_column_size(data) + pg_column_size(raw) as bytes from events
        where workspace_id = due.workspace_id and id = due.event_id limit 1
      ) e on true
    ), claimed as (
      update event_queue q set due_at = $4::timestamptz, owner = $3::uuid
      from sized s
      where q.workspace_id = s.workspace_id and q.event_id = s.event_id and coalesce(s.before, 0) < ${CLAIM_BYTES}
      returning q.workspace_id, q.event_id, q.attempts
    )
    select c.workspace_id, c.event_id, c.attempts, e.platform, e.account_id, e.type, e.occurred_at, e.received_at,
      e.sender_id, e.conversation_key, e.data, e.raw, ${ADDED_COLUMNS}
    from claimed c join events e on e.workspace_id = c.workspace_id and e.id = c.event_id ${ADDITIONS}
    order by c.event_id`,
} as const

/** Leases events that are due, oldest first, as many as one answer may hold: only an empty one says that nothing is left. */
export async function claimEvents(
  database: Database,
  workspaceId: string,
  now: number,
  lease: Lease,
  limit: number,
): Promise<ClaimedEvent[]> {
  const rows = await database.hot<ClaimedRow>(CLAIM_EVENTS, [
    workspaceId,
    new Date(now),
    lease.owner,
    new Date(lease.until),
    limit,
  ])
  return rows.map((row) => ({ event: toStoredEvent(row), attempts: row.attempts }))
}

export function toStoredEvent(row: EventColumns): StoredEvent {
  const event = {
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
  const additions = additionsOf(row)
  return additions ? withAdditions(event, additions) : event
}

/** Undefined when nothing was added. */
export function additionsOf(
  row: Pick<EventColumns, 'added_conversation' | 'added_contact' | 'added_members'>,
): Additions | undefined {
  const { added_conversation: conversationId, added_contact: contactId, added_members: members } = row
  if (conversationId === null && contactId === null && members === null) return undefined
  return {
    conversationId: conversationId ?? undefined,
    contactId: contactId ?? undefined,
    members: members === null ? undefined : JSON.parse(members),
  }
}

const FAIL_EVENT = {
  name: 'fail_event',
  text: `update event_queue set attempts = attempts + 1, error = $3::text, state = $4::text, due_at = $5::timestamptz,
      owner = null
    where workspace_id = $1::uuid and event_id = $2::uuid and state = 'pending'`,
}

/** Records a failed try of an event: due again at `next.dueAt`, or `failed` for good. */
export async function failEvent(
  database: Database,
  event: StoredEvent,
  error: string,
  next: { readonly state: 'pending' | 'failed'; readonly dueAt: number },
): Promise<void> {
  await database.hot(FAIL_EVENT, [
    event.workspaceId,
    event.id,
    error.replaceAll('\u0000', '\ufffd').slice(0, 2000),
    next.state,
    new Date(next.dueAt),
  ])
}

/** The statements that end leases of events. */
export const RELEASE_EVENTS = releaseStatements({
  table: 'event_queue',
  id: 'event_id',
  open: "state = 'pending'",
})
