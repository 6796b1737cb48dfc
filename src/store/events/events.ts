import { sql } from 'kysely'
import type { Executor } from '../database.ts'
import { type EventFilter, type EventRow, eventColumns, residueOf } from './rows.ts'

/** One event with the platform's own payload, or undefined. */
export async function findEvent(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<(EventRow & { raw: string; dedup_key: string }) | undefined> {
  const { rows } = await sql<EventRow & { raw: string; dedup_key: string }>`
    select ${eventColumns()}, w.raw from events w where w.workspace_id = ${workspaceId} and w.id = ${id}`.execute(
    executor,
  )
  return rows[0]
}

/** What a list says of events, oldest first. */
export async function findEvents(executor: Executor, workspaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await executor
    .selectFrom('events')
    .select(['id', 'type', 'occurred_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
}

export interface EventWalk {
  readonly rows: EventRow[]
  /** The last id looked at: where the next walk starts. */
  readonly reached: string | undefined
  /** Whether there may be more below the horizon. */
  readonly more: boolean
}

/**
 * Events after `after` and below `below`, oldest first; looks at no more than `scan` rows, so that a filter which keeps
 * little never makes a long query. With `dataLength` only so many characters of `data` are read.
 */
export async function walkEvents(
  executor: Executor,
  workspaceId: string,
  range: { after: string; below: string; scan: number },
  filter: Pick<EventFilter, 'types' | 'platform' | 'accountId'>,
  dataLength?: number,
): Promise<EventWalk> {
  const walked = sql`select e.* from events e
    where e.workspace_id = ${workspaceId} and e.id > ${range.after}::uuid and e.id < ${range.below}::uuid
    order by e.id limit ${sql.lit(range.scan)}`
  // The edge first: an event that commits in between is then seen by the next walk, never skipped.
  const { rows: ids } = await sql<{ id: string; count: number }>`
    select w.id, (count(*) over ())::int as count from (
      select e.id from events e
      where e.workspace_id = ${workspaceId} and e.id > ${range.after}::uuid and e.id < ${range.below}::uuid
      order by e.id limit ${sql.lit(range.scan)}) w order by w.id desc limit 1`.execute(executor)
  const edge = ids[0]
  if (!edge) return { rows: [], reached: undefined, more: false }
  const { rows } = await sql<EventRow>`
    select ${eventColumns(dataLength)} from (${walked}) w
    where w.id <= ${edge.id}::uuid and ${residueOf(filter) ?? sql`true`} order by w.id`.execute(executor)
  return { rows, reached: edge.id, more: edge.count >= range.scan }
}

/** Puts an event back into the queue, due now. @returns false when it is pending already, or gone. */
export async function requeueEvent(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  // The lock keeps retention from the event; a queue row that was there (xmax is not 0) was not counted as routed.
  const { rows } = await sql<{ event_id: string }>`
    with event as (
      select id, account_id from events where workspace_id = ${workspaceId} and id = ${id} for no key update
    ), queued as (
      insert into event_queue (workspace_id, event_id, due_at) select ${workspaceId}::uuid, id, now() from event
      on conflict (workspace_id, event_id) do update set state = 'pending', due_at = now(), attempts = 0, error = null
        where event_queue.state = 'failed'
      returning event_id, xmax = 0 as made
    ), counted as (
      insert into delivery_changes (workspace_id, event_id, account_id, routed)
      select ${workspaceId}::uuid, e.id, e.account_id, -1 from event e join queued q on q.event_id = e.id where q.made
    )
    select event_id from queued`.execute(executor)
  return rows.length > 0
}

/** Replaces what an event was understood as; its id, account, raw payload and time of receipt stay. */
export async function rewriteEvent(
  executor: Executor,
  workspaceId: string,
  id: string,
  event: {
    type: string
    dedupKey: string
    occurredAt: Date
    senderId: string | undefined
    conversationKey: string | undefined
    data: string
  },
): Promise<void> {
  await sql`
    with old as (
      select id, account_id, platform, type from events where workspace_id = ${workspaceId} and id = ${id} for update
    ), rewritten as (
      update events e set type = ${event.type}, dedup_key = ${event.dedupKey}, occurred_at = ${event.occurredAt},
        sender_id = ${event.senderId ?? null}, conversation_key = ${event.conversationKey ?? null}, data = ${event.data}
      from old where e.workspace_id = ${workspaceId} and e.id = old.id
    )
    insert into event_changes (workspace_id, id, account_id, platform, type, n)
    select ${workspaceId}::uuid, id, account_id, platform, type, -1 from old
    union all
    select ${workspaceId}::uuid, id, account_id, platform, ${event.type}::text, 1 from old`.execute(executor)
}

/** The event that holds a unique key, if any. */
export async function eventWithKey(executor: Executor, workspaceId: string, dedupKey: string) {
  return await executor
    .selectFrom('events')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('dedup_key', '=', dedupKey)
    .executeTakeFirst()
}

/** Marks an event handled by its consumer; the first time counts. @returns that time, or undefined when there is no such event. */
export async function markHandled(executor: Executor, workspaceId: string, id: string): Promise<Date | undefined> {
  const { rows } = await sql<{ handled_at: Date }>`
    update events set handled_at = coalesce(handled_at, now())
    where workspace_id = ${workspaceId} and id = ${id} returning handled_at`.execute(executor)
  return rows[0]?.handled_at
}

/** Stores an event that the hub makes itself, already processed. */
export async function insertHubEvent(
  executor: Executor,
  workspaceId: string,
  event: { id: string; dedupKey: string; type: string; at: Date; data: string },
): Promise<void> {
  await executor
    .insertInto('events')
    .values({
      workspace_id: workspaceId,
      id: event.id,
      platform: 'hub',
      account_id: null,
      type: event.type,
      dedup_key: event.dedupKey,
      occurred_at: event.at,
      received_at: event.at,
      sender_id: null,
      conversation_key: null,
      data: event.data,
      raw: event.data,
      handled_at: null,
    })
    .execute()
  await executor
    .insertInto('event_changes')
    .values({ workspace_id: workspaceId, id: event.id, account_id: null, platform: 'hub', type: event.type, n: 1 })
    .execute()
  await executor
    .insertInto('delivery_changes')
    .values({ workspace_id: workspaceId, event_id: event.id, routed: 1 })
    .execute()
}
