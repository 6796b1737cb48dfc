import { invalid } from '../codes/input.ts'
import { refusal, refusalWith } from '../codes/refusals.ts'
import { HubError } from '../errors.ts'
import { newUuid, toPublicId } from '../events/ids.ts'
import type { Directory } from '../inbox/directory.ts'
import { platformName } from '../platforms/index.ts'
import { fingerprint } from '../platforms/key.ts'
import type { MessagingFacet } from '../platforms/messaging.ts'
import type { OutboundContent } from '../platforms/outbound.ts'
import { accountToSendFrom } from '../store/accounts/read.ts'
import { findConversation } from '../store/conversations/conversations.ts'
import type { Database, Executor } from '../store/database.ts'
import { findKey } from '../store/idempotency-keys/keys.ts'
import { askMessage } from '../store/messages/ask.ts'
import { findMessage, findQuoteToken, type MessageRow } from '../store/messages/messages.ts'
import type { MessageChanges } from './changes.ts'
import { checkContent, checkMessage } from './check.ts'
import type { SendAccounts } from './clients.ts'
import { attachmentsOf, wordsOf } from './content.ts'
import { describeWait } from './wait.ts'
import { windowFault, windowOf } from './window.ts'

const LOOK_MS = 250

/** What is asked to be sent. */
export interface SendRequest {
  readonly workspaceId: string
  /** Uuid. */
  readonly accountId: string
  readonly to: string
  readonly content: OutboundContent
  readonly replyTo: string | undefined
  readonly quoteToken: string | undefined
  readonly humanAgent: boolean
  readonly sentBy: string
  readonly idempotencyKey: string | undefined
  /** Everything that makes two requests the same. */
  readonly identity: unknown
}

/** Takes requests to send, and waits for what becomes of them. */
export interface SendDesk {
  /**
   * Queues a message, or finds the one that was queued under the same idempotency key.
   * @throws HubError when it may not be sent; nothing is queued then.
   */
  submit(request: SendRequest): Promise<MessageRow>
  /** The message as it is when it was sent or failed; or as it is when that takes longer than `ms`. */
  settled(row: MessageRow, ms: number): Promise<MessageRow>
}

export function createSendDesk(
  database: Database,
  clients: SendAccounts,
  directory: Directory,
  changes: MessageChanges,
  wake: (workspaceId: string) => void,
): SendDesk {
  const { db } = database

  const submit = async (request: SendRequest): Promise<MessageRow> => {
    const { workspaceId, accountId, idempotencyKey } = request
    const print = fingerprint(request.identity)
    const known = await messageOfKey(db, workspaceId, idempotencyKey, print)
    if (known) return known
    const account = await accountToSendFrom(db, workspaceId, accountId)
    if (!account) throw refusal('no_account', { id: toPublicId('account', accountId) })
    const messaging = clients.messaging(account.platform)
    if (!messaging) throw refusal('sending', { platform: platformName(account.platform) })
    const { capabilities } = messaging
    checkContent(account.platform, capabilities, request.content, request.replyTo)
    if (account.state !== 'connected') throw refusal('account_not_connected', { state: account.state })

    const recipient = messaging.recipient(request.to)
    const conversation = await findConversation(db, workspaceId, accountId, recipient)
    const now = new Date()
    const window = windowOf(messaging.window, conversation?.last_inbound_at ?? undefined, account.since, now)
    const fault = windowFault(messaging, request.content.type, request.humanAgent, window, now)
    if (fault !== undefined) throw refusalWith(fault.code, fault.params, {})

    const id = newUuid()
    const quoteToken = await quoteTokenOf(request, messaging, conversation)
    const { content, replyTo, humanAgent } = request
    checkMessage(messaging, {
      to: recipient,
      content,
      humanAgent,
      idempotencyKey: id,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(quoteToken === undefined ? {} : { quoteToken }),
    })
    const own = conversation ?? (await open(workspaceId, accountId, recipient, messaging, now))
    const asked = {
      id,
      accountId,
      platform: account.platform,
      conversationId: own.id,
      conversationKey: own.key,
      recipient,
      type: content.type,
      content: JSON.stringify(content),
      text: wordsOf(content),
      attachments: JSON.stringify(attachmentsOf(content)),
      replyTo,
      quoteToken,
      humanAgent,
      sentBy: request.sentBy,
      fingerprint: print,
    }
    const row = await askMessage(db, workspaceId, asked, idempotencyKey)
    if (row) {
      wake(workspaceId)
      return row
    }
    const first = await messageOfKey(db, workspaceId, idempotencyKey, print)
    if (!first) throw new HubError('internal', 'A message was queued and is not there.')
    return first
  }

  /** The conversation with a person who was not heard of before. */
  const open = async (
    workspaceId: string,
    accountId: string,
    recipient: string,
    { severalIds }: MessagingFacet,
    at: Date,
  ) => {
    const phone = severalIds && /^\d+$/.test(recipient) ? [{ kind: 'phone', value: recipient } as const] : []
    const party = {
      accountId,
      kind: 'person',
      names: [{ kind: 'id', value: recipient }, ...phone],
      talks: true,
      at,
    } as const
    const [known] = await directory.resolve(workspaceId, [party])
    if (known?.conversationId === undefined)
      throw new HubError('internal', 'A conversation was stored and is not there.')
    return { id: known.conversationId, key: known.key ?? recipient }
  }

  const quoteTokenOf = async (
    { workspaceId, accountId, replyTo, quoteToken }: SendRequest,
    { quotesByToken }: MessagingFacet,
    conversation: { last_message_id: string | null; quote_token: string | null } | undefined,
  ): Promise<string | undefined> => {
    if (!quotesByToken || replyTo === undefined || quoteToken !== undefined) return quoteToken
    if (conversation?.last_message_id === replyTo && conversation.quote_token) return conversation.quote_token
    const found = await findQuoteToken(db, workspaceId, accountId, replyTo)
    if (found === undefined) throw invalid('body/replyTo', 'no_quote_token')
    return found
  }

  return {
    submit,
    async settled(row, ms) {
      const end = Date.now() + ms
      let current = row
      for (let look = 0; ; look++) {
        if (current.status !== 'queued' && current.status !== 'sending') return current
        const left = end - Date.now()
        if (left <= 0) return current
        // Known to come later than anybody waits: say so at once.
        if (look > 0 && current.status === 'queued') {
          const { notBefore } = await describeWait(db, current, clients)
          if (notBefore && notBefore.getTime() > end) return current
        }
        await changes.next(current.id, Math.min(left, LOOK_MS))
        current = (await findMessage(db, current.workspace_id, current.id)) ?? current
      }
    },
  }
}

/** What was asked for under the key before. @throws HubError when it was something else, or is deleted. */
async function messageOfKey(
  db: Executor,
  workspaceId: string,
  key: string | undefined,
  print: string,
): Promise<MessageRow | undefined> {
  const used = key === undefined ? undefined : await findKey(db, workspaceId, key)
  if (!used) return undefined
  if (used.fingerprint !== print) throw refusal('key_of_another_message')
  const row = await findMessage(db, workspaceId, used.message_id)
  if (!row) throw refusal('message_of_key_deleted', { at: used.created_at.toISOString() })
  return row
}
