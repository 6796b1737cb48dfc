import { id, type JsonRecord, record } from '../json.ts'
import { contentKey, fingerprint, naturalKey } from '../key.ts'

/**
 * The key of a webhook event: its id, which a redelivery keeps, and what it says. The same id with other facts would
 * be another event: stored twice is better than lost.
 */
export function keyOf(item: JsonRecord): string {
  const { webhookEventId, replyToken, mode, deliveryContext, ...facts } = item
  const eventId = id(webhookEventId)
  if (eventId === undefined) return contentKey('event', { ...facts, replyToken })
  return naturalKey('event', eventId, fingerprint({ ...facts, message: lasting(facts.message) }))
}

/** The message without its tokens, and without the keywords of a sticker, of which LINE draws some at random. */
function lasting(value: unknown): unknown {
  const message = record(value)
  if (!message) return value
  const { quoteToken, markAsReadToken, keywords, ...facts } = message
  return facts
}
