import { rows, statement } from '../batch.ts'
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

const FIND = statement(
  'find_outbound',
  {
    workspaceId: 'uuid',
    clues: rows<OutboundClue>({
      index: 'int4',
      accountId: 'uuid',
      platformMessageId: 'text',
      ownId: 'uuid',
      conversation: 'text',
      before: 'timestamptz',
    }),
  },
  ({ workspaceId, clues }) => `with input as (
      select * from ${clues.as('i')}
    ), found as (
      select i.index, 'known' as match, m.id from input i join messages m on m.workspace_id = ${workspaceId}
        and m.account_id = i.account_id and m.platform_message_id = i.platform_message_id
      union all
      select i.index, 'own', m.id from input i join messages m on m.workspace_id = ${workspaceId} and m.id = i.own_id
        and m.account_id = i.account_id and m.platform_message_id is null
      union all
      select i.index, 'flight', m.id from input i join messages m on m.workspace_id = ${workspaceId}
        and m.account_id = i.account_id and (m.status = 'sending' or m.outcome_unknown)
        and m.platform_message_id is null and m.started_at <= i.before and m.created_at > now() - interval '1 day'
        and (i.conversation is null or i.conversation in (m.conversation_key, m.recipient))
    )
    select f.index, f.match, m.id, m.account_id, m.conversation_key, m.type, m.content, m.reply_to, m.sent_by, m.status,
      c.last_inbound_at, c.last_message_id
    from found f join messages m on m.workspace_id = ${workspaceId} and m.id = f.id
      left join conversations c on c.workspace_id = ${workspaceId} and c.account_id = m.account_id and c.key = m.conversation_key
    order by f.index, m.id`,
)

/** The messages of the hub that events may be about. */
export async function findOutbound(
  database: Database,
  workspaceId: string,
  clues: readonly OutboundClue[],
): Promise<OutboundMatch[]> {
  const found = await database.hot<MatchRow>(FIND, FIND.values({ workspaceId, clues }))
  return found.map((row) => ({
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

/** A status of a message that the platform reports. */
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

interface MoveColumns {
  readonly id: string
  readonly deliveredAt: Date | undefined
  readonly readAt: Date | undefined
  readonly failedAt: Date | undefined
  readonly errorKind: string | undefined
  readonly errorCode: string | undefined
  readonly errorMessage: string | undefined
  readonly retryable: boolean | undefined
}

// Only forward: what is read stays read, and what failed stays failed.
const MOVE = statement(
  'move_statuses',
  {
    workspaceId: 'uuid',
    moves: rows<MoveColumns>({
      id: 'uuid',
      deliveredAt: 'timestamptz',
      readAt: 'timestamptz',
      failedAt: 'timestamptz',
      errorKind: 'text',
      errorCode: 'text',
      errorMessage: 'text',
      retryable: 'bool',
    }),
  },
  ({ workspaceId, moves }) => `update messages m set
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
    from ${moves.as('i')}
    where m.workspace_id = ${workspaceId} and m.id = i.id`,
)

/** Moves messages forward; each id once. */
export async function moveStatuses(
  database: Database,
  workspaceId: string,
  moves: readonly StatusMove[],
): Promise<void> {
  const sorted = moves.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await database.hot(MOVE, MOVE.values({ workspaceId, moves: sorted.map(columnsOf) }))
}

function columnsOf({ id, deliveredAt, readAt, failure }: StatusMove): MoveColumns {
  return {
    id,
    deliveredAt,
    readAt,
    failedAt: failure?.at,
    errorKind: failure?.kind,
    errorCode: failure?.code,
    errorMessage: failure?.message,
    retryable: failure?.retryable,
  }
}

/** Everything sent to a conversation up to a moment was delivered or read. */
export interface Watermark {
  readonly accountId: string
  readonly conversation: string
  readonly until: Date
  readonly status: 'delivered' | 'read'
  readonly at: Date
}

const MOVE_UNTIL = statement(
  'move_statuses_until',
  {
    workspaceId: 'uuid',
    marks: rows<Watermark>({
      accountId: 'uuid',
      conversation: 'text',
      until: 'timestamptz',
      status: 'text',
      at: 'timestamptz',
    }),
  },
  ({ workspaceId, marks }) => `update messages m set
      status = i.status,
      delivered_at = case when i.status = 'delivered' then coalesce(m.delivered_at, i.at) else m.delivered_at end,
      read_at = case when i.status = 'read' then i.at else m.read_at end
    from (
      select distinct on (account_id, conversation, status) *
      from ${marks.as('t')}
      order by account_id, conversation, status, until desc
    ) as i
    where m.workspace_id = ${workspaceId} and m.account_id = i.account_id and m.conversation_key = i.conversation
      and m.status in ('sent', 'delivered') and (m.status = 'sent' or i.status = 'read')
      and m.started_at <= i.until and m.created_at > i.until - interval '30 days'`,
)

/** Moves messages forward up to the times that a platform reports. */
export async function moveStatusesUntil(
  database: Database,
  workspaceId: string,
  marks: readonly Watermark[],
): Promise<void> {
  for (const status of ['delivered', 'read'] as const) {
    const given = marks.filter((mark) => mark.status === status)
    if (given.length > 0) await database.hot(MOVE_UNTIL, MOVE_UNTIL.values({ workspaceId, marks: given }))
  }
}
