import { invalid } from '../codes/input.ts'
import { refusal, refusalWith } from '../codes/refusals.ts'
import { toPublicId } from '../events/ids.ts'
import { platformName } from '../platforms/index.ts'
import type { MessagingFacet } from '../platforms/messaging.ts'
import { accountToSendFrom } from '../store/accounts/read.ts'
import { type ConversationRow, findConversation } from '../store/conversations/conversations.ts'
import type { Executor } from '../store/database.ts'
import { findQuoteToken } from '../store/messages/messages.ts'
import { checkContent, checkMessage } from './check.ts'
import type { SendAccounts } from './clients.ts'
import type { SendRequest } from './request.ts'
import { windowFault, windowOf } from './window.ts'

/** What is known of a message that may be sent. */
export interface Admitted {
  readonly platform: string
  readonly messaging: MessagingFacet
  /** As the platform writes it. */
  readonly recipient: string
  /** Undefined: the person was not heard of before. */
  readonly conversation: ConversationRow | undefined
  readonly quoteToken: string | undefined
  readonly at: Date
}

/** @throws HubError when the account, the platform's rules or its window for answers do not allow the message. */
export async function admit(db: Executor, clients: SendAccounts, request: SendRequest, id: string): Promise<Admitted> {
  const { workspaceId, accountId, content, replyTo, humanAgent } = request
  const account = await accountToSendFrom(db, workspaceId, accountId)
  if (!account) throw refusal('no_account', { id: toPublicId('account', accountId) })
  const messaging = clients.messaging(account.platform)
  if (!messaging) throw refusal('sending', { platform: platformName(account.platform) })
  checkContent(account.platform, messaging.capabilities, content, replyTo)
  if (account.state !== 'connected') throw refusal('account_not_connected', { state: account.state })

  const recipient = messaging.recipient(request.to)
  const conversation = await findConversation(db, workspaceId, accountId, recipient)
  const at = new Date()
  const window = windowOf(messaging.window, conversation?.last_inbound_at ?? undefined, account.since, at)
  const fault = windowFault(messaging, content.type, humanAgent, window, at)
  if (fault !== undefined) throw refusalWith(fault.code, fault.params, {})

  const quoteToken = await quoteTokenOf(db, request, messaging, conversation)
  checkMessage(messaging, { to: recipient, content, humanAgent, idempotencyKey: id, replyTo, quoteToken })
  return { platform: account.platform, messaging, recipient, conversation, quoteToken, at }
}

async function quoteTokenOf(
  db: Executor,
  { workspaceId, accountId, replyTo, quoteToken }: SendRequest,
  { quotesByToken }: MessagingFacet,
  conversation: ConversationRow | undefined,
): Promise<string | undefined> {
  if (!quotesByToken || replyTo === undefined || quoteToken !== undefined) return quoteToken
  if (conversation?.last_message_id === replyTo && conversation.quote_token) return conversation.quote_token
  const found = await findQuoteToken(db, workspaceId, accountId, replyTo)
  if (found === undefined) throw invalid('body/replyTo', 'no_quote_token')
  return found
}
