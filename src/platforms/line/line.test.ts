import { describe, expect, it } from 'vitest'
import { eventFaults, platformContract } from '../../../test/platforms/contract.ts'
import { list, record } from '../json.ts'
import { line } from './index.ts'

platformContract(line, {
  merge: (bodies) => ({
    destination: record(bodies[0])?.destination,
    events: bodies.flatMap((body) => list(record(body)?.events)),
  }),
  unhandledKinds: ['unknown'],
  emptyKinds: ['verify'],
})

const receivedAt = new Date('2026-01-10T12:00:00.000Z')
const ACCOUNT = 'U1111111111111111111111111111beef'
const PERSON = 'U2222222222222222222222222222cafe'
const GROUP = 'C3333333333333333333333333333f00d'
const ROOM = 'R4444444444444444444444444444ace5'
const time = 1_767_960_000_000
const user = { type: 'user', userId: PERSON }
const group = { type: 'group', groupId: GROUP, userId: PERSON }

const normalise = (body: unknown) => {
  const events = line.webhook.normalise(body, receivedAt)
  for (const event of events) expect(eventFaults(event)).toEqual([])
  return events
}
const item = (members: object) => ({
  timestamp: time,
  mode: 'active',
  webhookEventId: '01KEH3W6H0ABCDEFGHJKMNPQRS',
  deliveryContext: { isRedelivery: false },
  source: user,
  replyToken: 'r1',
  ...members,
})
const bodyOf = (...events: unknown[]) => ({ destination: ACCOUNT, events })
const one = (members: object) => {
  const [event, ...others] = normalise(bodyOf(item(members)))
  expect(others).toEqual([])
  if (!event) throw new Error('no event')
  return { ...event, data: JSON.parse(JSON.stringify(event.data)) as Record<string, unknown> }
}
const message = (message: object, members: object = {}) =>
  one({ type: 'message', message: { id: 'm1', ...message }, ...members })

