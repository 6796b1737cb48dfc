import type { MessageKind } from '../../events/types/message.ts'
import { filled, id, type JsonRecord, record, string } from '../json.ts'
import { attachmentOf, emojisOf, mentionsOf } from './attachments.ts'
import { type Context, type Draft, type Unknown, unknown } from './context.ts'

/** What a `message` event says. */
export function messageDraft(context: Context): Draft | Unknown {
  const message = record(context.item.message)
  const messageId = message && id(message.id)
  if (!message || messageId === undefined) return unknown('a message without an id', 'message')
  if (context.conversation === undefined) return unknown('a message that does not say with whom', 'message')
  const content = string(message.text) ?? ''
  const attachment = attachmentOf(message)
  const quoted = id(message.quotedMessageId)
  const data = {
    messageId,
    conversationId: context.conversation,
    platform: 'line',
    sender: context.person ?? {},
    recipient: context.recipient,
    standby: context.standby,
    type: context.type,
    kind: kindOf(content, attachment?.type),
    content,
    attachments: attachment ? [attachment] : [],
    replyTo: quoted === undefined ? undefined : { messageId: quoted },
    ...inText(message),
    replyToken: context.replyToken,
    quoteToken: filled(message.quoteToken),
    markAsReadToken: filled(message.markAsReadToken),
  }
  return { type: 'message.received', data }
}

/** What a `messageEdited` event says. */
export function editDraft(context: Context): Draft | Unknown {
  const message = record(context.item.message)
  const messageId = message && id(message.id)
  if (!message || messageId === undefined) return unknown('an edit without a message id', 'messageEdited')
  const data = {
    messageId,
    ...common(context),
    content: string(message.text),
    ...inText(message),
    replyToken: context.replyToken,
    quoteToken: filled(message.quoteToken),
  }
  return { type: 'message.edited', data }
}

/** What an `unsend` event says. */
export function unsendDraft(context: Context): Draft | Unknown {
  const messageId = id(record(context.item.unsend)?.messageId)
  if (messageId === undefined) return unknown('an unsent message without an id', 'unsend')
  return { type: 'message.deleted', data: { messageId, ...common(context) } }
}

/** What everything between a person and the account has. */
export function common({ conversation, person, recipient, standby }: Context) {
  return { conversationId: conversation, platform: 'line', sender: person, recipient, standby }
}

function inText(message: JsonRecord) {
  return {
    mentions: message.mention === undefined ? undefined : mentionsOf(message.mention),
    emojis: message.emojis === undefined ? undefined : emojisOf(message.emojis),
  }
}

function kindOf(content: string, attached: MessageKind | undefined): MessageKind {
  return attached ?? (content === '' ? 'unsupported' : 'text')
}
