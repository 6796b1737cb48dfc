import { messageEvent, textMessage } from './message-samples.ts'
import { body, event, eventId, type Parts, replyToken, type UserSource } from './sample-parts.ts'

const groupOnly = ({ group: { type, groupId } }: Parts) => ({ type, groupId })
const members = ({ person }: Parts): UserSource[] => [
  person,
  { type: 'user', userId: 'U0000000000000000000000000000b0bb' },
]

const follow = (parts: Parts, isUnblocked: boolean) =>
  body(parts, {
    type: 'follow' as const,
    ...event(parts),
    source: parts.person,
    replyToken: replyToken(),
    follow: { isUnblocked },
  })

const postback = (parts: Parts, data: string, params?: Record<string, string>) =>
  body(parts, {
    type: 'postback' as const,
    ...event(parts),
    source: parts.person,
    replyToken: replyToken(),
    postback: { data, ...(params === undefined ? {} : { params }) },
  })

const beacon = (parts: Parts, type: 'enter' | 'banner' | 'stay') =>
  body(parts, {
    type: 'beacon' as const,
    ...event(parts),
    source: parts.person,
    replyToken: replyToken(),
    beacon: { hwid: '0a1b2c3d4e', type, dm: '5348454c4631' },
  })

const membership = <Type extends string>(parts: Parts, type: Type) =>
  body(parts, {
    type: 'membership' as const,
    ...event(parts),
    source: parts.person,
    replyToken: replyToken(),
    membership: { type, membershipId: 4711 },
  })

/** Samples of everything that is no message. */
export const EVENT_SAMPLES = {
  follow: {
    description: 'A person added the account as a friend.',
    make: (parts: Parts) => follow(parts, false),
  },
  'follow-again': {
    description: 'A person no longer blocks the account.',
    make: (parts: Parts) => follow(parts, true),
  },
  unfollow: {
    description: 'A person blocked the account.',
    make: (parts: Parts) => body(parts, { type: 'unfollow' as const, ...event(parts), source: parts.person }),
  },
  join: {
    description: 'The account came into a group.',
    make: (parts: Parts) =>
      body(parts, { type: 'join' as const, ...event(parts), source: groupOnly(parts), replyToken: replyToken() }),
  },
  leave: {
    description: 'The account is no longer in a group.',
    make: (parts: Parts) => body(parts, { type: 'leave' as const, ...event(parts), source: groupOnly(parts) }),
  },
  memberJoined: {
    description: 'Two people came into a group.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'memberJoined' as const,
        ...event(parts),
        source: groupOnly(parts),
        replyToken: replyToken(),
        joined: { members: members(parts) },
      }),
  },
  memberLeft: {
    description: 'Two people left a group.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'memberLeft' as const,
        ...event(parts),
        source: groupOnly(parts),
        left: { members: members(parts) },
      }),
  },
  postback: {
    description: 'A person tapped a button.',
    make: (parts: Parts) => postback(parts, parts.text('action=opening-hours')),
  },
  'postback-datetime': {
    description: 'A person chose a date and time.',
    make: (parts: Parts) => postback(parts, parts.text('action=book'), { datetime: '2026-02-14T19:30' }),
  },
  'postback-richmenu': {
    description: 'A person changed to another rich menu.',
    make: (parts: Parts) =>
      postback(parts, parts.text('menu=orders'), { newRichMenuAliasId: 'orders', status: 'SUCCESS' }),
  },
  videoPlayComplete: {
    description: 'A person saw a video to its end.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'videoPlayComplete' as const,
        ...event(parts),
        source: parts.person,
        replyToken: replyToken(),
        videoPlayComplete: { trackingId: parts.text('spring-trailer') },
      }),
  },
  beacon: {
    description: 'A person came near to a beacon.',
    make: (parts: Parts) => beacon(parts, 'enter'),
  },
  'beacon-stay': {
    description: 'A person stays near a beacon.',
    make: (parts: Parts) => beacon(parts, 'stay'),
  },
  'beacon-banner': {
    description: 'A person tapped the banner of a beacon.',
    make: (parts: Parts) => beacon(parts, 'banner'),
  },
  accountLink: {
    description: 'A person linked a login of your site.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'accountLink' as const,
        ...event(parts),
        source: parts.person,
        replyToken: replyToken(),
        link: { result: 'ok' as const, nonce: replyToken() },
      }),
  },
  'accountLink-failed': {
    description: 'A person could not link a login of your site.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'accountLink' as const,
        ...event(parts),
        source: parts.person,
        link: { result: 'failed' as const, nonce: replyToken() },
      }),
  },
  membership: {
    description: "A person began the account's paid membership.",
    make: (parts: Parts) => membership(parts, 'joined' as const),
  },
  'membership-renewed': {
    description: 'A person renewed it.',
    make: (parts: Parts) => membership(parts, 'renewed' as const),
  },
  'membership-left': {
    description: 'A person ended it.',
    make: (parts: Parts) => membership(parts, 'left' as const),
  },
  module: {
    description: 'A module channel was attached to the account.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'module' as const,
        ...event(parts),
        module: { type: 'attached' as const, botId: parts.account, scopes: ['message:send', 'message:receive'] },
      }),
  },
  'module-detached': {
    description: 'A module channel was detached, for the account is no more.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'module' as const,
        ...event(parts),
        module: { type: 'detached' as const, botId: parts.account, reason: 'bot_deleted' as const },
      }),
  },
  activated: {
    description: 'The module may answer a person, for an hour.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'activated' as const,
        ...event(parts),
        source: parts.person,
        chatControl: { expireAt: parts.now + 3_600_000 },
      }),
  },
  deactivated: {
    description: 'The module may no longer answer a person.',
    make: (parts: Parts) => body(parts, { type: 'deactivated' as const, ...event(parts), source: parts.person }),
  },
  botSuspended: {
    description: 'The account was suspended.',
    make: (parts: Parts) => body(parts, { type: 'botSuspended' as const, ...event(parts) }),
  },
  botResumed: {
    description: 'The account is no longer suspended.',
    make: (parts: Parts) => body(parts, { type: 'botResumed' as const, ...event(parts) }),
  },
  delivery: {
    description: 'A notification message arrived.',
    make: (parts: Parts) =>
      body(parts, {
        type: 'delivery' as const,
        ...event(parts),
        source: parts.person,
        delivery: { data: parts.text('order-4711') },
      }),
  },
  batch: {
    description: 'What two people wrote, in one body.',
    make: (parts: Parts) => {
      const other: UserSource = { type: 'user', userId: 'U0000000000000000000000000000b0bb' }
      return body(
        parts,
        messageEvent(parts, textMessage('First', {}), parts.person),
        messageEvent(parts, textMessage('Second', {}), other),
      )
    },
  },
  verify: {
    description: "What the console's Verify button sends: no event.",
    make: (parts: Parts) => ({ destination: parts.account, events: [] }),
  },
  unknown: {
    description: 'An event that nobody knows yet.',
    make: (parts: Parts) => ({
      destination: parts.account,
      events: [{ ...event(parts), type: 'eventOfTomorrow', tomorrow: { id: eventId(parts.now) } }],
    }),
  },
}
