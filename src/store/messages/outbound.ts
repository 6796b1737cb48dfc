import { textArray, timestamptzArray, uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'

/** An event that may be about a message the hub sent. */
export interface OutboundClue {
  /** Its place in the list given. */
  readonly index: number
  readonly accountId: string
  readonly platformMessageId: string | undefined
  /** The hub's own id of the message, when the platform gave it back. */
  readonly ownId: string | undefined
  /** Only messages of this conversation come into question; undefined: of any. */
  readonly conversation: string | undefined
  /** Only messages whose sending began before. */
  readonly before: Date
}

export interface OutboundMatch {
  readonly index: number
  /** By the platform's id, by the hub's own id, or only because it is under way or has an unknown outcome. */
  readonly match: 'known' | 'own' | 'flight'
  readonly id: string
  readonly accountId: string
  readonly conversationKey: string
  readonly type: string
  readonly content: string
  readonly replyTo: string | undefined
  readonly sentBy: string
  readonly status: string
  readonly lastInboundAt: Date | undefined
  readonly lastMessageId: string | undefined
}

interface MatchRow {
  index: number
  match: OutboundMatch['match']
  id: string
  account_id: string
  conversation_key: string
  type: string
  content: string
  reply_to: string | null
  sent_by: string
  status: string
  last_inbound_at: Date | null
  last_message_id: string | null
}

const FIND = {
  name: 'find_outbound',
  text: `with input as (
      select * from unnest($2::int4[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[])
        as i(index, account_id, mid, own, conversation, before)
    ), found as (
      select i.index, 'known' as match, m.id from input i join messages m on m.workspace_id = $1::uuid
        and m.account_id = i.account_id and m.platform_message_id = i.mid
      union all
      select i.index, 'own', m.id from input i join messages m on m.workspace_id = $1::uuid and m.id = i.own
        and m.account_id = i.account_id and m.platform_message_id is null
      union all
      select i.index, 'flight', m.id from input i join messages m on m.workspace_id = $1::uuid
        and m.account_id = i.account_id and (m.status = 'sending' or m.outcome_unknown)
        and m.platform_message_id is null and m.started_at <= i.before and m.created_at > now() - interval '1 day'
        and (i.conversation is null or i.conversation in (m.conversation_key, m.recipient))
    )
    select f.index, f.match, m.id, m.account_id, m.conversation_key, m.type, m.content, m.reply_to, m.sent_by, m.status,
      c.last_inbound_at, c.last_message_id
    from found f join messages m on m.workspace_id = $1::uuid and m.id = f.id
      left join conversations c on c.workspace_id = $1::uuid and c.account_id = m.account_id and c.key = m.conversation_key
    order by f.index, m.id`,
}

/** The messages of the hub that events may be about. */
export async function findOutbound(
  database: Database,
  workspaceId: string,
  clues: readonly OutboundClue[],
): Promise<OutboundMatch[]> {
  const rows = await database.hot<MatchRow>(FIND, [
    workspaceId,
    clues.map((clue) => clue.index),
    uuidArray(clues.map((clue) => clue.accountId)),
    textArray(clues.map((clue) => clue.platformMessageId)),
    uuidArray(clues.map((clue) => clue.ownId)),
    textArray(clues.map((clue) => clue.conversation)),
    timestamptzArray(clues.map((clue) => clue.before)),
  ])
  return rows.map((row) => ({
    index: row.index,
    match: row.match,
    id: row.id,
    accountId: row.account_id,
    conversationKey: row.conversation_key,
    type: row.type,
    content: row.content,
    replyTo: row.reply_to ?? undefined,
    sentBy: row.sent_by,
    status: row.status,
    lastInboundAt: row.last_inbound_at ?? undefined,
    lastMessageId: row.last_message_id ?? undefined,
  }))
}

/** How far a message got, as the platform says. */
export interface StatusMove {
  readonly id: string
  readonly deliveredAt: Date | undefined
  readonly readAt: Date | undefined
  readonly failure:
    | {
        readonly at: Date
        readonly kind: string
        readonly code: string | undefined
        readonly message: string | undefined
        readonly retryable: boolean
      }
    | undefined
}

// Only forward: what is read stays read, and what failed stays failed.
const MOVE = {
  name: 'move_statuses',
  text: `update messages m set
      status = case
        when m.status in ('failed', 'cancelled') then m.status
        when i.read_at is not null or m.status = 'read' then 'read'
        when i.delivered_at is not null or m.status = 'delivered' then 'delivered'
        when i.failed_at is not null then 'failed'
        else m.status end,
      delivered_at = coalesce(m.delivered_at, i.delivered_at),
      read_at = coalesce(m.read_at, i.read_at),
      failed_at = case when m.status in ('delivered', 'read') then m.failed_at else coalesce(m.failed_at, i.failed_at) end,
      error_kind = case when i.failed_at is not null and m.status = 'sent' then i.error_kind else m.error_kind end,
      error_code = case when i.failed_at is not null and m.status = 'sent' then i.error_code else m.error_code end,
      error_message = case when i.failed_at is not null and m.status = 'sent' then i.error_message else m.error_message end,
      error_retryable = case when i.failed_at is not null and m.status = 'sent' then i.retryable else m.error_retryable end
    from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::bool[])
      as i(id, delivered_at, read_at, failed_at, error_kind, error_code, error_message, retryable)
    where m.workspace_id = $1::uuid and m.id = i.id`,
}

/** Moves messages forward; each id once. */
export async function moveStatuses(
  database: Database,
  workspaceId: string,
  moves: readonly StatusMove[],
): Promise<void> {
  const sorted = moves.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await database.hot(MOVE, [
    workspaceId,
    uuidArray(sorted.map((move) => move.id)),
    timestamptzArray(sorted.map((move) => move.deliveredAt)),
    timestamptzArray(sorted.map((move) => move.readAt)),
    timestamptzArray(sorted.map((move) => move.failure?.at)),
    textArray(sorted.map((move) => move.failure?.kind)),
    textArray(sorted.map((move) => move.failure?.code)),
    textArray(sorted.map((move) => move.failure?.message)),
    sorted.map((move) => move.failure?.retryable ?? null),
  ])
}

/** Everything sent to a conversation up to a moment was delivered or read. */
export interface Watermark {
  readonly accountId: string
  readonly conversation: string
  readonly until: Date
  readonly status: 'delivered' | 'read'
  readonly at: Date
}

const MOVE_UNTIL = {
  name: 'move_statuses_until',
  text: `update messages m set
      status = i.status,
      delivered_at = case when i.status = 'delivered' then coalesce(m.delivered_at, i.at) else m.delivered_at end,
      read_at = case when i.status = 'read' then i.at else m.read_at end
    from (
      select distinct on (account_id, conversation, status) *
      from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::timestamptz[])
        as t(account_id, conversation, until, status, at)
      order by account_id, conversation, status, until desc
    ) as i
    where m.workspace_id = $1::uuid and m.account_id = i.account_id and m.conversation_key = i.conversation
      and m.status in ('sent', 'delivered') and (m.status = 'sent' or i.status = 'read')
      and m.started_at <= i.until and m.created_at > i.until - interval '30 days'`,
}

/** Moves everything forward that a platform reports by its time. */
export async function moveStatusesUntil(
  database: Database,
  workspaceId: string,
  marks: readonly Watermark[],
): Promise<void> {
  for (const status of ['delivered', 'read'] as const) {
    const given = marks.filter((mark) => mark.status === status)
    if (given.length === 0) continue
    await database.hot(MOVE_UNTIL, [
      workspaceId,
      uuidArray(given.map((mark) => mark.accountId)),
      textArray(given.map((mark) => mark.conversation)),
      timestamptzArray(given.map((mark) => mark.until)),
      given.map(() => status),
      timestamptzArray(given.map((mark) => mark.at)),
    ])
  }
}

const DEFER = {
  name: 'defer_events',
  text: `update event_queue set due_at = now() + $3::int4 * interval '1 millisecond'
    where workspace_id = $1::uuid and event_id = any($2::uuid[]) and state = 'pending'`,
}

/** Lets events wait: they are processed after `ms`. */
export async function deferEvents(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
  ms: number,
): Promise<void> {
  await database.hot(DEFER, [workspaceId, uuidArray(ids), ms])
}

const READ_AGAIN = {
  name: 'read_events_again',
  text: 'select id, type, data from events where workspace_id = $1::uuid and id = any($2::uuid[])',
}

/** What events say now. */
export async function readEventsAgain(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, { type: string; data: string }>> {
  const rows = await database.hot<{ id: string; type: string; data: string }>(READ_AGAIN, [workspaceId, uuidArray(ids)])
  return new Map(rows.map((row) => [row.id, row]))
}
