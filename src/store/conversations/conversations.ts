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

/** Gives the reply token of a message that was not sent back to its conversation, while it lives and is the newest. */
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
