import { type Content, createChecks } from '../checks.ts'
import { type JsonRecord, shallow, string } from '../json.ts'
import type { OutboundMessage } from '../outbound.ts'
import { CAPABILITIES, MAX } from './limits.ts'

/** One call of the Bot API. */
export interface Call {
  readonly method: string
  readonly params: JsonRecord
  /** It names no chat. */
  readonly chatless?: boolean
}

const checks = createChecks('telegram', 'Telegram')

/** Methods that say something in a chat, or change what was said; others are not for messages. */
const NATIVE: ReadonlySet<string> = new Set(
  [
    ...['Message', 'Photo', 'Audio', 'Document', 'Video', 'Animation', 'Voice', 'VideoNote', 'PaidMedia', 'MediaGroup'],
    ...['Location', 'Venue', 'Contact', 'Poll', 'Checklist', 'Dice', 'Game', 'Invoice', 'Sticker', 'ChatAction'],
  ].map((kind) => `send${kind}`),
)
const NATIVE_CHANGES: ReadonlySet<string> = new Set([
  'forwardMessage',
  'copyMessage',
  'editMessageText',
  'editMessageCaption',
  'editMessageMedia',
  'editMessageReplyMarkup',
  'deleteMessage',
  'stopPoll',
  'setMessageReaction',
  'pinChatMessage',
  'unpinChatMessage',
])
/** Ends what the app shows after a button was tapped; the query is named by the event. */
const ANSWER_TO_TAP = 'answerCallbackQuery'

/** The call that sends a message. @throws PlatformError `invalid` for what Telegram lacks or would refuse. */
export function render(message: OutboundMessage): Call {
  const { to, content, replyTo } = message
  const [chatId = '', connection] = to.split('@', 2)
  const { method, params, chatless } = rendered(content, chatId, connection !== undefined && chatId !== '')
  if (chatless) return { method, params }
  const quoted = replyTo === undefined ? undefined : { message_id: messageNumber(replyTo, 'replyTo') }
  return {
    method,
    params: {
      // Public channels and groups can be named: @name.
      chat_id: to.startsWith('@') ? to : chatId,
      ...(connection !== undefined && !to.startsWith('@') && { business_connection_id: connection }),
      ...(quoted && { reply_parameters: quoted }),
      ...params,
    },
  }
}

function rendered(content: OutboundMessage['content'], chatId: string, inBusinessChat: boolean): Call {
  switch (content.type) {
    case 'text':
      checks.length('text', content.text, CAPABILITIES.maxTextLength)
      return {
        method: 'sendMessage',
        params: {
          text: content.text,
          ...(content.previewUrl === false && { link_preview_options: { is_disabled: true } }),
        },
      }
    case 'image':
      return { method: 'sendPhoto', params: { photo: fileOf(content), ...captionOf(content) } }
    case 'video':
      return { method: 'sendVideo', params: { video: fileOf(content), ...captionOf(content) } }
    case 'audio':
      return {
        method: 'sendAudio',
        params: {
          audio: fileOf(content),
          ...(content.durationMs !== undefined && { duration: Math.round(content.durationMs / 1000) }),
        },
      }
    case 'file':
      return { method: 'sendDocument', params: { document: fileOf(content), ...captionOf(content) } }
    case 'sticker':
      return { method: 'sendSticker', params: { sticker: content.stickerId ?? fileOf(content) } }
    case 'location':
      return location(content)
    case 'contacts':
      return contact(content)
    case 'reaction': {
      const reaction = content.emoji === null ? [] : [{ type: 'emoji', emoji: content.emoji }]
      const message_id = messageNumber(content.messageId, 'messageId')
      return { method: 'setMessageReaction', params: { message_id, reaction } }
    }
    case 'quick_replies':
      return keyboard(
        content.text,
        content.replies.map(({ title, payload, imageUrl }) => {
          checks.absent({ imageUrl })
          return [tap(title, payload)]
        }),
      )
    case 'buttons':
      return keyboard(
        [content.header, content.text, content.footer].filter(Boolean).join('\n\n'),
        content.buttons.map(button),
      )
    case 'list':
      return keyboard(
        [content.header, content.text, content.footer].filter(Boolean).join('\n\n'),
        content.sections.flatMap(({ rows }) => rows.map(({ id, title }) => [tap(title, id)])),
      )
    case 'mark_seen':
      if (!inBusinessChat || content.messageId === undefined)
        checks.refuse('marks messages as read only in the chats of a business, each by its messageId')
      return {
        method: 'readBusinessMessage',
        params: { message_id: messageNumber(content.messageId ?? '', 'messageId') },
      }
    case 'typing':
      if (content.on === false) checks.refuse('shows typing for five seconds; it cannot be switched off')
      return { method: 'sendChatAction', params: { action: 'typing' } }
    case 'native':
      return native(content.message, chatId)
    default:
      return checks.refuse(`has no ${content.type}; see \`native\` for what the Bot API takes`)
  }
}

