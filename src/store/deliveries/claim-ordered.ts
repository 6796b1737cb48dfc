import { rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'
import { ADDED_COLUMNS, ADDITIONS, CLAIM_BYTES } from '../event-queue/claim.ts'
import { CLAIM_REQUEST, type Claimed, type ClaimedRow, type Claimer, type ClaimRequest, toJob } from './claim.ts'

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'
/** Events that wait to be processed and that a claim looks at; a delivery of an event beyond them waits too. */
const LOOK_AHEAD = 2000

export interface ClaimedInOrder extends Claimed {
  /** The endpoints of due deliveries that wait for an event which is still to be processed or stored. */
  readonly early: ReadonlySet<string>
}

interface ClaimedOrdered extends ClaimedRow {
  outcome: 'leased' | 'parked' | 'early' | 'left'
}

// A delivery is leased when nothing of its conversation comes before it:
// - no waiting delivery: otherwise it is parked until that one is due again, so that the conversations of an application
//   that is down are not looked through at each claim. `record_attempts` makes it due when the one before it is completed.
// - no event that still waits to be processed: batches are processed side by side, by other processes too, and failed
//   events are tried again.
// - no event that is still being stored: its id may be any from the horizon on.
const CLAIM_ORDERED = statement(
  'claim_ordered_deliveries',
  {
    workspaceId: 'uuid',
    owner: 'uuid',
    now: 'timestamptz',
    requests: rows<ClaimRequest>(CLAIM_REQUEST),
    horizon: 'uuid',
  },
  ({ workspaceId, owner, now, requests, horizon }) => `
    -- The first waiting event of each conversation.
    with queue as materialized (
      select q.event_id from event_queue q where q.workspace_id = ${workspaceId} and q.state = 'pending'
      order by q.event_id limit ${LOOK_AHEAD}
    ), waiting as materialized (
      select distinct on (e.conversation, e.account_id) e.conversation, e.account_id, e.id as event_id
      from queue q cross join lateral (
        select e.id, e.account_id, coalesce((
          select i.conversation_id::text from identities i
          where i.workspace_id = ${workspaceId} and i.account_id = e.account_id and i.value = e.conversation_key limit 1
        ), e.conversation_key) as conversation
        from events e where e.workspace_id = ${workspaceId} and e.id = q.event_id limit 1
      ) e
      where e.conversation is not null
      order by e.conversation, e.account_id, e.id

    -- The due deliveries, each with the delivery before it and whether an event may still come before it.
    ), due as (
      select d.*, r.endpoint_id, r."until" from ${requests.as('r')}
      cross join lateral (
        select c.id, c.event_id, c.due_at, c.ordering_key from deliveries c
        where c.workspace_id = ${workspaceId} and c.endpoint_id = r.endpoint_id and c.state = 'pending'
          and c.due_at <= ${now}
        order by c.due_at limit r."limit"
        for update skip locked
      ) d
    ), judged as (
      select due.id, due.endpoint_id, due.due_at, due."until", ahead.due_at as ahead_due_at,
        coalesce(due.ordering_key is not null and (
          due.event_id >= ${horizon} or w.event_id < due.event_id
          or due.event_id > (select event_id from queue order by event_id offset ${LOOK_AHEAD - 1} limit 1)
        ), false) as early,
        coalesce(e.bytes, 0) as bytes
      from due
      left join lateral (
        select e.account_id, coalesce(x.conversation_id::text, e.conversation_key) as conversation,
          pg_column_size(e.data) + pg_column_size(e.raw) as bytes
        from events e ${ADDITIONS}
        where e.workspace_id = ${workspaceId} and e.id = due.event_id limit 1
      ) e on true
      left join waiting w on w.conversation = e.conversation and w.account_id is not distinct from e.account_id
      left join lateral first_pending(${workspaceId}, due.endpoint_id, due.ordering_key, '${FIRST}') ahead
        on ahead.event_id < due.event_id

    -- What becomes of each. Those that one answer cannot hold are left as they are.
    ), decided as (
      select id, endpoint_id, "until", ahead_due_at, case
          when ahead_due_at is not null then 'parked'
          when early then 'early'
          when coalesce(sum(bytes) filter (where ahead_due_at is null and not early)
            over (order by due_at, id rows between unbounded preceding and 1 preceding), 0) < ${CLAIM_BYTES} then 'leased'
          else 'left' end as outcome
      from judged
    ), moved as (
      update deliveries d set owner = case x.outcome when 'leased' then ${owner} end, due_at = case x.outcome
          when 'leased' then x."until"
          when 'parked' then greatest(x.ahead_due_at, ${now} + interval '1 second')
          else ${now} + interval '200 milliseconds' end
      from decided x where d.workspace_id = ${workspaceId} and d.id = x.id and x.outcome <> 'left'
      returning d.workspace_id, d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at
    )
    select d.outcome, d.id, d.endpoint_id, m.event_id, m.workspace_id, m.attempts, m.created_at, e.*
    from decided d left join moved m on m.id = d.id
    left join lateral (
      select e.platform, e.account_id, e.type, e.occurred_at, e.received_at, e.sender_id, e.conversation_key, e.data, e.raw,
        ${ADDED_COLUMNS}
      from events e ${ADDITIONS}
      where d.outcome = 'leased' and e.workspace_id = ${workspaceId} and e.id = m.event_id limit 1
    ) e on true
    order by m.event_id`,
)

// The delivery before a parked one may be completed at the same moment: the statement that completes it does not see the
// park yet, and the claim does not see the completion. After both, whatever is first now is due.
const UNPARK = statement(
  'unpark_deliveries',
  { workspaceId: 'uuid', ids: 'uuid[]', now: 'timestamptz' },
  ({ workspaceId, ids, now }) => `update deliveries d set due_at = ${now}
    where d.workspace_id = ${workspaceId} and d.id = any(${ids}) and d.state = 'pending'
      and d.id = (select f.id from first_pending(${workspaceId}, d.endpoint_id, d.ordering_key, '${FIRST}') f)`,
)

/**
 * Leases due deliveries of endpoints that want the events of a conversation in order: of each conversation the first.
 * @param horizon no event with an id below it can still be stored.
 */
export async function claimOrderedDeliveries(
  database: Database,
  workspaceId: string,
  claimer: Claimer,
  requests: readonly ClaimRequest[],
  horizon: string,
): Promise<ClaimedInOrder> {
  const found = await database.hot<ClaimedOrdered>(
    CLAIM_ORDERED,
    CLAIM_ORDERED.values({ workspaceId, ...claimer, requests, horizon }),
  )
  const parked = found.filter((row) => row.outcome === 'parked').map((row) => row.id)
  if (parked.length > 0) {
    // When it fails, a parked delivery is due with the one before it. The leased ones must not be lost for that.
    await database.hot(UNPARK, UNPARK.values({ workspaceId, ids: parked, now: claimer.now })).catch(() => undefined)
  }
  // A delivery whose event is gone stays leased: there is nothing to send.
  const leased = found.filter((row) => row.outcome === 'leased' && row.platform !== null)
  const more = requests.filter(({ endpointId, limit }) => {
    const own = found.filter((row) => row.endpoint_id === endpointId)
    return own.length >= limit || own.some((row) => row.outcome === 'leased')
  })
  const early = found.flatMap((row) => (row.outcome === 'early' ? row.endpoint_id : []))
  return { jobs: leased.map(toJob), more: new Set(more.map((request) => request.endpointId)), early: new Set(early) }
}
