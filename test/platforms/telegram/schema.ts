import { type TProperties, Type } from 'typebox'
import { closed, optional, text } from '../shape.ts'

const url = Type.String({ minLength: 1, maxLength: 2048 })
/** A `file_id`, or the address of a file. */
const file = text(2048)
const caption = { caption: optional(Type.String()) }
const duration = { duration: optional(Type.Integer({ minimum: 0 })) }
const degrees = {
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
}
const button = closed({ text: text(), callback_data: optional(Type.String()), url: optional(url) })
const markup = closed({ inline_keyboard: Type.Array(Type.Array(button)) })

/** What every method that sends takes. */
const chat = {
  chat_id: text(),
  business_connection_id: optional(text()),
  reply_parameters: optional(closed({ message_id: Type.Integer({ minimum: 1 }) })),
  disable_notification: optional(Type.Boolean()),
  reply_markup: optional(markup),
}
const sends = (members: TProperties) => closed({ ...chat, ...members })

/** The documented parameters of the methods that send. */
export const SEND_METHODS = {
  sendMessage: sends({
    text: Type.String(),
    parse_mode: optional(Type.Union([Type.Literal('HTML'), Type.Literal('MarkdownV2'), Type.Literal('Markdown')])),
    link_preview_options: optional(closed({ is_disabled: optional(Type.Boolean()) })),
  }),
  sendPhoto: sends({ photo: file, ...caption }),
  sendVideo: sends({ video: file, ...caption, ...duration }),
  sendAudio: sends({ audio: file, ...caption, ...duration }),
  sendVoice: sends({ voice: file, ...caption, ...duration }),
  sendDocument: sends({ document: file, ...caption }),
  sendAnimation: sends({ animation: file, ...caption, ...duration }),
  sendSticker: sends({ sticker: file, emoji: optional(text()) }),
  sendLocation: sends({ ...degrees }),
  sendVenue: sends({ ...degrees, title: text(), address: text() }),
  sendContact: sends({ phone_number: text(), first_name: text(), last_name: optional(text()) }),
  sendDice: sends({ emoji: optional(text()) }),
  sendPoll: sends({
    question: text(300),
    options: Type.Array(closed({ text: text(100) }), { minItems: 2, maxItems: 12 }),
    is_anonymous: optional(Type.Boolean()),
  }),
} as const

export const REACTION = closed({
  chat_id: text(),
  message_id: Type.Integer({ minimum: 1 }),
  reaction: optional(Type.Array(closed({ type: Type.Literal('emoji'), emoji: text() }), { maxItems: 1 })),
})

export const CHAT_ACTION = closed({
  chat_id: text(),
  business_connection_id: optional(text()),
  action: Type.Union(
    [
      'typing',
      'upload_photo',
      'record_video',
      'record_voice',
      'upload_document',
      'choose_sticker',
      'find_location',
    ].map((action) => Type.Literal(action)),
  ),
})

export const READ_BUSINESS_MESSAGE = closed({
  business_connection_id: text(),
  chat_id: text(),
  message_id: Type.Integer({ minimum: 1 }),
})

export const ANSWER_CALLBACK_QUERY = closed({
  callback_query_id: text(),
  text: optional(Type.String({ maxLength: 200 })),
  show_alert: optional(Type.Boolean()),
})

export const SET_WEBHOOK = closed({
  url: Type.String({ maxLength: 2048 }),
  secret_token: optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,256}$' })),
  allowed_updates: optional(Type.Array(text())),
  max_connections: optional(Type.Integer({ minimum: 1, maximum: 100 })),
  drop_pending_updates: optional(Type.Boolean()),
})