describe('a message', () => {
  it('tells who wrote what, when and in which conversation, and how to answer', () => {
    const text = { type: 'text', text: 'Hi', quoteToken: 'q1', markAsReadToken: 's1' }
    expect(message(text)).toMatchObject({
      type: 'message.received',
      accountExternalId: ACCOUNT,
      occurredAt: new Date(time),
      senderId: PERSON,
      conversationKey: PERSON,
      data: {
        messageId: 'm1',
        conversationId: PERSON,
        platform: 'line',
        type: 'dm',
        kind: 'text',
        content: 'Hi',
        sender: { id: PERSON },
        recipient: { id: ACCOUNT },
        attachments: [],
        replyToken: 'r1',
        quoteToken: 'q1',
        markAsReadToken: 's1',
      },
    })
  })

  it('in a group or room belongs to it, also when the writer is not named', () => {
    expect(message({ type: 'text', text: 'Hi' }, { source: group })).toMatchObject({
      senderId: PERSON,
      conversationKey: GROUP,
      data: { type: 'group', conversationId: GROUP, sender: { id: PERSON } },
    })
    const anonymous = message({ type: 'text', text: 'Hi' }, { source: { type: 'room', roomId: ROOM } })
    expect(anonymous).toMatchObject({ conversationKey: ROOM, data: { type: 'room', conversationId: ROOM, sender: {} } })
    expect(anonymous).not.toHaveProperty('senderId')
    expect(anonymous.data).not.toHaveProperty('recipient')
  })

  it('may have pictures in the text, mentions and a quoted message', () => {
    const { data } = message({
      type: 'text',
      text: '@You @All (moon)',
      emojis: [{ index: 10, length: 6, productId: 'p1', emojiId: '042' }, { index: 1 }, null],
      mention: {
        mentionees: [
          { index: 0, length: 4, type: 'user', userId: ACCOUNT, isSelf: true },
          { index: 5, length: 4, type: 'all' },
          { index: 9, length: 1, type: 'user' },
          { type: 'user', userId: PERSON },
        ],
      },
      quotedMessageId: 'm0',
    })
    expect(data).toMatchObject({ kind: 'text', replyTo: { messageId: 'm0' } })
    expect(data.emojis).toEqual([{ index: 10, length: 6, productId: 'p1', emojiId: '042' }])
    expect(data.mentions).toEqual([
      { id: ACCOUNT, index: 0, length: 4, self: true },
      { index: 5, length: 4, all: true },
      { index: 9, length: 1 },
    ])
  })

  it.each(['image', 'video', 'audio', 'file'])('with %s names the id to fetch it by', (type) => {
    const { data } = message({ type, contentProvider: { type: 'line' } })
    expect(data).toMatchObject({ kind: type, content: '', attachments: [{ type, id: 'm1' }] })
  })

  it('names the address of a file that LINE does not keep', () => {
    const contentProvider = { type: 'external', originalContentUrl: 'https://x/o', previewImageUrl: 'https://x/p' }
    expect(message({ type: 'image', contentProvider }).data.attachments).toEqual([
      { type: 'image', url: 'https://x/o', previewUrl: 'https://x/p' },
    ])
  })

  it('tells how long, how big and of which album a file is', () => {
    expect(message({ type: 'video', duration: 60000 }).data.attachments).toMatchObject([{ durationMs: 60000 }])
    expect(message({ type: 'audio', duration: 900 }).data.attachments).toMatchObject([{ durationMs: 900 }])
    expect(message({ type: 'file', fileName: 'a.pdf', fileSize: 2138 }).data.attachments).toMatchObject([
      { fileName: 'a.pdf', size: 2138 },
    ])
    expect(message({ type: 'image', imageSet: { id: 's1', index: 2, total: 3 } }).data.attachments).toMatchObject([
      { album: { id: 's1', index: 2, total: 3 } },
    ])
    expect(message({ type: 'image', imageSet: { id: 's1' } }).data.attachments).toMatchObject([{ album: { id: 's1' } }])
  })

  it('may be a place or a sticker', () => {
    const place = { title: 'Shop', address: 'Street 1', latitude: -34.12, longitude: 134.23 }
    expect(message({ type: 'location', ...place }).data).toMatchObject({
      kind: 'location',
      attachments: [{ type: 'location', ...place }],
    })
    const sticker = { type: 'sticker', packageId: '446', stickerId: '1988', keywords: ['wave'] }
    expect(message({ ...sticker, stickerResourceType: 'ANIMATION' }).data).toMatchObject({
      kind: 'sticker',
      content: '',
      attachments: [{ type: 'sticker', packageId: '446', stickerId: '1988', animated: true, keywords: ['wave'] }],
    })
    const written = message({ ...sticker, stickerResourceType: 'MESSAGE', text: 'See you' })
    expect(written.data).toMatchObject({ kind: 'sticker', content: 'See you' })
    expect(list(written.data.attachments)[0]).not.toHaveProperty('animated')
  })

  it('of a kind nobody knows yet is kept as a message', () => {
    expect(message({ type: 'hologram', text: 'Boo' }).data).toMatchObject({
      kind: 'other',
      content: 'Boo',
      attachments: [{ type: 'other', platformType: 'hologram' }],
    })
  })

  it('that another module answers is on standby, without a token', () => {
    const { data } = message({ type: 'text', text: 'Hi' }, { mode: 'standby', replyToken: undefined })
    expect(data).toMatchObject({ standby: true })
    expect(data).not.toHaveProperty('replyToken')
  })

  it('without an id or a conversation is not understood', () => {
    expect(one({ type: 'message', message: { type: 'text', text: 'x' } }).type).toBe('event.unhandled')
    expect(message({ type: 'text' }, { source: { type: 'elsewhere' } }).type).toBe('event.unhandled')
    expect(one({ type: 'message' }).data).toEqual({
      platform: 'line',
      reason: 'a message without an id',
      field: 'message',
    })
  })

  it('is changed and unsent', () => {
    const edited = one({ type: 'messageEdited', source: group, message: { id: 'm1', type: 'text', text: 'Hi!' } })
    expect(edited).toMatchObject({
      type: 'message.edited',
      conversationKey: GROUP,
      data: { messageId: 'm1', conversationId: GROUP, sender: { id: PERSON }, content: 'Hi!', replyToken: 'r1' },
    })
    expect(one({ type: 'unsend', source: group, unsend: { messageId: 'm1' } })).toMatchObject({
      type: 'message.deleted',
      senderId: PERSON,
      data: { messageId: 'm1', conversationId: GROUP, sender: { id: PERSON } },
    })
  })
})

