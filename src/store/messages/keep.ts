import { rows, statement } from '../batch.ts'
import type { Runner } from '../database.ts'
import { keepLastEdit } from '../edited.ts'
import type { MessageFacts } from './facts.ts'

interface FactsRow {
  readonly id: string
  readonly accountId: string
  readonly platform: string
  readonly conversationId: string | undefined
  readonly platformMessageId: string
  readonly direction: 'in' | 'out' | undefined
  readonly saidAt: Date | undefined
  readonly kind: string | undefined
  readonly text: string | undefined
  readonly textAt: Date | undefined
  readonly attachments: string | undefined
  readonly attachmentsAt: Date | undefined
  readonly sender: string | undefined
  readonly replyTo: string | undefined
  readonly quotableBy: string | undefined
  readonly history: boolean
  readonly eventId: string | undefined
  readonly editedAt: Date | undefined
  readonly deletedAt: Date | undefined
  readonly deliveredAt: Date | undefined
  readonly readAt: Date | undefined
  readonly failedAt: Date | undefined
  readonly errorKind: string | undefined
  readonly errorCode: string | undefined
  readonly errorMessage: string | undefined
  readonly errorRetryable: boolean | undefined
  /** JSON text. */
  readonly reactions: string | undefined
}

const FACTS = rows<FactsRow>({
  id: 'uuid',
  accountId: 'uuid',
  platform: 'text',
  conversationId: 'uuid',
  platformMessageId: 'text',
  direction: 'text',
  saidAt: 'timestamptz',
  kind: 'text',
  text: 'text',
  textAt: 'timestamptz',
  attachments: 'text',
  attachmentsAt: 'timestamptz',
  sender: 'text',
  replyTo: 'text',
  quotableBy: 'text',
  history: 'bool',
  eventId: 'uuid',
  editedAt: 'timestamptz',
  deletedAt: 'timestamptz',
  deliveredAt: 'timestamptz',
  readAt: 'timestamptz',
  failedAt: 'timestamptz',
  errorKind: 'text',
  errorCode: 'text',
  errorMessage: 'text',
  errorRetryable: 'bool',
  reactions: 'text',
})

/** How far a message got. What the hub itself has still to send goes by its own states. */
const STATUS = `case
        when m.status in ('queued', 'cancelled') then m.status
        when coalesce(m.direction, excluded.direction) = 'in' then 'received'
        when coalesce(m.read_at, excluded.read_at) is not null then 'read'
        when coalesce(m.delivered_at, excluded.delivered_at) is not null then 'delivered'
        when coalesce(m.failed_at, excluded.failed_at) is not null then 'failed'
        when coalesce(m.direction, excluded.direction) = 'out' then 'sent'
        else 'unseen' end`

/** What only the message itself says. */
const FIRST = [
  'conversation_id',
  'direction',
  'said_at',
  'kind',
  'sender',
  'reply_to',
  'quotable_by',
  'event_id',
] as const
const first = (column: string) => `${column} = coalesce(m.${column}, excluded.${column})`

/** A message that arrived did not fail; of several failures the first one counts. */
const FAILURE = ['failed_at', 'error_kind', 'error_code', 'error_message', 'error_retryable'] as const
const NOT_ARRIVED = 'g.delivered_at is null and g.read_at is null'
const failure = (column: string) => `${column} = case
        when coalesce(m.delivered_at, m.read_at, excluded.delivered_at, excluded.read_at) is not null then null
        when excluded.failed_at < coalesce(m.failed_at, 'infinity') then excluded.${column} else m.${column} end`

