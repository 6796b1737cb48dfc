import { type Selectable, sql } from 'kysely'
import type { Executor } from '../database.ts'
import type { ConversationsTable } from '../schema.ts'

export type ConversationRow = Selectable<ConversationsTable>

/** The conversation of an account with the person, or in the group, that goes by this name. */
export async function findConversation(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  name: string,
): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select c.* from identities i
    join conversations c on c.workspace_id = i.workspace_id and c.id = i.conversation_id
    where i.workspace_id = ${workspaceId} and i.account_id = ${accountId} and i.value = ${name}
    order by i.kind limit 1`.execute(executor)
  return rows[0]
}

/** Gives LINE's reply token of a message that was not sent back to its conversation, while it lives and is the newest. */
export async function giveBackReplyToken(
  executor: Executor,
  workspaceId: string,
  message: { accountId: string; conversationKey: string; replyToken: string | undefined },
): Promise<void> {
  if (message.replyToken === undefined) return
  await executor
    .updateTable('conversations')
    .set({ reply_token: message.replyToken })
    .where('workspace_id', '=', workspaceId)
    .where('account_id', '=', message.accountId)
    .where('key', '=', message.conversationKey)
    .where('reply_token', 'is', null)
    .where('reply_token_until', '>', sql<Date>`now()`)
    .execute()
}

const LOOK_BACK = 500

/** LINE's quote token of a message of the conversation, when it is among the newest that the account received. */
export async function findQuoteToken(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ data: string }>`
    select data from (
      select e.data from events e where e.workspace_id = ${workspaceId} and e.account_id = ${accountId}
      order by e.id desc limit ${sql.lit(LOOK_BACK)}) as newest
    where strpos(data, ${JSON.stringify(messageId)}) > 0 and strpos(data, '"quoteToken"') > 0`.execute(executor)
  for (const { data } of rows) {
    const said = JSON.parse(data) as { messageId?: unknown; quoteToken?: unknown }
    if (said.messageId === messageId && typeof said.quoteToken === 'string') return said.quoteToken
  }
  return undefined
}
