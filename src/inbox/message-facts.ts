import { fromPublicId } from '../events/ids.ts'
import type { StoredEvent } from '../events/stored.ts'
import { findPlatform } from '../platforms/index.ts'
import type { MessageFacts, Said } from '../store/messages/facts.ts'
import type { ReadMark } from '../store/messages/read-marks.ts'
import { type Data, editOf, jsonOf, recordOf, textOf } from './values.ts'

/** Ids of platforms are far shorter; what is longer would not fit the index. */
const MAX_ID_LENGTH = 500

/** What an event says of messages of its conversation. */
export function messageFactsOf(event: StoredEvent, data: Data, conversationId: string | undefined): MessageFacts[] {
  const { accountId } = event
  if (accountId === undefined || data.self === true) return []
  const said = newFacts(event, data)
  if (!said) return []
  return messageIdsOf(data).map((platformMessageId, index) => ({
    // An event about several messages makes several rows, should they be new.
    id: index === 0 ? event.id : idAfter(event.id, index),
    accountId,
    platform: event.platform,
    conversationId,
    platformMessageId,
    ...said,
  }))
}

type Facts = Omit<MessageFacts, 'id' | 'accountId' | 'platform' | 'conversationId' | 'platformMessageId'>

function newFacts(event: StoredEvent, data: Data): Facts | undefined {
  const at = event.occurredAt
  switch (event.type) {
    case 'message.received':
      return wordsOf(event, data, 'in')
    case 'message.sent':
      return data.receipt === true ? {} : wordsOf(event, data, 'out')
    case 'mention.created':
      return wordsOf(event, { ...data, kind: 'story_mention', sender: data.author }, 'in')
    case 'message.postback':
      return wordsOf(event, { ...data, kind: 'postback', content: data.title }, 'in')
    case 'message.edited':
      return { text: editOf(data.content, at), attachments: editOf(jsonOf(data.attachments), at), editedAt: at }
    case 'message.deleted':
      return { deletedAt: at }
    case 'message.reacted':
      return { reactions: { [personOf(data)]: { at: at.toISOString(), emoji: emojiOf(data) } } }
    case 'message.delivered':
      return { deliveredAt: at }
    case 'message.read':
      return { readAt: at }
    case 'message.failed':
      return { failure: { at, ...failureOf(event.platform, data) } }
    default:
      return undefined
  }
}

/** The message itself. What was said first comes before every edit: it has no time. */
function wordsOf(event: StoredEvent, data: Data, direction: Said['direction']): Facts {
  return {
    said: {
      direction,
      at: event.occurredAt,
      kind: textOf(data.kind) ?? 'other',
      sender: jsonOf(data.sender),
      replyTo: textOf(recordOf(data.replyTo)?.messageId),
      quotableBy: textOf(data.quoteToken),
      history: data.history === true,
      eventId: event.id,
    },
    text: { value: textOf(data.content) ?? '', at: undefined },
    attachments: { value: jsonOf(data.attachments) ?? '[]', at: undefined },
  }
}

/** What a platform reports by time instead of by message. */
export function readMarkOf(event: StoredEvent, data: Data, conversationId: string): ReadMark | undefined {
  const until = typeof data.until === 'string' ? new Date(data.until) : undefined
  if (!until || Number.isNaN(until.getTime())) return undefined
  if (event.type !== 'message.read' && event.type !== 'message.delivered') return undefined
  const status = event.type === 'message.read' ? 'read' : 'delivered'
  return { conversationId, status, until, at: event.occurredAt }
}

/** Ids of the platform; an id of the hub is of a message that the platform never had. */
function messageIdsOf({ messageIds, messageId }: Data): string[] {
  const several: readonly unknown[] = Array.isArray(messageIds) ? messageIds : [messageId]
  return [...new Set(several)].filter(
    (id) => typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH && !fromPublicId('message', id),
  ) as string[]
}

/** Why a message failed after the platform took it. */
function failureOf(platform: string, { errorCode, error }: Data) {
  const code = textOf(errorCode)
  const verdict = (code && findPlatform(platform)?.messaging.failure?.(code)) || { kind: 'invalid' as const }
  const { kind, retryable = kind === 'rate' || kind === 'unavailable' } = verdict
  return { kind, code, message: textOf(error), retryable }
}

function personOf({ sender }: Data): string {
  return textOf(recordOf(sender)?.id) ?? ''
}

function emojiOf({ action, emoji, reaction }: Data): string | null {
  return action === 'unreact' ? null : (textOf(emoji) ?? textOf(reaction) ?? '')
}

/** A uuid of its own beside that of the event, always the same. */
function idAfter(id: string, index: number): string {
  const last = (Number.parseInt(id.slice(-4), 16) + index) % 0x10000
  return id.slice(0, -4) + last.toString(16).padStart(4, '0')
}
