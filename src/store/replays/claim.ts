import { floorUuid } from '../../events/ids.ts'
import type { StoredEvent } from '../../events/stored.ts'
import type { Lease } from '../../lib/lease.ts'
import { rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'
import { ADDED_COLUMNS, ADDITIONS, type EventColumns, toStoredEvent } from '../event-queue/claim.ts'
import { releaseStatements } from '../lease.ts'
import type { ReplaySelection } from './replays.ts'

/** A replay pauses while so many deliveries wait for its endpoint: live events must not queue behind all of history. */
export const MAX_WAITING = 5000

export interface ReplayJob {
  readonly workspaceId: string
  readonly id: string
  readonly endpointId: string
  readonly selection: ReplaySelection
  /** The last event that was looked at. */
  readonly cursor: string | undefined
  /** Deliveries of the endpoint that wait now. */
  readonly waiting: number
}

const CLAIM = statement(
  'claim_replay',
  { workspaceId: 'uuid', now: 'timestamptz', owner: 'uuid', until: 'timestamptz' },
  ({ workspaceId, now, owner, until }) => `update replays r set due_at = ${until}, owner = ${owner}
    where (workspace_id, id) in (
      select workspace_id, id from replays where workspace_id = ${workspaceId} and state = 'running'
        and due_at <= ${now}
      order by due_at limit 1 for update skip locked)
    returning r.id, r.endpoint_id, r.selection, r.cursor, (select count(*)::int from (
      select 1 from deliveries d where d.workspace_id = r.workspace_id and d.endpoint_id = r.endpoint_id
        and d.state = 'pending' limit ${MAX_WAITING}) t) as waiting`,
)

/** Leases the replay that is due longest. */
export async function claimReplay(
  database: Database,
  workspaceId: string,
  now: number,
  lease: Lease,
): Promise<ReplayJob | undefined> {
  const [row] = await database.hot<{
    id: string
    endpoint_id: string
    selection: string
    cursor: string | null
    waiting: number
  }>(CLAIM, CLAIM.values({ workspaceId, now: new Date(now), owner: lease.owner, until: new Date(lease.until) }))
  return (
    row && {
      workspaceId,
      id: row.id,
      endpointId: row.endpoint_id,
      selection: JSON.parse(row.selection) as ReplaySelection,
      cursor: row.cursor ?? undefined,
      waiting: row.waiting,
    }
  )
}

/** An event that a replay looks at. */
export interface ReplayEvent {
  readonly event: StoredEvent
  /** The endpoint has a delivery of it. */
  readonly sent: boolean
  /** The endpoint has a failed delivery of it. */
  readonly failed: boolean
  /** It still waits to be processed, or failed to. */
  readonly unrouted: boolean
}

const READ = statement(
  'read_replay_events',
  { workspaceId: 'uuid', endpointId: 'uuid', after: 'uuid', before: 'uuid', types: 'text[]', max: 'int4' },
  ({ workspaceId, endpointId, after, before, types, max }) => `
    select e.workspace_id, e.id as event_id, e.platform, e.account_id, e.type, e.occurred_at, e.received_at,
      e.sender_id, e.conversation_key, e.data, e.raw, ${ADDED_COLUMNS},
      exists (select 1 from deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id
        and d.endpoint_id = ${endpointId}) as sent,
      exists (select 1 from deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id
        and d.endpoint_id = ${endpointId} and d.state = 'failed') as failed,
      exists (select 1 from event_queue q where q.workspace_id = e.workspace_id and q.event_id = e.id) as unrouted
    from events e ${ADDITIONS}
    where e.workspace_id = ${workspaceId} and e.id > ${after} and e.id < ${before} and e.type = any(${types})
    order by e.id limit ${max}`,
)

/** The next `max` events of a replay with one of these types. */
export async function readReplayEvents(
  database: Database,
  workspaceId: string,
  { endpointId, cursor, selection }: ReplayJob,
  types: readonly string[],
  max: number,
): Promise<ReplayEvent[]> {
  const after = cursor ?? floorUuid(new Date(selection.since))
  const before = floorUuid(new Date(selection.until))
  const found = await database.hot<EventColumns & Omit<ReplayEvent, 'event'>>(
    READ,
    READ.values({ workspaceId, endpointId, after, before, types, max }),
  )
  return found.map((row) => ({
    event: toStoredEvent(row),
    sent: row.sent,
    failed: row.failed,
    unrouted: row.unrouted,
  }))
}

export interface ReplayDelivery {
  readonly id: string
  readonly eventId: string
  readonly orderingKey: string | undefined
}

/** How far a replay got. */
export interface ReplayStep {
  readonly cursor: string | undefined
  readonly deliveries: readonly ReplayDelivery[]
  readonly done: boolean
  /** When the next step is due. */
  readonly dueAt: Date
}

// The lock keeps retention from the events. Nothing is stored when another process moved the replay meanwhile, or it was cancelled.
const ADVANCE = statement(
  'advance_replay',
  {
    workspaceId: 'uuid',
    id: 'uuid',
    from: 'uuid',
    cursor: 'uuid',
    count: 'int4',
    done: 'bool',
    now: 'timestamptz',
    dueAt: 'timestamptz',
    deliveries: rows<ReplayDelivery>({ id: 'uuid', eventId: 'uuid', orderingKey: 'text' }),
  },
  ({ workspaceId, id, from, cursor, count, done, now, dueAt, deliveries }) => `with moved as (
      update replays set cursor = ${cursor}, queued = queued + ${count},
        due_at = ${dueAt}, owner = null,
        state = case when ${done} then 'completed' else state end,
        completed_at = case when ${done} then ${now} end
      where workspace_id = ${workspaceId} and id = ${id} and state = 'running' and cursor is not distinct from ${from}
      returning endpoint_id
    ), given as (
      select * from ${deliveries.as('d')}
    ), chosen as (
      select id, account_id from events where workspace_id = ${workspaceId} and id = any(array(select event_id from given))
      order by id for key share
    ), made as (
      insert into deliveries (workspace_id, id, event_id, endpoint_id, ordering_key, due_at, created_at)
      select ${workspaceId}, g.id, g.event_id, m.endpoint_id, g.ordering_key, ${now}, ${now}
      from moved m cross join given g join chosen c on c.id = g.event_id
      on conflict (workspace_id, id) do nothing
      returning id, event_id, endpoint_id
    )
    insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, after)
    select ${workspaceId}, m.id, m.event_id, m.endpoint_id, c.account_id, 'waiting' from made m join chosen c on c.id = m.event_id`,
)

/** Stores the deliveries of one step together with how far the replay got. */
export async function advanceReplay(
  database: Database,
  workspaceId: string,
  job: ReplayJob,
  { cursor, deliveries, done, dueAt }: ReplayStep,
  now: number,
): Promise<void> {
  const count = deliveries.length
  await database.hot(
    ADVANCE,
    ADVANCE.values({
      workspaceId,
      id: job.id,
      from: job.cursor,
      cursor,
      count,
      done,
      now: new Date(now),
      dueAt,
      deliveries,
    }),
  )
}

/** The statements that end leases of replays. */
export const RELEASE_REPLAYS = releaseStatements({ table: 'replays', id: 'id', open: "state = 'running'" })
