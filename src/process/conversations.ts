import type { StoredEvent } from '../events/stored.ts'
import { replyTokenDeadline } from '../platforms/line/reply-token.ts'
import type { ConversationTouch } from '../store/statements/route-events.ts'

/** What a person does that opens the customer service window of the conversation. */
const INBOUND: ReadonlySet<string> = new Set([
  'message.received',
  'message.postback',
  'message.referral',
  'message.reacted',
  'mention.created',
])
/** Platform ids are far shorter; what is longer would not fit the index. */
const MAX_KEY_LENGTH = 200

/** What a batch of events says of conversations: of each the newest thing that its person did. */
export function touchesOf(events: readonly StoredEvent[]): ConversationTouch[] {
  const newest = new Map<string, StoredEvent>()
  for (const event of events) {
    const { accountId, conversationKey, senderId } = event
    if (accountId === undefined || conversationKey === undefined || !INBOUND.has(event.type)) continue
    if (senderId === undefined && event.platform !== 'line') continue
    if (conversationKey.length > MAX_KEY_LENGTH || conversationKey === '') continue
    const id = `${accountId} ${conversationKey}`
    const known = newest.get(id)
    if (!known || known.occurredAt <= event.occurredAt) newest.set(id, event)
  }
  return [...newest.values()].flatMap(touchOf)
}

function touchOf(event: StoredEvent): ConversationTouch[] {
  const data = parse(event.data)
  // What an account does to itself opens nothing.
  if (data.self === true || event.accountId === undefined || event.conversationKey === undefined) return []
  const sender = typeof data.sender === 'object' && data.sender !== null ? data.sender : {}
  const phone = 'phone' in sender ? short(sender.phone) : undefined
  const replyToken = event.platform === 'line' ? short(data.replyToken) : undefined
  return [
    {
      accountId: event.accountId,
      key: event.conversationKey,
      alias: phone === event.conversationKey ? undefined : phone,
      at: event.occurredAt,
      messageId: event.type === 'message.received' ? short(data.messageId) : undefined,
      quoteToken: event.platform === 'line' ? short(data.quoteToken) : undefined,
      replyToken,
      replyTokenUntil: replyToken === undefined ? undefined : replyTokenDeadline(event.occurredAt, event.receivedAt),
    },
  ]
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

function short(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 1000 ? value : undefined
}
