import { type TObject, type TSchema, Type } from 'typebox'
import { closed, flag, link, oneOf, optional, text, variants } from '../shape.ts'

interface Dialect {
  readonly text: TSchema
  readonly attachments: readonly TObject[]
}

const REPLY_TITLE = 20
const webUrl = closed({
  type: Type.Literal('web_url'),
  url: link(),
  title: text(REPLY_TITLE),
  webview_height_ratio: optional(oneOf('compact', 'tall', 'full')),
})
const postback = closed({ type: Type.Literal('postback'), title: text(REPLY_TITLE), payload: text(1000) })
const call = closed({
  type: Type.Literal('phone_number'),
  title: text(REPLY_TITLE),
  payload: text(30, { pattern: '^\\+\\d+$' }),
})

const file = (type: string): TObject =>
  closed({
    type: Type.Literal(type),
    payload: closed({ url: optional(link()), attachment_id: optional(text()), is_reusable: optional(flag) }),
  })

const template = (buttons: readonly TObject[], more: readonly TObject[] = []): TObject => {
  const choices = Type.Array(variants('type', buttons), { minItems: 1, maxItems: 3 })
  const element = closed({
    title: text(80),
    subtitle: optional(text(80)),
    image_url: optional(link()),
    default_action: optional(
      closed({
        type: Type.Literal('web_url'),
        url: link(),
        webview_height_ratio: optional(oneOf('compact', 'tall', 'full')),
      }),
    ),
    buttons: optional(choices),
  })
  const generic = closed({
    template_type: Type.Literal('generic'),
    elements: Type.Array(element, { minItems: 1, maxItems: 10 }),
    image_aspect_ratio: optional(oneOf('horizontal', 'square')),
  })
  const button = closed({ template_type: Type.Literal('button'), text: text(640), buttons: choices })
  return closed({
    type: Type.Literal('template'),
    payload: variants('template_type', [generic, button, ...more]),
  })
}

const mediaTemplate = closed({
  template_type: Type.Literal('media'),
  elements: Type.Array(
    closed({
      media_type: oneOf('image', 'video'),
      attachment_id: optional(text()),
      url: optional(link()),
      buttons: optional(Type.Array(variants('type', [webUrl, postback]), { minItems: 1, maxItems: 3 })),
    }),
    { minItems: 1, maxItems: 1 },
  ),
})

const quickReplies = Type.Array(
  variants('content_type', [
    closed({
      content_type: Type.Literal('text'),
      title: text(REPLY_TITLE),
      payload: text(1000),
      image_url: optional(link()),
    }),
    closed({ content_type: Type.Literal('user_phone_number') }),
    closed({ content_type: Type.Literal('user_email') }),
  ]),
  { minItems: 1, maxItems: 13 },
)

const body = ({ text: content, attachments }: Dialect): TObject =>
  closed({
    recipient: closed({ id: optional(text()), comment_id: optional(text()), post_id: optional(text()) }),
    message: optional(
      closed({
        text: optional(content),
        attachment: optional(variants('type', attachments)),
        attachments: optional(Type.Array(variants('type', [file('image')]), { minItems: 1, maxItems: 10 })),
        quick_replies: optional(quickReplies),
        metadata: optional(text(1000)),
      }),
    ),
    messaging_type: optional(oneOf('RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY')),
    tag: optional(text()),
    sender_action: optional(oneOf('typing_on', 'typing_off', 'mark_seen', 'react', 'unreact')),
    payload: optional(closed({ message_id: text(), reaction: optional(text(40)) })),
    reply_to: optional(closed({ mid: text() })),
    notification_type: optional(oneOf('REGULAR', 'SILENT_PUSH', 'NO_PUSH')),
    platform: optional(oneOf('instagram', 'messenger')),
  })

const FILES = ['image', 'video', 'audio', 'file'].map(file)

/** `POST /{ig}/messages`: text is measured in bytes. */
export const instagramSend = body({
  text: text(undefined, { maxBytes: 1000 }),
  attachments: [
    ...FILES,
    closed({ type: Type.Literal('like_heart') }),
    closed({ type: Type.Literal('MEDIA_SHARE'), payload: closed({ id: text() }) }),
    template([webUrl, postback]),
  ],
})

/** `POST /{page}/messages`. */
export const messengerSend = body({
  text: text(2000),
  attachments: [...FILES, template([webUrl, postback, call], [mediaTemplate])],
})

/** `POST /{page}/message_attachments`. */
export const attachmentUpload = closed({
  message: closed({ attachment: variants('type', FILES) }),
  platform: optional(oneOf('instagram', 'messenger')),
})