describe('people', () => {
  it('follow, come back and block', () => {
    const follower = { platform: 'line', follower: { id: PERSON }, conversationId: PERSON }
    expect(one({ type: 'follow', follow: { isUnblocked: false } })).toMatchObject({
      type: 'follower.added',
      data: { ...follower, replyToken: 'r1' },
    })
    expect(one({ type: 'follow', follow: { isUnblocked: true } }).data).toMatchObject({ returned: true })
    expect(one({ type: 'follow' }).data).not.toHaveProperty('returned')
    expect(one({ type: 'unfollow' })).toMatchObject({ type: 'follower.removed', data: follower })
    expect(one({ type: 'unfollow', source: undefined }).type).toBe('event.unhandled')
  })

  it('come into a group and leave it', () => {
    const source = { type: 'group', groupId: GROUP }
    const members = [user, { type: 'user', userId: 'U9' }, { type: 'user' }]
    expect(one({ type: 'memberJoined', source, joined: { members } })).toMatchObject({
      type: 'member.joined',
      conversationKey: GROUP,
      data: { conversationId: GROUP, members: [{ id: PERSON }, { id: 'U9' }, {}], replyToken: 'r1' },
    })
    const left = one({ type: 'memberLeft', source, left: { members } })
    expect(left).toMatchObject({ type: 'member.left', data: { members: [{ id: PERSON }, { id: 'U9' }, {}] } })
    expect(left.data).not.toHaveProperty('self')
  })

  it('let the account in and send it away', () => {
    const source = { type: 'room', roomId: ROOM }
    const data = { conversationId: ROOM, members: [{ id: ACCOUNT }], self: true }
    expect(one({ type: 'join', source })).toMatchObject({ type: 'member.joined', data: { ...data, replyToken: 'r1' } })
    expect(one({ type: 'leave', source, replyToken: undefined })).toMatchObject({ type: 'member.left', data })
  })

  it.each([
    ['joined', 'member.joined', undefined],
    ['renewed', 'member.joined', true],
    ['left', 'member.left', undefined],
  ])('have a paid membership: %s', (type, eventType, renewed) => {
    const event = one({ type: 'membership', membership: { type, membershipId: 3189 } })
    expect(event).toMatchObject({
      type: eventType,
      data: { members: [{ id: PERSON }], membershipId: '3189', conversationId: PERSON },
    })
    expect(event.data.renewed).toBe(renewed)
  })

  it('link their login, or fail to', () => {
    expect(one({ type: 'accountLink', link: { result: 'ok', nonce: 'n1' } })).toMatchObject({
      type: 'contact.linked',
      data: { contact: { id: PERSON }, status: 'linked', code: 'n1', replyToken: 'r1' },
    })
    expect(one({ type: 'accountLink', link: { result: 'failed', nonce: 'n1' } }).data).toMatchObject({
      status: 'failed',
    })
    expect(one({ type: 'accountLink', link: { result: 'maybe' } }).type).toBe('event.unhandled')
  })
})

