import type { StoredEvent } from '../events/stored.ts'
import { findPlatform } from '../platforms/index.ts'
import type { ConversationNews } from '../store/conversations/keep.ts'
import type { Data } from './values.ts'

/** What a person does that opens the window for answers. */
const INBOUND: ReadonlySet<string> = new Set([
  'message.received',
  'message.postback',
  'message.referral',
  'message.reacted',
  'mention.created',
])
/** What the account says. */
const OUTBOUND: ReadonlySet<string> = new Set(['message.sent', 'message.replied'])
const MAX_LENGTH = 1000

/** What an event says of its conversation that sending goes by; undefined: nothing. */
export function newsOf(event: StoredEvent, data: Data, conversationId: string): ConversationNews | undefined {
  const { type, occurredAt: at } = event
  const messaging = findPlatform(event.platform)?.messaging
  // What an account does to itself opens nothing.
  const inbound =
    INBOUND.has(type) && data.self !== true && (event.senderId !== undefined || messaging?.anonymousSenders === true)
  const token = messaging?.answerToken && short(data.replyToken)
  const replyToken =
    token === undefined ? undefined : { token, at, until: messaging?.answerToken?.deadline(at, event.receivedAt) ?? at }
  const outboundAt = OUTBOUND.has(type) && data.receipt !== true && data.history !== true ? at : undefined
  const counts = inbound || outboundAt !== undefined || type === 'message.deleted'
  if (!counts && !replyToken) return undefined
  const id = inbound && type === 'message.received' ? short(data.messageId) : undefined
  const quoteToken = messaging?.quotesByToken ? short(data.quoteToken) : undefined
  return {
    conversationId,
    inboundAt: inbound ? at : undefined,
    message: id === undefined ? undefined : { id, at, quoteToken },
    replyToken,
    outboundAt,
    counts,
  }
}

function short(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH ? value : undefined
}
