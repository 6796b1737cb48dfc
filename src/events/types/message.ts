import { Type } from 'typebox'
import { attachments } from './attachment.ts'
import {
  count,
  flag,
  id,
  number,
  oneOf,
  optional,
  person,
  platform,
  priority,
  referral,
  replyToken,
  sentiment,
  shape,
  text,
  time,
} from './common.ts'

/** What a message consists of, the same word on every platform. */
export const MESSAGE_KINDS = [
  'text',
  'image',
  'video',
  'audio',
  'file',
  'sticker',
  'location',
  'contact',
  'share',
  'link',
  'post',
  'reel',
  'story',
  'story_mention',
  'story_reply',
  'quick_reply',
  'interactive',
  'order',
  'template',
  'product',
  'call',
  'ephemeral',
  'system',
  'unsupported',
  'other',
] as const

export type MessageKind = (typeof MESSAGE_KINDS)[number]

export const messageId = id("The platform's id of the message.")
export const sender = person('Who caused it.')
export const recipient = person('To whom.')

export const order = shape(
  {
    catalogId: optional(id('The catalogue.')),
    items: Type.Array(
      shape({
        productId: id('The product.'),
        quantity: optional(number('How many.')),
        price: optional(number('Price of one.')),
        currency: optional(text('ISO 4217.')),
      }),
    ),
  },
  'What was ordered.',
)

export const mentioned = Type.Array(
  shape({
    id: optional(id('Who.')),
    index: count('From 0, in UTF-16 units.'),
    length: count('Units.'),
    all: optional(flag('Everybody in the group.')),
    self: optional(flag('The account.')),
  }),
  { description: 'Who is mentioned in the text.' },
)

export const emojis = Type.Array(
  shape({
    emojiId: id('The picture.'),
    productId: id('The set it is of.'),
    index: count('From 0, in UTF-16 units.'),
    length: count('Units.'),
  }),
  { description: "The platform's own pictures in the text, each in place of a word like `(love)`." },
)

export const quoteToken = optional(text('With which to quote the message.'))

export const call = shape(
  {
    event: text('What the platform calls it, e.g. `connect`, `terminate`, `status`.'),
    direction: optional(oneOf(['inbound', 'outbound'], 'Who called: the person, or the account.')),
    status: optional(text('e.g. `ringing`, `accepted`, `rejected`, `completed`, `failed`.')),
    startedAt: optional(time('When it was answered.')),
    endedAt: optional(time('When it ended.')),
    durationMs: optional(count('How long it lasted, in milliseconds.')),
    sdpType: optional(text('`offer` or `answer`.')),
    sdp: optional(text('Session description with which to connect (RFC 8866).')),
  },
  'The call it stands for.',
)

/** Why the platform did not do, or does not show, something. */
export const fault = {
  error: optional(text('Why it is not shown, in words.')),
  errorCode: optional(text("The platform's code.")),
  details: optional(text('More words of the platform.')),
}

export const history = optional(flag('From before the account was connected: do not answer.'))

export const message = {
  messageId,
  conversationId: id(
    'The conversation it belongs to: the id of the other person, or of the group; unique within the account.',
  ),
  platform,
  type: oneOf(['dm', 'group', 'room'], 'Between two, or in a group or room.'),
  kind: oneOf(MESSAGE_KINDS, 'What it consists of.'),
  platformType: optional(text("The platform's own word, where `kind` is `unsupported` or `other`.")),
  content: text('The text; empty when it has none.'),
  sender,
  recipient: optional(recipient),
  attachments,
  quickReply: optional(
    shape({ payload: optional(text('What you set.')), title: optional(text('What was tapped.')) }, 'A tapped reply.'),
  ),
  interactive: optional(
    shape(
      {
        type: text('e.g. `button_reply`, `list_reply`, `form_reply`.'),
        id: optional(text('The id you set.')),
        title: optional(text('What was tapped.')),
        description: optional(text('The line below it.')),
        values: optional(Type.Unknown({ description: 'Answers of a form.' })),
      },
      'The answer to an interactive message.',
    ),
  ),
  replyTo: optional(
    shape(
      {
        messageId: optional(id('The message it answers.')),
        story: optional(shape({ id: optional(id('The story.')), url: optional(text('Expires with the story.')) })),
      },
      'What it answers.',
    ),
  ),
  referral: optional(referral),
  order: optional(order),
  mentions: optional(mentioned),
  emojis: optional(emojis),
  forwarded: optional(flag('Forwarded from another conversation.')),
  frequentlyForwarded: optional(flag('Forwarded many times.')),
  call: optional(call),
  history,
  status: optional(text('How far a message of the history had got, e.g. `delivered`, `read`.')),
  ...fault,
  standby: optional(flag('Another application owns the conversation now; do not answer.')),
  self: optional(flag('The account wrote to itself.')),
  appId: optional(id('The application that sent it.')),
  metadata: optional(text('What the sending application attached.')),
  priorMessage: optional(
    shape(
      {
        source: optional(text('e.g. `checkbox_plugin`, `customer_chat_plugin`.')),
        id: optional(id('What stood for the person there.')),
      },
      'What the person was written to on your site, before this id was known.',
    ),
  ),
  nlp: optional(Type.Unknown({ description: "What the platform's language model found, as the platform has it." })),
  replyToken,
  quoteToken,
  markAsReadToken: optional(text('With which to mark the message as read.')),
  ...sentiment,
  priority,
}