describe('what people do', () => {
  it('is a postback, with the values they chose', () => {
    expect(one({ type: 'postback', postback: { data: 'a=1', params: { date: '2026-02-14' } } })).toMatchObject({
      type: 'message.postback',
      data: { conversationId: PERSON, payload: 'a=1', params: { date: '2026-02-14' }, replyToken: 'r1' },
    })
    expect(one({ type: 'postback', postback: { data: 'a=1', params: {} } }).data).not.toHaveProperty('params')
    expect(one({ type: 'postback' }).type).toBe('event.unhandled')
  })

  it('is coming near to a beacon', () => {
    expect(one({ type: 'beacon', beacon: { hwid: 'd41d8cd98f', type: 'enter', dm: 'abcdef' } })).toMatchObject({
      type: 'message.referral',
      data: {
        sender: { id: PERSON },
        referral: { source: 'BEACON', type: 'enter', beaconId: 'd41d8cd98f', ref: 'abcdef' },
        replyToken: 'r1',
      },
    })
  })

  it('is seeing a video to its end', () => {
    expect(one({ type: 'videoPlayComplete', videoPlayComplete: { trackingId: 't1' } })).toMatchObject({
      type: 'message.read',
      data: { recipient: { id: PERSON }, trackingId: 't1', played: true, replyToken: 'r1' },
    })
  })

  it('follows a notification that arrived', () => {
    expect(one({ type: 'delivery', delivery: { data: 'tag-1' } })).toMatchObject({
      type: 'message.delivered',
      senderId: PERSON,
      data: { recipient: { id: PERSON }, conversationId: PERSON, trackingId: 'tag-1' },
    })
  })
})

describe('a module', () => {
  it('may answer a person until a time, or no longer', () => {
    expect(one({ type: 'activated', chatControl: { expireAt: time + 3_600_000 } })).toMatchObject({
      type: 'account.standby',
      conversationKey: PERSON,
      data: {
        action: 'activate',
        conversationId: PERSON,
        expiresAt: new Date(time + 3_600_000).toISOString(),
      },
    })
    expect(one({ type: 'deactivated' }).data).toEqual({
      platform: 'line',
      action: 'deactivate',
      conversationId: PERSON,
    })
  })

  it.each([
    ['botSuspended', 'suspend'],
    ['botResumed', 'resume'],
  ])('is told of %s', (type, action) => {
    const event = one({ type, source: undefined, replyToken: undefined })
    expect(event).toMatchObject({ type: 'account.standby', data: { platform: 'line', action } })
    expect(event).not.toHaveProperty('conversationKey')
  })

  it('is attached and detached', () => {
    expect(
      one({ type: 'module', source: undefined, module: { type: 'attached', botId: ACCOUNT, scopes: ['a', 5] } }),
    ).toMatchObject({
      type: 'account.updated',
      data: { change: 'module', status: 'attached', details: { botId: ACCOUNT, scopes: ['a'] } },
    })
    expect(one({ type: 'module', module: { type: 'detached', botId: ACCOUNT, reason: 'bot_deleted' } }).data).toEqual({
      platform: 'line',
      change: 'module',
      status: 'detached',
      reason: 'bot_deleted',
      details: { botId: ACCOUNT },
    })
  })
})

