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
  follow: (parts: Parts) => follow(parts, false),
  'follow-again': (parts: Parts) => follow(parts, true),
  unfollow: (parts: Parts) => body(parts, { type: 'unfollow' as const, ...event(parts), source: parts.person }),
  join: (parts: Parts) =>
    body(parts, { type: 'join' as const, ...event(parts), source: groupOnly(parts), replyToken: replyToken() }),
  leave: (parts: Parts) => body(parts, { type: 'leave' as const, ...event(parts), source: groupOnly(parts) }),
  memberJoined: (parts: Parts) =>
    body(parts, {
      type: 'memberJoined' as const,
      ...event(parts),
      source: groupOnly(parts),
      replyToken: replyToken(),
      joined: { members: members(parts) },
    }),
  memberLeft: (parts: Parts) =>
    body(parts, {
      type: 'memberLeft' as const,
      ...event(parts),
      source: groupOnly(parts),
      left: { members: members(parts) },
    }),
  postback: (parts: Parts) => postback(parts, parts.text('action=opening-hours')),
  'postback-datetime': (parts: Parts) => postback(parts, parts.text('action=book'), { datetime: '2026-02-14T19:30' }),
  'postback-richmenu': (parts: Parts) =>
    postback(parts, parts.text('menu=orders'), { newRichMenuAliasId: 'orders', status: 'SUCCESS' }),
  videoPlayComplete: (parts: Parts) =>
    body(parts, {
      type: 'videoPlayComplete' as const,
      ...event(parts),
      source: parts.person,
      replyToken: replyToken(),
      videoPlayComplete: { trackingId: parts.text('spring-trailer') },
    }),
  beacon: (parts: Parts) => beacon(parts, 'enter'),
  'beacon-stay': (parts: Parts) => beacon(parts, 'stay'),
  'beacon-banner': (parts: Parts) => beacon(parts, 'banner'),
  accountLink: (parts: Parts) =>
    body(parts, {
      type: 'accountLink' as const,
      ...event(parts),
      source: parts.person,
      replyToken: replyToken(),
      link: { result: 'ok' as const, nonce: replyToken() },
    }),
  'accountLink-failed': (parts: Parts) =>
    body(parts, {
      type: 'accountLink' as const,
      ...event(parts),
      source: parts.person,
      link: { result: 'failed' as const, nonce: replyToken() },
    }),
  membership: (parts: Parts) => membership(parts, 'joined' as const),
  'membership-renewed': (parts: Parts) => membership(parts, 'renewed' as const),
  'membership-left': (parts: Parts) => membership(parts, 'left' as const),
  module: (parts: Parts) =>
    body(parts, {
      type: 'module' as const,
      ...event(parts),
      module: { type: 'attached' as const, botId: parts.account, scopes: ['message:send', 'message:receive'] },
    }),
  'module-detached': (parts: Parts) =>
    body(parts, {
      type: 'module' as const,
      ...event(parts),
      module: { type: 'detached' as const, botId: parts.account, reason: 'bot_deleted' as const },
    }),
  activated: (parts: Parts) =>
    body(parts, {
      type: 'activated' as const,
      ...event(parts),
      source: parts.person,
      chatControl: { expireAt: parts.now + 3_600_000 },
    }),
  deactivated: (parts: Parts) => body(parts, { type: 'deactivated' as const, ...event(parts), source: parts.person }),
  botSuspended: (parts: Parts) => body(parts, { type: 'botSuspended' as const, ...event(parts) }),
  botResumed: (parts: Parts) => body(parts, { type: 'botResumed' as const, ...event(parts) }),
  delivery: (parts: Parts) =>
    body(parts, {
      type: 'delivery' as const,
      ...event(parts),
      source: parts.person,
      delivery: { data: parts.text('order-4711') },
    }),
  batch: (parts: Parts) => {
    const other: UserSource = { type: 'user', userId: 'U0000000000000000000000000000b0bb' }
    return body(
      parts,
      messageEvent(parts, textMessage('First', {}), parts.person),
      messageEvent(parts, textMessage('Second', {}), other),
    )
  },
  verify: (parts: Parts) => ({ destination: parts.account, events: [] }),
  unknown: (parts: Parts) => ({
    destination: parts.account,
    events: [{ ...event(parts), type: 'eventOfTomorrow', tomorrow: { id: eventId(parts.now) } }],
  }),
}
