import type { StoredEvent } from '../events/stored.ts'
import { findPlatform } from '../platforms/index.ts'
import type { ConversationTouch } from '../store/event-queue/route.ts'

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
  const tokens = new Map<string, StoredEvent>()
  for (const event of events) {
    const { accountId, conversationKey, senderId } = event
    if (accountId === undefined || conversationKey === undefined) continue
    const inbound = INBOUND.has(event.type)
    if (!inbound && !givesToken(event)) continue
    if (senderId === undefined && !messagingOf(event)?.anonymousSenders) continue
    if (conversationKey.length > MAX_KEY_LENGTH || conversationKey === '') continue
    const id = `${accountId} ${conversationKey}`
    const among = inbound ? newest : tokens
    const known = among.get(id)
    if (!known || known.occurredAt <= event.occurredAt) among.set(id, event)
  }
  const touches = [...newest.values()].flatMap(touchOf)
  return tokens.size === 0 ? touches : withTokens(touches, [...tokens.values()].flatMap(tokenTouchOf))
}

function messagingOf({ platform }: StoredEvent) {
  return findPlatform(platform)?.messaging
}

/** Answer tokens come with more than what a person says: a follow, a new member, a linked account. */
function givesToken(event: StoredEvent): boolean {
  return messagingOf(event)?.answerToken !== undefined && event.data.includes('"replyToken"')
}

/** One touch per conversation, with the newer of two tokens and all that its last message said. */
function withTokens(touches: ConversationTouch[], tokens: readonly ConversationTouch[]): ConversationTouch[] {
  const merged = new Map(touches.map((touch) => [`${touch.accountId} ${touch.key}`, touch]))
  for (const token of tokens) {
    const id = `${token.accountId} ${token.key}`
    const { at, replyToken, replyTokenUntil } = token
    const known = merged.get(id)
    if (!known) merged.set(id, token)
    else if (known.at <= at) merged.set(id, { ...known, at, replyToken, replyTokenUntil })
    else if (known.replyToken === undefined) merged.set(id, { ...known, replyToken, replyTokenUntil })
  }
  return [...merged.values()]
}

function touchOf(event: StoredEvent): ConversationTouch[] {
  const data = parse(event.data)
  // What an account does to itself opens nothing.
  if (data.self === true || event.accountId === undefined || event.conversationKey === undefined) return []
  const sender = typeof data.sender === 'object' && data.sender !== null ? data.sender : {}
  const phone = 'phone' in sender ? short(sender.phone) : undefined
  return [
    {
      accountId: event.accountId,
      key: event.conversationKey,
      alias: phone === event.conversationKey ? undefined : phone,
      at: event.occurredAt,
      messageId: event.type === 'message.received' ? short(data.messageId) : undefined,
      quoteToken: messagingOf(event)?.quotesByToken ? short(data.quoteToken) : undefined,
      ...tokenOf(event, data),
    },
  ]
}

function tokenTouchOf(event: StoredEvent): ConversationTouch[] {
  const { accountId, conversationKey: key, occurredAt: at } = event
  const token = tokenOf(event, parse(event.data))
  if (accountId === undefined || key === undefined || token.replyToken === undefined) return []
  return [{ accountId, key, alias: undefined, at, messageId: undefined, quoteToken: undefined, ...token }]
}

function tokenOf(event: StoredEvent, data: Readonly<Record<string, unknown>>) {
  const answerToken = messagingOf(event)?.answerToken
  const replyToken = answerToken && short(data.replyToken)
  return {
    replyToken,
    replyTokenUntil: replyToken === undefined ? undefined : answerToken?.deadline(event.occurredAt, event.receivedAt),
  }
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