describe('the key', () => {
  const text = { type: 'message', message: { id: 'm1', type: 'text', text: 'Hi', quoteToken: 'q1' } }
  const keyOf = (members: object) => one({ ...text, ...members }).dedupKey

  it('is kept on redelivery, whatever tokens come with it', () => {
    const again = {
      deliveryContext: { isRedelivery: true },
      replyToken: 'r2',
      mode: 'standby',
      message: { text: 'Hi', type: 'text', markAsReadToken: 's2', quoteToken: 'q2', id: 'm1' },
    }
    expect(keyOf(again)).toBe(keyOf({}))
  })

  it('is kept when LINE picks other keywords of a sticker', () => {
    const sticker = (keywords: string[]) => keyOf({ message: { id: 'm2', type: 'sticker', stickerId: '1', keywords } })
    expect(sticker(['wave'])).toBe(sticker(['hello', 'moon']))
  })

  it('is another for another id, and for another fact under the same id', () => {
    const keys = [
      keyOf({}),
      keyOf({ webhookEventId: '01KEH3W6H0ABCDEFGHJKMNPQRT' }),
      keyOf({ message: { id: 'm2', type: 'text', text: 'Hi' } }),
      keyOf({ message: { id: 'm1', type: 'text', text: 'Ho' } }),
      keyOf({ source: group }),
      keyOf({ timestamp: time + 1 }),
      keyOf({ type: 'messageEdited' }),
      keyOf({ type: 'unsend', message: undefined, unsend: { messageId: 'm1' } }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('without an id is the content; a redelivery is still the same', () => {
    const legacy = { webhookEventId: undefined, deliveryContext: undefined }
    expect(keyOf(legacy)).toMatch(/^event#/)
    expect(keyOf({ ...legacy, deliveryContext: { isRedelivery: true } })).toBe(keyOf(legacy))
    expect(keyOf({ ...legacy, replyToken: 'r2' })).not.toBe(keyOf(legacy))
  })

  it('of what is not understood yet is of the same make', () => {
    expect(one({ type: 'eventOfTomorrow' }).dedupKey).toMatch(/^event:01KEH3W6H0ABCDEFGHJKMNPQRS:[0-9a-f]{32}$/)
    expect(keyOf({})).toMatch(/^event:01KEH3W6H0ABCDEFGHJKMNPQRS:[0-9a-f]{32}$/)
  })

  it('folds what a body repeats', () => {
    const given = item(text)
    expect(normalise(bodyOf(given, { ...given, deliveryContext: { isRedelivery: true } }))).toHaveLength(1)
  })
})

describe('a body', () => {
  it('without events is a connection test', () => {
    expect(line.webhook.shapeFault({ destination: ACCOUNT, events: [] })).toBeUndefined()
    expect(normalise({ destination: ACCOUNT, events: [] })).toEqual([])
  })

  it('of another shape is refused in words', () => {
    expect(line.webhook.shapeFault({ destination: ACCOUNT })).toBe('`events` is not a list')
    expect(line.webhook.shapeFault({ object: 'instagram', entry: [] })).toBe('`events` is not a list')
    expect(line.webhook.shapeFault([])).toBe('the body is not a JSON object')
  })

  it('belongs to its destination; an old one that names none is kept all the same', () => {
    const unfollow = item({ type: 'unfollow' })
    expect(line.webhook.accountsOf(bodyOf(unfollow))).toEqual([ACCOUNT])
    expect(line.webhook.accountsOf({ events: [unfollow] })).toEqual([])
    expect(normalise({ events: [unfollow] })[0]).toMatchObject({ type: 'follower.removed', accountExternalId: '' })
    expect(line.webhook.accountsOf({ destination: 'x'.repeat(300), events: [] })).toEqual([])
  })

  it('keeps each event whole, apart from the others', () => {
    const events = [item({ type: 'unfollow' }), item({ type: 'eventOfTomorrow', tomorrow: 1 })]
    expect(normalise(bodyOf(...events)).map(({ raw }) => raw)).toEqual(events.map((event) => bodyOf(event)))
  })

  it('with something that is no event, or of an unknown type, has it as unhandled', () => {
    expect(normalise(bodyOf(null, 'x', item({ type: 'eventOfTomorrow' }))).map(({ data }) => data)).toMatchObject([
      { reason: 'an event that is not an object' },
      { reason: 'an event that is not an object' },
      { reason: 'an event of an unknown type', field: 'eventOfTomorrow' },
    ])
  })

  it('without a time happened when it was received', () => {
    for (const timestamp of [undefined, 0, -5, 1e300, '1767960000000'])
      expect(one({ type: 'unfollow', timestamp }).occurredAt).toEqual(receivedAt)
  })
})

it('makes a message also under the name that it has on the other platforms', () => {
  expect(normalise(line.webhook.sample('messages')).map(({ type }) => type)).toEqual(['message.received'])
  expect(line.webhook.samples).not.toContain('messages')
  expect(line.webhook.sample('constructor')).toBeUndefined()
})
