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
  /** By the platform's id, by the hub's own id, or only because it is being sent or has an unknown outcome. */
  readonly match: 'known' | 'own' | 'flight'
  readonly id: string
  readonly accountId: string
  readonly conversationKey: string
  readonly type: string
  readonly content: string
  readonly replyTo: string | undefined
  readonly sentBy: string
  readonly status: string
  /** Its call was not answered yet. */
  readonly beingSent: boolean
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
  being_sent: boolean
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
        and m.account_id = i.account_id and m.platform_message_id = i.platform_message_id and m.fingerprint is not null
      union all
      select i.index, 'own', m.id from input i join messages m on m.workspace_id = ${workspaceId} and m.id = i.own_id
        and m.account_id = i.account_id and m.platform_message_id is null
      union all
      select distinct i.index, 'flight', m.id from input i join steps s on s.workspace_id = ${workspaceId}
        and s.account_id = i.account_id and s.state in ('running', 'unknown') and s.started_at <= i.before
        join messages m on m.workspace_id = ${workspaceId} and m.id = s.message_id
        and m.platform_message_id is null and m.created_at > now() - interval '1 day'
        and (i.conversation is null or i.conversation in (m.conversation_key, m.recipient))
    )
    select f.index, f.match, m.id, m.account_id, m.conversation_key, m.type, m.content, m.reply_to, m.sent_by, m.status,
      exists (select 1 from steps s where s.workspace_id = ${workspaceId} and s.message_id = m.id and s.state = 'running') as being_sent,
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
    beingSent: row.being_sent,
    lastInboundAt: row.last_inbound_at ?? undefined,
    lastMessageId: row.last_message_id ?? undefined,
  }))
}