function fileOf({ url, mediaId }: { url?: string | undefined; mediaId?: string | undefined }): string {
  return mediaId ?? url ?? checks.refuse('needs the url or the mediaId (`file_id`) of the file')
}

function captionOf({ caption }: { caption?: string | undefined }) {
  checks.length('caption', caption, MAX.caption)
  return caption === undefined ? {} : { caption }
}

function location({ latitude, longitude, name, address }: Content<'location'>): Call {
  if (name === undefined && address === undefined) return { method: 'sendLocation', params: { latitude, longitude } }
  const title = name ?? address ?? ''
  return { method: 'sendVenue', params: { latitude, longitude, title, address: address ?? title } }
}

function contact({ contacts: [first, ...more] }: Content<'contacts'>): Call {
  if (!first || more.length > 0) checks.refuse('takes one contact a message')
  const phone = first?.phones?.[0]
  if (!first || phone === undefined) return checks.refuse('needs the telephone number of a contact')
  return { method: 'sendContact', params: { phone_number: phone, first_name: first.name } }
}

function keyboard(text: string, inline_keyboard: readonly (readonly object[])[]): Call {
  checks.length('text', text, CAPABILITIES.maxTextLength)
  checks.count('buttons', inline_keyboard, MAX.buttons)
  return { method: 'sendMessage', params: { text, reply_markup: { inline_keyboard } } }
}

function button(given: Content<'buttons'>['buttons'][number]): readonly object[] {
  if (given.type === 'reply') return [tap(given.title, given.payload)]
  if (given.type === 'url') return [{ text: given.title, url: given.url }]
  return checks.refuse('has no button that calls; write the number in the text')
}

function tap(title: string, payload: string) {
  checks.length(`payload of "${title}"`, payload, MAX.callbackData, 'bytes')
  return { text: title, callback_data: payload }
}

function native({ method, ...params }: JsonRecord, chatId: string): Call {
  if (method === ANSWER_TO_TAP) return { method, params, chatless: true }
  if (typeof method !== 'string' || !(NATIVE.has(method) || NATIVE_CHANGES.has(method)))
    return checks.refuse(`takes in message.method one of: ${[...NATIVE, ...NATIVE_CHANGES, ANSWER_TO_TAP].join(', ')}`)
  if (params.chat_id !== undefined && string(params.chat_id) !== chatId)
    checks.refuse('takes the chat from `to`: leave chat_id out')
  if (shallow(params) !== params) checks.refuse('takes no message that is nested so deep')
  return { method, params }
}

/** Messages are named `<chat>:<number>`, as events have them; the number alone does too. */
function messageNumber(messageId: string, member: string): number {
  const found = /^(?:-?\d+:)?(\d{1,15})$/.exec(messageId)?.[1]
  return found === undefined ? checks.refuse(`needs the messageId of an event in ${member}`) : Number(found)
}