// The conversations of the batch are locked first, as `lockConversations` does it. Messages go in the order of their key, so
// that two batches cannot deadlock.
const KEEP = statement(
  'keep_messages',
  { workspaceId: 'uuid', conversationIds: 'uuid[]', facts: FACTS },
  ({ workspaceId, conversationIds, facts }) => `with given as materialized (
      select * from ${facts.as('f')}
    ), locked as materialized (
      select c.id, coalesce(c.merged_into, c.id) as target from (select unnest(${conversationIds}) as id order by 1) g
      cross join lateral (select id, merged_into from conversations where workspace_id = ${workspaceId} and id = g.id for update) c
    )
    insert into messages as m (workspace_id, id, account_id, platform, conversation_id, platform_message_id, direction, said_at,
      kind, text, text_at, attachments, attachments_at, sender, reply_to, quotable_by, history, event_id, edited_at, deleted_at,
      delivered_at, read_at, failed_at, error_kind, error_code, error_message, error_retryable, reactions, status)
    select ${workspaceId}, g.id, g.account_id, g.platform, l.target, g.platform_message_id, g.direction, g.said_at, g.kind,
      case when g.deleted_at is null then g.text end, g.text_at, case when g.deleted_at is null then g.attachments end,
      g.attachments_at, g.sender, g.reply_to, g.quotable_by, g.history, g.event_id, g.edited_at, g.deleted_at,
      g.delivered_at, g.read_at, ${FAILURE.map((column) => `case when ${NOT_ARRIVED} then g.${column} end`).join(', ')},
      g.reactions::jsonb,
      case when g.direction = 'in' then 'received' when g.read_at is not null then 'read'
        when g.delivered_at is not null then 'delivered' when g.failed_at is not null then 'failed'
        when g.direction = 'out' then 'sent' else 'unseen' end
    from given g left join locked l on l.id = g.conversation_id
    order by g.account_id, g.platform_message_id
    on conflict (workspace_id, account_id, platform_message_id) where platform_message_id is not null do update set
      ${FIRST.map(first).join(', ')},
      history = m.history or excluded.history,
      ${keepLastEdit('text')},
      ${keepLastEdit('attachments')},
      edited_at = greatest(m.edited_at, excluded.edited_at),
      deleted_at = least(m.deleted_at, excluded.deleted_at),
      delivered_at = least(m.delivered_at, excluded.delivered_at),
      read_at = least(m.read_at, excluded.read_at),
      ${FAILURE.map(failure).join(', ')},
      reactions = case when excluded.reactions is null then m.reactions when m.reactions is null then excluded.reactions else (
        select jsonb_object_agg(r.by, r.what) from (
          select distinct on (by) by, what from (
            select * from jsonb_each(m.reactions) as x(by, what) union all select * from jsonb_each(excluded.reactions) as y(by, what)
          ) both_of order by by, what->>'at' desc, coalesce(what->>'emoji', '') collate "C" desc) r) end,
      status = ${STATUS}`,
)

/** Writes what is known of messages, each message once, and locks the conversations of the batch. */
export function keepMessages(
  run: Runner,
  workspaceId: string,
  conversationIds: readonly string[],
  facts: readonly MessageFacts[],
): Promise<unknown> {
  return run(KEEP, KEEP.values({ workspaceId, conversationIds, facts: facts.map(rowOf) }))
}

function rowOf({ said, text, attachments, failure, reactions, ...facts }: MessageFacts): FactsRow {
  return {
    id: facts.id,
    accountId: facts.accountId,
    platform: facts.platform,
    conversationId: facts.conversationId,
    platformMessageId: facts.platformMessageId,
    direction: said?.direction,
    saidAt: said?.at,
    kind: said?.kind,
    text: text?.value,
    textAt: text?.at,
    attachments: attachments?.value,
    attachmentsAt: attachments?.at,
    sender: said?.sender,
    replyTo: said?.replyTo,
    quotableBy: said?.quotableBy,
    history: said?.history ?? false,
    eventId: said?.eventId,
    editedAt: facts.editedAt,
    deletedAt: facts.deletedAt,
    deliveredAt: facts.deliveredAt,
    readAt: facts.readAt,
    failedAt: failure?.at,
    errorKind: failure?.kind,
    errorCode: failure?.code,
    errorMessage: failure?.message,
    errorRetryable: failure?.retryable,
    reactions: reactions && JSON.stringify(reactions),
  }
}
