import { count, filled, flag, id, type JsonRecord, list, record, string } from '../json.ts'
import { CONTENT_MEMBERS, contentOf } from './attachments.ts'
import { conversationOf, type Draft, messageIdOf, personOf, typeOf, type Unknown, unknown } from './context.ts'
import { serviceDraft } from './service.ts'

/** What a message says that a person, a channel or the account of a business wrote. */
export function messageDraft(message: JsonRecord, field: string, edited: boolean): Draft | Unknown {
  const chat = record(message.chat)
  const chatId = chat && id(chat.id)
  const conversation = conversationOf(message)
  const messageId = chatId === undefined ? undefined : messageIdOf(chatId, message.message_id)
  if (!chat || conversation === undefined || messageId === undefined)
    return unknown('a message that does not say where it is, or which', field)
  const told = isService(message) ? serviceDraft(message, conversation, messageId) : undefined
  if (told) return told
  if (isService(message)) return unknown('a service message of an unknown kind', field)
  const sender = personOf(record(message.from)) ?? personOf(record(message.sender_chat))
  const text = string(message.text) ?? string(message.caption) ?? ''
  const { kind, platformType, attachments } = contentOf(message)
  const common = { conversationId: conversation, platform: 'telegram', sender: sender ?? {} }
  if (edited)
    return {
      type: 'message.edited',
      key: `edited:${messageId}:${string(message.edit_date) ?? ''}`,
      time: message.edit_date,
      senderId: sender?.id,
      conversation,
      data: { messageId, ...common, content: text, attachments, mentions: mentionsOf(message) },
    }
  // In a chat of a business, what the business wrote with the app comes too.
  const own = id(message.business_connection_id) !== undefined && sender !== undefined && sender.id !== chatId
  return {
    type: own ? 'message.sent' : 'message.received',
    key: `message:${messageId}`,
    time: message.date,
    senderId: sender?.id,
    conversation,
    data: {
      messageId,
      ...common,
      recipient: own ? { id: chatId } : undefined,
      type: typeOf(chat),
      kind,
      platformType,
      content: text,
      attachments,
      replyTo: replyOf(message, chatId ?? ''),
      mentions: mentionsOf(message),
      forwarded: flag(message.forward_origin !== undefined),
    },
  }
}

/** What is no content is news of the chat: members that came, a new title, a payment, … */
function isService(message: JsonRecord): boolean {
  return message.text === undefined && !CONTENT_MEMBERS.some((member) => message[member] !== undefined)
}

function replyOf(message: JsonRecord, chatId: string) {
  const story = record(message.reply_to_story)
  if (story) return { story: { id: id(story.id) } }
  const answered = messageIdOf(chatId, record(message.reply_to_message)?.message_id)
  return answered === undefined ? undefined : { messageId: answered }
}

/** Entities count UTF-16 units, as the catalogue does. */
function mentionsOf(message: JsonRecord) {
  const found = [...list(message.entities), ...list(message.caption_entities)].flatMap((given) => {
    const entity = record(given)
    const [index, length] = [count(entity?.offset), count(entity?.length)]
    if (!entity || index === undefined || length === undefined) return []
    if (entity.type !== 'mention' && entity.type !== 'text_mention') return []
    return [{ id: filled(record(entity.user)?.id), index, length }]
  })
  return found.length > 0 ? found : undefined
}
