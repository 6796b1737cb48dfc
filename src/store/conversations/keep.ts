import { rows, statement } from '../batch.ts'
import type { Runner } from '../database.ts'

/** What the person of a conversation did, as far as sending goes by it. */
export interface ConversationNews {
  readonly conversationId: string
  /** What opens the window for answers. */
  readonly inboundAt: Date | undefined
  /** The newest message of the person. */
  readonly message: { readonly id: string; readonly at: Date; readonly quoteToken: string | undefined } | undefined
  readonly replyToken: { readonly token: string; readonly at: Date; readonly until: Date } | undefined
  /** When the account wrote. */
  readonly outboundAt: Date | undefined
  /** Messages came, or were taken back: they are counted again. */
  readonly counts: boolean
}

interface NewsRow {
  readonly id: string
  readonly inboundAt: Date | undefined
  readonly messageId: string | undefined
  readonly messageAt: Date | undefined
  readonly quoteToken: string | undefined
  readonly replyToken: string | undefined
  readonly replyTokenAt: Date | undefined
  readonly replyTokenUntil: Date | undefined
  readonly outboundAt: Date | undefined
  readonly counts: boolean
}

const MESSAGE_IS_NEWER =
  '(t.message_id is not null and (c.last_message_at is null or (t.message_at, t.message_id) > (c.last_message_at, c.last_message_id)))'
const TOKEN_IS_NEWER = "t.reply_token_at > coalesce(c.reply_token_at, '-infinity')"

// Each member moves forward only, so that events in any order, and repeated ones, end in the same state. A conversation that
// was merged meanwhile hands its news to the one it was merged into.
const KEEP = statement(
  'keep_conversations',
  {
    workspaceId: 'uuid',
    news: rows<NewsRow>({
      id: 'uuid',
      inboundAt: 'timestamptz',
      messageId: 'text',
      messageAt: 'timestamptz',
      quoteToken: 'text',
      replyToken: 'text',
      replyTokenAt: 'timestamptz',
      replyTokenUntil: 'timestamptz',
      outboundAt: 'timestamptz',
      counts: 'bool',
    }),
  },
  ({ workspaceId, news }) => `with given as materialized (
      select * from ${news.as('n')}
    ), locked as materialized (
      select c.id, coalesce(c.merged_into, c.id) as target from (select id from given order by id) g
      cross join lateral (select id, merged_into from conversations where workspace_id = ${workspaceId} and id = g.id for update) c
    ), told as (
      select distinct on (l.target) l.target, g.* from given g join locked l on l.id = g.id
      order by l.target, g.inbound_at desc nulls last
    )
    update conversations c set
      last_inbound_at = greatest(c.last_inbound_at, t.inbound_at),
      last_message_id = case when ${MESSAGE_IS_NEWER} then t.message_id else c.last_message_id end,
      quote_token = case when ${MESSAGE_IS_NEWER} then t.quote_token else c.quote_token end,
      last_message_at = greatest(c.last_message_at, t.message_at),
      reply_token = case when ${TOKEN_IS_NEWER} then t.reply_token else c.reply_token end,
      reply_token_until = case when ${TOKEN_IS_NEWER} then t.reply_token_until else c.reply_token_until end,
      reply_token_at = greatest(c.reply_token_at, t.reply_token_at),
      last_outbound_at = greatest(c.last_outbound_at, t.outbound_at),
      unread_count = case when not t.counts then c.unread_count else (
        select count(*) from messages m where m.workspace_id = ${workspaceId} and m.conversation_id = c.id
          and m.said_at > coalesce(greatest(c.last_outbound_at, t.outbound_at), '-infinity')
          and m.direction = 'in' and m.deleted_at is null and not m.history) end
    from told t where c.workspace_id = ${workspaceId} and c.id = t.target`,
)

/** Notes what people did; each conversation once. */
export function keepConversations(
  run: Runner,
  workspaceId: string,
  news: readonly ConversationNews[],
): Promise<unknown> {
  const given = news.map(({ conversationId, inboundAt, message, replyToken, outboundAt, counts }) => ({
    id: conversationId,
    inboundAt,
    messageId: message?.id,
    messageAt: message?.at,
    quoteToken: message?.quoteToken,
    replyToken: replyToken?.token,
    replyTokenAt: replyToken?.at,
    replyTokenUntil: replyToken?.until,
    outboundAt,
    counts,
  }))
  return run(KEEP, KEEP.values({ workspaceId, news: given }))
}

/** One piece of news per conversation: of each the newest. */
export function joinNews(all: readonly ConversationNews[]): ConversationNews[] {
  const joined = new Map<string, ConversationNews>()
  for (const news of all) {
    const known = joined.get(news.conversationId)
    joined.set(news.conversationId, known ? newest(known, news) : news)
  }
  return [...joined.values()]
}

function newest(a: ConversationNews, b: ConversationNews): ConversationNews {
  const message = a.message && b.message && !isNewer(b.message, a.message) ? a.message : (b.message ?? a.message)
  const replyToken =
    a.replyToken && b.replyToken && b.replyToken.at < a.replyToken.at ? a.replyToken : (b.replyToken ?? a.replyToken)
  const inboundAt = a.inboundAt && b.inboundAt && b.inboundAt < a.inboundAt ? a.inboundAt : (b.inboundAt ?? a.inboundAt)
  const outboundAt =
    a.outboundAt && b.outboundAt && b.outboundAt < a.outboundAt ? a.outboundAt : (b.outboundAt ?? a.outboundAt)
  const counts = a.counts || b.counts
  return { conversationId: a.conversationId, inboundAt, message, replyToken, outboundAt, counts }
}

function isNewer(a: { at: Date; id: string }, b: { at: Date; id: string }): boolean {
  return a.at.getTime() === b.at.getTime() ? a.id > b.id : a.at > b.at
}
