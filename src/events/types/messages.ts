import { Type } from 'typebox'
import { attachments } from './attachment.ts'
import {
  conversationId,
  count,
  define,
  flag,
  id,
  number,
  oneOf,
  optional,
  person,
  platform,
  priority,
  referral,
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
  'ephemeral',
  'system',
  'unsupported',
  'other',
] as const

export type MessageKind = (typeof MESSAGE_KINDS)[number]

const messageId = id("The platform's id of the message.")
const sender = person('Who caused it.')
const recipient = person('To whom.')

const order = shape(
  {
    catalogId: optional(id('The catalogue.')),
    items: Type.Array(
      shape({
        productId: id('The product.'),
        quantity: number('How many.'),
        price: optional(number('Price of one.')),
        currency: optional(text('ISO 4217.')),
      }),
    ),
  },
  'What was ordered.',
)

const message = {
  messageId,
  conversationId: id(
    'The conversation it belongs to: the id of the other person, or of the group; unique within the account.',
  ),
  platform,
  type: oneOf(['dm', 'group', 'room'], 'Between two, or in a group or room.'),
  kind: oneOf(MESSAGE_KINDS, 'What it consists of.'),
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
  mentions: optional(
    Type.Array(shape({ id: optional(id('Who.')), index: count('From 0, in UTF-16 units.'), length: count('Units.') }), {
      description: 'Who is mentioned in the text.',
    }),
  ),
  forwarded: optional(flag('Forwarded from another conversation.')),
  standby: optional(flag('Another application owns the conversation now; do not answer.')),
  self: optional(flag('The account wrote to itself.')),
  appId: optional(id('The application that sent it.')),
  metadata: optional(text('What the sending application attached.')),
  ...sentiment,
  priority,
}

const receipt = {
  messageId: optional(id('The message, or the last one; absent where the platform gives only a time.')),
  messageIds: optional(Type.Array(Type.String(), { description: 'All of them, where there are several.' })),
  until: optional(time('Everything sent up to here.')),
  conversationId,
  platform,
  recipient: optional(person('To whom the message went.')),
  standby: optional(flag('Another application owns the conversation now.')),
  pricing: optional(
    shape(
      {
        category: optional(text('e.g. `marketing`, `utility`, `service`.')),
        model: optional(text('e.g. `PMP`.')),
        billable: optional(flag('Whether it costs.')),
      },
      'What the platform charges for it.',
    ),
  ),
}

const received = {
  messageId: 'aWdfZAG1faXRlbToxOk',
  conversationId: '1784200001',
  platform: 'instagram',
  type: 'dm',
  kind: 'text',
  content: 'Hi',
  sender: { id: '1784200001', username: 'customer123', name: 'John Doe' },
  recipient: { id: '17841400000000000' },
  attachments: [],
}
const about = { messageId: received.messageId, conversationId: received.conversationId, platform: 'instagram' }
const from = { sender: { id: '1784200001' } }
const common = { conversationId, platform, sender: optional(sender), recipient: optional(recipient) }
const standby = optional(flag('Another application owns the conversation now.'))
const self = optional(flag('The account did it to itself.'))

export const messages = {
  'message.received': define('A person wrote to the account.', message, received),
  'message.sent': define('The account wrote, outside the hub (an echo).', message, {
    ...received,
    content: 'Hello, how can we help?',
    sender: { id: '17841400000000000' },
    recipient: { id: '1784200001' },
  }),
  'message.replied': define(
    'The hub sent a reply.',
    {
      messageId,
      conversationId,
      platform: optional(platform),
      replyContent: text('What was sent.'),
      repliedBy: text('Who sent it: a user, an API key or an automation.'),
      responseTime: optional(number('Seconds since the message it answers.')),
      inReplyTo: optional(id('The message or comment it answers.')),
      attachments: optional(attachments),
    },
    { ...about, replyContent: 'It costs 20 euros.', repliedBy: 'support', responseTime: 74 },
  ),
  'message.edited': define(
    'A person changed a message. It may come before the message itself.',
    {
      messageId,
      ...common,
      content: optional(text('The new text, when the platform gives it.')),
      attachments: optional(attachments),
      editCount: optional(count('How often it has been changed.')),
      standby,
    },
    { ...about, ...from, content: 'Hi there', editCount: 1 },
  ),
  'message.deleted': define(
    'A message was unsent: remove your copy.',
    { messageId, ...common, outgoing: optional(flag('The account had sent it.')), standby, self },
    { ...about, ...from },
  ),
  'message.reacted': define(
    'A person reacted to a message, or took the reaction back.',
    {
      messageId,
      ...common,
      action: oneOf(['react', 'unreact'], 'Set or taken back.'),
      reaction: optional(text('Its name, e.g. `love`.')),
      emoji: optional(text('As a character.')),
      feedback: optional(flag('A judgement of an automated answer; `reaction` has it.')),
      standby,
      self,
    },
    { ...about, ...from, action: 'react', reaction: 'love', emoji: '❤️' },
  ),
  'message.delivered': define('A message of the account arrived.', receipt, {
    ...about,
    recipient: { id: '1784200001' },
  }),
  'message.read': define(
    'A person saw a message of the account.',
    { ...receipt, played: optional(flag('A voice message was played.')) },
    { ...about, recipient: { id: '1784200001' } },
  ),
  'message.failed': define(
    'A message of the account could not be delivered.',
    {
      messageId,
      conversationId,
      platform,
      recipient: optional(recipient),
      error: text('Why, in words.'),
      errorCode: optional(text("The platform's code.")),
      details: optional(text('More words of the platform.')),
    },
    { ...about, platform: 'whatsapp', error: 'Message undeliverable', errorCode: '131026' },
  ),
  'message.postback': define(
    'A person tapped a button, an ice breaker or a menu entry.',
    {
      messageId: optional(messageId),
      ...common,
      title: optional(text('What the button says.')),
      payload: optional(text('What you set.')),
      params: optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Chosen values, e.g. a date.' })),
      referral: optional(referral),
      standby,
      self,
    },
    { ...about, ...from, title: 'Opening hours', payload: 'HOURS' },
  ),
  'message.referral': define(
    'A person came into the conversation by a link or an ad.',
    { ...common, referral, standby },
    { ...from, conversationId: '1784200001', platform: 'instagram', referral: { ref: 'summer', source: 'SHORTLINK' } },
  ),
  'message.optin': define(
    'A person allowed, or no longer allows, to be written to.',
    {
      ...common,
      status: oneOf(['opted_in', 'opted_out'], 'Allowed or not.'),
      type: optional(text('e.g. `notification_messages`.')),
      ref: optional(text('What you set.')),
      userRef: optional(text('Stands for a person whose id is not known yet.')),
      title: optional(text('The topic, as shown.')),
      payload: optional(text('What you set.')),
      frequency: optional(text('e.g. `DAILY`.')),
      token: optional(text('With which to write to the person.')),
      expiresAt: optional(time('When the token ends.')),
      standby,
    },
    { ...from, conversationId: '1784200001', platform: 'instagram', status: 'opted_in', title: 'New arrivals' },
  ),
}
