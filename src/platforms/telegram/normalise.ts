import type { NormalisedEvent } from '../../events/normalised.ts'
import { id, type JsonRecord, list, number, record, shallow } from '../json.ts'
import { contentKey, naturalKey } from '../key.ts'
import { type Draft, messageIdOf, type Unknown, unknown } from './context.ts'
import { messageDraft } from './message.ts'
import { callbackDraft, connectionDraft, deletedDrafts, memberDraft, pollAnswerDraft, reactionDraft } from './others.ts'

const LAST_SECONDS = 1e11

type Reader = (item: JsonRecord) => readonly (Draft | Unknown)[]

const READERS: Readonly<Record<string, Reader>> = {
  message: (item) => [messageDraft(item, 'message', false)],
  edited_message: (item) => [messageDraft(item, 'edited_message', true)],
  channel_post: (item) => [messageDraft(item, 'channel_post', false)],
  edited_channel_post: (item) => [messageDraft(item, 'edited_channel_post', true)],
  business_message: (item) => [messageDraft(item, 'business_message', false)],
  edited_business_message: (item) => [messageDraft(item, 'edited_business_message', true)],
  deleted_business_messages: deletedDrafts,
  business_connection: (item) => [connectionDraft(item)],
  callback_query: (item) => [callbackDraft(item)],
  message_reaction: (item) => [reactionDraft(item)],
  poll_answer: (item) => [pollAnswerDraft(item)],
  my_chat_member: (item) => [memberDraft(item, true)],
  chat_member: (item) => [memberDraft(item, false)],
}

/** What Telegram is asked to push: also kinds of which the hub understands nothing yet. */
export const ALLOWED_UPDATES = [...Object.keys(READERS), 'message_reaction_count', 'inline_query', 'poll']

/** The bot is named by the address only. */
export function accountsOf(): string[] {
  return []
}

/** What of the outer shape is missing, in words. */
export function shapeFault(payload: unknown): string | undefined {
  const body = record(payload)
  if (!body) return 'the body is not a JSON object'
  return id(body.update_id) === undefined ? '`update_id` is not a number' : undefined
}

/** Every fact of an update; whatever is not understood gives `event.unhandled`. */
export function normalise(payload: unknown, receivedAt: Date): NormalisedEvent[] {
  const body = record(shallow(payload))
  const updateId = body && id(body.update_id)
  if (!body || updateId === undefined) return []
  const field = Object.keys(body).find((name) => name !== 'update_id') ?? ''
  const item = record(body[field])
  const read = Object.hasOwn(READERS, field) ? READERS[field] : undefined
  const drafts = item && read ? read(item) : [unknown('an update that is no event of the hub', field)]
  const seen = new Set<string>()
  return drafts.flatMap((draft) => {
    const event = eventOf(draft, updateId, body, field, receivedAt)
    if (seen.has(event.dedupKey)) return []
    seen.add(event.dedupKey)
    return [{ ...event, raw: drafts.length > 1 && item ? only(draft, body, field, item) : body }]
  })
}

function eventOf(
  draft: Draft | Unknown,
  updateId: string,
  body: JsonRecord,
  field: string,
  receivedAt: Date,
): Omit<NormalisedEvent, 'raw'> {
  if ('reason' in draft) {
    const { date } = record(body[field]) ?? {}
    return {
      type: 'event.unhandled',
      accountExternalId: '',
      // The number may come again after a week without updates: what it says tells the two apart.
      dedupKey: naturalKey('update', updateId, contentKey(field, body[field] ?? null)),
      occurredAt: timeOf(date) ?? receivedAt,
      data: { platform: 'telegram', reason: draft.reason, field: draft.field || undefined },
    }
  }
  return {
    type: draft.type,
    accountExternalId: '',
    dedupKey: naturalKey('update', updateId, draft.key),
    occurredAt: timeOf(draft.time) ?? receivedAt,
    ...(draft.senderId !== undefined && { senderId: draft.senderId }),
    ...(draft.conversation !== undefined && { conversationKey: draft.conversation }),
    data: draft.data,
  }
}

/** The update with this one of its deleted messages. */
function only(draft: Draft | Unknown, body: JsonRecord, field: string, item: JsonRecord): unknown {
  const chatId = id(record(item.chat)?.id) ?? ''
  const messageId = 'data' in draft ? draft.data.messageId : undefined
  const ids = list(item.message_ids).filter((given) => messageIdOf(chatId, given) === messageId)
  return { update_id: body.update_id, [field]: { ...item, message_ids: ids.slice(0, 1) } }
}

/** A time between 1970 and 5138: what lies outside is none, and not to be stored. */
function timeOf(value: unknown): Date | undefined {
  const seconds = number(value)
  return seconds !== undefined && seconds > 0 && seconds < LAST_SECONDS ? new Date(seconds * 1000) : undefined
}
