import { uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'
import { CLAIM_BYTES } from '../event-queue/claim.ts'
import { type Claimed, type ClaimedRow, type ClaimRequest, claimValues, toJob } from './claim.ts'

/** Before every event. */
const NONE = '00000000-0000-0000-0000-000000000000'
/** How far into the events that wait to be processed a claim looks; a delivery beyond them waits too. */
const LOOK_AHEAD = 2000

interface LookedAt extends ClaimedRow {
  outcome: 'leased' | 'parked' | 'early' | 'left'
}

// A delivery goes when nothing of its conversation is before it:
// - no delivery: the due one behind it is put off until that one is due again, so that the conversations of an application
//   that is down are not looked through at each claim. `record_attempts` makes it due as soon as that one is done.
// - no event that still waits to be processed: batches are processed side by side, by other processes too, and what failed
//   is tried again.
// - no event that is still being stored: those have ids from the horizon on.
const CLAIM_ORDERED = {
  name: 'claim_ordered_deliveries',
  background: true,
  text: `with queue as materialized (
      select q.event_id from event_queue q where q.workspace_id = $1::uuid and q.state = 'pending'
      order by q.event_id limit ${LOOK_AHEAD}
    ), waiting as materialized (
      select distinct on (e.conversation_key, e.account_id) e.conversation_key, e.account_id, e.id as event_id
      from queue q cross join lateral (
        select id, account_id, conversation_key from events where workspace_id = $1::uuid and id = q.event_id limit 1
      ) e
      where e.conversation_key is not null
      order by e.conversation_key, e.account_id, e.id
    ), due as (
      select d.*, w.endpoint_id, w.lease from unnest($2::uuid[], $3::int4[], $4::int4[]) as w(endpoint_id, n, lease)
      cross join lateral (
        select c.id, c.event_id, c.due_at, c.ordering_key from deliveries c
        where c.workspace_id = $1::uuid and c.endpoint_id = w.endpoint_id and c.state = 'pending' and c.due_at <= now()
        order by c.due_at limit w.n
        for update skip locked
      ) d
    ), judged as (
      select due.id, due.endpoint_id, due.due_at, due.lease, ahead.due_at as ahead_due_at, coalesce(due.ordering_key is not null and (
          due.event_id >= $5::uuid or w.event_id < due.event_id
          or due.event_id > (select event_id from queue order by event_id offset ${LOOK_AHEAD - 1} limit 1)
        ), false) as early,
        coalesce(e.bytes, 0) as bytes
      from due
      left join lateral (
        select account_id, conversation_key, pg_column_size(data) + pg_column_size(raw) as bytes from events
        where workspace_id = $1::uuid and id = due.event_id limit 1
      ) e on true
      left join waiting w on w.conversation_key = e.conversation_key and w.account_id is not distinct from e.account_id
      left join lateral first_pending($1::uuid, due.endpoint_id, due.ordering_key, '${NONE}') ahead
        on ahead.event_id < due.event_id
    ), decided as (
      select id, endpoint_id, lease, ahead_due_at, case
          when ahead_due_at is not null then 'parked'
          when early then 'early'
          when coalesce(sum(bytes) filter (where ahead_due_at is null and not early)
            over (order by due_at, id rows between unbounded preceding and 1 preceding), 0) < ${CLAIM_BYTES} then 'leased'
          else 'left' end as outcome
      from judged
    ), moved as (
      update deliveries d set due_at = case x.outcome
          when 'leased' then now() + x.lease * interval '1 millisecond'
          when 'parked' then greatest(x.ahead_due_at, now() + interval '1 second')
          else now() + interval '200 milliseconds' end
      from decided x where d.workspace_id = $1::uuid and d.id = x.id and x.outcome <> 'left'
      returning d.workspace_id, d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at
    )
    select x.outcome, x.id, x.endpoint_id, m.event_id, m.workspace_id, m.attempts, m.created_at, e.*
    from decided x left join moved m on m.id = x.id
    left join lateral (
      select platform, account_id, type, occurred_at, received_at, sender_id, conversation_key, data, raw from events
      where x.outcome = 'leased' and workspace_id = $1::uuid and id = m.event_id limit 1
    ) e on true
    order by m.event_id`,
} as const

// What it waits for may have been done while it was put off: neither statement saw the other then.
const UNPARK = {
  name: 'unpark_deliveries',
  text: `update deliveries d set due_at = now()
    where d.workspace_id = $1::uuid and d.id = any($2::uuid[]) and d.state = 'pending'
      and d.id = (select f.id from first_pending($1::uuid, d.endpoint_id, d.ordering_key, '${NONE}') f)`,
} as const

/**
 * Leases due deliveries of endpoints that want the events of a conversation in order: of each conversation the first.
 * @param horizon no event with an id below it can still be stored.
 */
export async function claimOrderedDeliveries(
  database: Database,
  workspaceId: string,
  requests: readonly ClaimRequest[],
  horizon: string,
): Promise<Claimed> {
  const values = [...claimValues(workspaceId, requests), horizon]
  const rows = await database.hot<LookedAt>(CLAIM_ORDERED, values)
  const parked = rows.filter((row) => row.outcome === 'parked').map((row) => row.id)
  // Should it fail, they are due again when what they wait for is: what was leased must not be lost for it.
  if (parked.length > 0) await database.hot(UNPARK, [workspaceId, uuidArray(parked)]).catch(() => undefined)
  // One whose event is gone stays leased: there is nothing to send.
  const leased = rows.filter((row) => row.outcome === 'leased' && row.platform !== null)
  const more = requests.filter(({ endpointId, limit }) => {
    const own = rows.filter((row) => row.endpoint_id === endpointId)
    return own.length >= limit || own.some((row) => row.outcome === 'leased')
  })
  return { jobs: leased.map(toJob), more: new Set(more.map((request) => request.endpointId)) }
}
