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
  referral,
  replyToken,
  SOME_PLATFORM,
  shape,
  text,
  time,
} from './common.ts'
import {
  call,
  emojis,
  fault,
  history,
  mentioned,
  message,
  messageId,
  order,
  quoteToken,
  recipient,
  sender,
} from './message.ts'

const pricing = optional(
  shape(
    {
      category: optional(text('e.g. `marketing`, `utility`, `service`.')),
      model: optional(text('e.g. `PMP`.')),
      billable: optional(flag('Whether it costs.')),
      type: optional(text('Why it costs, or not: e.g. `regular`, `free_customer_service`.')),
    },
    'What the platform charges for it.',
  ),
)

const paidConversation = optional(
  shape(
    {
      id: optional(id('The paid conversation; not the `conversationId`.')),
      category: optional(text('What it was opened for, e.g. `service`, `marketing`.')),
      expiresAt: optional(time('When it ends.')),
    },
    'The paid conversation that the platform counts it to.',
  ),
)

const trackingId = optional(text('What you set on the message: a tracking id or a delivery tag.'))

const receipt = {
  messageId: optional(id('The message, or the last one; absent where the platform gives only a time.')),
  messageIds: optional(Type.Array(Type.String(), { description: 'All of them, where there are several.' })),
  until: optional(time('Everything sent up to here.')),
  conversationId,
  platform,
  recipient: optional(person('To whom the message went.')),
  standby: optional(flag('Another application owns the conversation now.')),
  trackingId,
  pricing,
  paidConversation,
}

const received = {
  messageId: 'aWdfZAG1faXRlbToxOk',
  conversationId: '1784200001',
  platform: SOME_PLATFORM,
  type: 'dm',
  kind: 'text',
  content: 'Hi',
  sender: { id: '1784200001', username: 'customer123', name: 'John Doe' },
  recipient: { id: '17841400000000000' },
  attachments: [],
}
const about = { messageId: received.messageId, conversationId: received.conversationId, platform: SOME_PLATFORM }
const from = { sender: { id: '1784200001' } }
const common = { conversationId, platform, sender: optional(sender), recipient: optional(recipient) }
const standby = optional(flag('Another application owns the conversation now.'))
const self = optional(flag('The account did it to itself.'))

export const messages = {
  'message.received': define('A person wrote to the account.', message, received),
  'message.sent': define(
    'The account wrote, outside the hub (an echo), or the platform says that a message is on its way (a receipt).',
    {
      ...message,
      receipt: optional(
        flag('Only the word that the message is on its way: what it says came before, or is not handed out.'),
      ),
      pricing,
      paidConversation,
      trackingId,
    },
    {
      ...received,
      content: 'Hello, how can we help?',
      sender: { id: '17841400000000000' },
      recipient: { id: '1784200001' },
    },
  ),
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
    'A person changed a message, its file was handed out later, or the call it stands for went on. It may come before the message itself.',
    {
      messageId,
      ...common,
      content: optional(text('The new text, when the platform gives it.')),
      attachments: optional(attachments),
      editCount: optional(count('How often it has been changed.')),
      call: optional(call),
      ...fault,
      history,
      mentions: optional(mentioned),
      emojis: optional(emojis),
      standby,
      replyToken,
      quoteToken,
    },
    { ...about, ...from, content: 'Hi there', editCount: 1 },
  ),
  'message.deleted': define(
    'A message was unsent: remove your copy.',
    { messageId, ...common, outgoing: optional(flag('The account had sent it.')), history, standby, self },
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
      history,
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
    { ...receipt, played: optional(flag('A voice message was played, or a video to its end.')), replyToken },
    { ...about, recipient: { id: '1784200001' } },
  ),
  'message.failed': define(
    'A message of the account could not be delivered, or nobody knows whether it was.',
    {
      messageId,
      conversationId,
      platform,
      recipient: optional(recipient),
      error: text('Why, in words.'),
      errorCode: optional(text("The platform's code.")),
      code: optional(text('`outcome_unknown`: no answer came, so it may have arrived. Absent when it did not arrive.')),
      details: optional(text('More words of the platform.')),
      trackingId,
    },
    { ...about, error: 'Message undeliverable', errorCode: '131026' },
  ),
  'message.postback': define(
    'A person tapped a button, an ice breaker or a menu entry, or completed something you sent: a form, a payment.',
    {
      messageId: optional(messageId),
      ...common,
      type: optional(
        text('What was completed, where it is no button, e.g. `payment`, `feedback`, `game_play`, `poll`.'),
      ),
      title: optional(text('What the button says.')),
      payload: optional(text('What you set.')),
      order: optional(order),
      params: optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Chosen values, e.g. a date.' })),
      referral: optional(referral),
      standby,
      self,
      replyToken,
    },
    { ...about, ...from, title: 'Opening hours', payload: 'HOURS' },
  ),
  'message.referral': define(
    'A person came into the conversation by a link or an ad, or came near to a beacon.',
    { ...common, referral, standby, replyToken },
    {
      ...from,
      conversationId: '1784200001',
      platform: SOME_PLATFORM,
      referral: { ref: 'summer', source: 'SHORTLINK' },
    },
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
    { ...from, conversationId: '1784200001', platform: SOME_PLATFORM, status: 'opted_in', title: 'New arrivals' },
  ),
}
