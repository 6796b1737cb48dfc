import { type RawBuilder, sql } from 'kysely'
import { floorUuid } from '../events/ids.ts'
import type { Executor } from './database.ts'
import { likePattern, type Page, type PageRequest, readFiltered } from './page.ts'

export type EventStatus = 'pending' | 'processed' | 'failed'

export interface EventFilter {
  /** Exact types; empty: none match. */
  readonly types?: readonly string[]
  readonly platform?: string
  readonly accountId?: string
  readonly status?: EventStatus
  /** Whether the consumer marked it handled. */
  readonly handled?: boolean
  readonly since?: Date
  readonly until?: Date
  /** Text somewhere in `data`. */
  readonly text?: string
}

export interface EventRow {
  readonly workspace_id: string
  readonly id: string
  readonly platform: string
  readonly type: string
  readonly occurred_at: Date
  readonly received_at: Date
  readonly sender_id: string | null
  readonly conversation_key: string | null
  readonly data: string
  readonly handled_at: Date | null
  readonly account_id: string | null
  readonly account_external_id: string | null
  readonly account_username: string | null
  readonly status: EventStatus
  readonly attempts: number
  readonly error: string | null
}

const COLUMNS = sql`w.workspace_id, w.id, w.platform, w.type, w.occurred_at, w.received_at, w.sender_id, w.conversation_key, w.data,
  w.handled_at, w.account_id, w.dedup_key,
  (select a.external_id from accounts a where a.workspace_id = w.workspace_id and a.id = w.account_id) as account_external_id,
  (select a.username from accounts a where a.workspace_id = w.workspace_id and a.id = w.account_id) as account_username,
  coalesce((select q.state from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id), 'processed') as status,
  coalesce((select q.attempts from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id), 0) as attempts,
  (select q.error from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id) as error`

/** A page of events, newest first. */
export async function listEvents(
  executor: Executor,
  workspaceId: string,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<EventRow>> {
  if (filter.types?.length === 0) return { rows: [], next: undefined }
  const range = idRange(sql`e.id`, filter, page.before)
  const mine = sql`e.workspace_id = ${workspaceId}`
  const walk = (limit: RawBuilder<unknown>) => {
    if (filter.status === 'pending' || filter.status === 'failed') {
      const queued = idRange(sql`q.event_id`, filter, page.before)
      return sql`select e.* from (
          select q.event_id from event_queue q where q.workspace_id = ${workspaceId} and q.state = ${filter.status} and ${queued}
          order by q.event_id desc limit ${limit}) q
        join events e on ${mine} and e.id = q.event_id order by e.id desc`
    }
    if (filter.accountId !== undefined)
      return sql`select e.* from events e where ${mine} and e.account_id = ${filter.accountId} and ${range} order by e.id desc limit ${limit}`
    if (filter.types !== undefined)
      return sql`select e.* from unnest(${[...filter.types]}::text[]) as t(type)
        cross join lateral (select * from events e where ${mine} and e.type = t.type and ${range} order by e.id desc limit ${limit}) e
        order by e.id desc limit ${limit}`
    return sql`select e.* from events e where ${mine} and ${range} order by e.id desc limit ${limit}`
  }
  return await readFiltered<EventRow>(executor, walk, COLUMNS, residue(filter), page.limit)
}

function residue(filter: EventFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  if (filter.types) parts.push(sql`w.type = any(${[...filter.types]}::text[])`)
  if (filter.platform) parts.push(sql`w.platform = ${filter.platform}`)
  if (filter.handled !== undefined)
    parts.push(filter.handled ? sql`w.handled_at is not null` : sql`w.handled_at is null`)
  if (filter.status === 'processed')
    parts.push(
      sql`not exists (select 1 from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id)`,
    )
  if (filter.text) parts.push(sql`w.data ilike ${likePattern(filter.text)}`)
  return sql.join(parts, sql` and `)
}

function idRange(column: RawBuilder<unknown>, filter: EventFilter, before: string | undefined): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  if (before) parts.push(sql`${column} < ${before}::uuid`)
  if (filter.since) parts.push(sql`${column} >= ${floorUuid(filter.since)}::uuid`)
  if (filter.until) parts.push(sql`${column} < ${floorUuid(filter.until)}::uuid`)
  return sql.join(parts, sql` and `)
}

/** One event with the platform's own payload, or undefined. */
export async function findEvent(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<(EventRow & { raw: string; dedup_key: string }) | undefined> {
  const { rows } = await sql<EventRow & { raw: string; dedup_key: string }>`
    select ${COLUMNS}, w.raw from events w where w.workspace_id = ${workspaceId} and w.id = ${id}`.execute(executor)
  return rows[0]
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
 * little never makes a long query.
 */
export async function walkEvents(
  executor: Executor,
  workspaceId: string,
  range: { after: string; below: string; scan: number },
  filter: Pick<EventFilter, 'types' | 'platform' | 'accountId'>,
): Promise<EventWalk> {
  const walked = sql`select e.* from events e
    where e.workspace_id = ${workspaceId} and e.id > ${range.after}::uuid and e.id < ${range.below}::uuid
    order by e.id limit ${sql.lit(range.scan)}`
  const account = filter.accountId ? sql`w.account_id = ${filter.accountId}` : sql`true`
  // The edge first: an event that commits in between is then seen by the next walk, never skipped.
  const { rows: ids } = await sql<{ id: string; count: number }>`
    select w.id, (count(*) over ())::int as count from (
      select e.id from events e
      where e.workspace_id = ${workspaceId} and e.id > ${range.after}::uuid and e.id < ${range.below}::uuid
      order by e.id limit ${sql.lit(range.scan)}) w order by w.id desc limit 1`.execute(executor)
  const edge = ids[0]
  if (!edge) return { rows: [], reached: undefined, more: false }
  const { rows } = await sql<EventRow>`
    select ${COLUMNS} from (${walked}) w
    where w.id <= ${edge.id}::uuid and ${residue({ types: filter.types, platform: filter.platform })} and ${account}
    order by w.id`.execute(executor)
  return { rows, reached: edge.id, more: edge.count >= range.scan }
}

/** Puts an event back into the queue, due now. @returns false when it is pending already. */
export async function requeueEvent(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ event_id: string }>`
    insert into event_queue (workspace_id, event_id, due_at) values (${workspaceId}, ${id}, now())
    on conflict (workspace_id, event_id) do update set state = 'pending', due_at = now(), attempts = 0, error = null
      where event_queue.state = 'failed'
    returning event_id`.execute(executor)
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
  await executor
    .updateTable('events')
    .set({
      type: event.type,
      dedup_key: event.dedupKey,
      occurred_at: event.occurredAt,
      sender_id: event.senderId ?? null,
      conversation_key: event.conversationKey ?? null,
      data: event.data,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
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
}
