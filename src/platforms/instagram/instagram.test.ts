import { describe, expect, it } from 'vitest'
import { eventFaults, factOf, platformContract } from '../../../test/platforms/contract.ts'
import { list, record } from '../json.ts'
import { instagram } from './index.ts'

platformContract(instagram, {
  merge: (bodies) => ({ object: 'instagram', entry: bodies.flatMap((body) => list(record(body)?.entry)) }),
  unhandledKinds: ['unknown'],
})

const receivedAt = new Date('2026-01-10T12:00:00.000Z')
const ACCOUNT = '17841400000000001'
const PERSON = '1784200000000001'
const time = 1_767_960_000_000

const normalise = (body: unknown) => {
  const events = instagram.webhook.normalise(body, receivedAt)
  for (const event of events) expect(eventFaults(event)).toEqual([])
  return events
}
const one = (body: unknown) => {
  const [event, ...others] = normalise(body)
  expect(others).toEqual([])
  if (!event) throw new Error('no event')
  return { ...event, data: JSON.parse(JSON.stringify(event.data)) as Record<string, unknown> }
}
const body = (...entry: unknown[]) => ({ object: 'instagram', entry })
const messaging = (item: object, entry: object = {}) =>
  body({
    id: ACCOUNT,
    time,
    messaging: [{ sender: { id: PERSON }, recipient: { id: ACCOUNT }, timestamp: time - 500, ...item }],
    ...entry,
  })
const change = (field: string, value: unknown, entry: object = {}) =>
  body({ id: ACCOUNT, time: time / 1000, changes: [{ field, value }], ...entry })
const message = (members: object, item: object = {}) => messaging({ message: { mid: 'm1', ...members }, ...item })

describe('a message', () => {
  it('tells who wrote what, when and in which conversation', () => {
    expect(one(message({ text: 'Hi' }))).toMatchObject({
      type: 'message.received',
      accountExternalId: ACCOUNT,
      dedupKey: 'message:m1',
      occurredAt: new Date(time - 500),
      senderId: PERSON,
      conversationKey: PERSON,
      data: {
        messageId: 'm1',
        conversationId: PERSON,
        platform: 'instagram',
        type: 'dm',
        kind: 'text',
        content: 'Hi',
        sender: { id: PERSON },
        recipient: { id: ACCOUNT },
        attachments: [],
      },
    })
  })

  it('has no tone or urgency that nobody computed', () => {
    const { data } = one(message({ text: 'Hi' }))
    expect(data).not.toHaveProperty('sentiment')
    expect(data).not.toHaveProperty('priority')
  })

  it.each([
    ['image', 'image'],
    ['video', 'video'],
    ['audio', 'audio'],
    ['file', 'file'],
    ['like_heart', 'sticker'],
    ['share', 'share'],
    ['reel', 'reel'],
    ['ig_reel', 'reel'],
    ['ig_post', 'post'],
    ['ig_story', 'story'],
    ['template', 'template'],
    ['fallback', 'link'],
    ['ephemeral', 'ephemeral'],
    ['unsupported_type', 'unsupported'],
    ['hologram', 'other'],
  ])('with an attachment %s is of kind %s', (type, kind) => {
    const { data } = one(message({ attachments: [{ type, payload: { url: 'https://cdn/1', title: 'T' } }] }))
    const platformType = kind === 'other' ? { platformType: type } : {}
    expect(data).toMatchObject({
      kind,
      content: '',
      attachments: [{ type: kind, url: 'https://cdn/1', title: 'T', ...platformType }],
    })
  })

  it('keeps all of its attachments, also one without a type', () => {
    const { data } = one(message({ attachments: [{ type: 'image' }, { type: 'video' }, null, 5] }))
    expect(data.attachments).toEqual([{ type: 'image' }, { type: 'video' }, { type: 'other' }, { type: 'other' }])
  })

  it('is a quick reply, a reply or a story reply', () => {
    expect(one(message({ text: 'Yes', quick_reply: { payload: 'YES' } })).data).toMatchObject({
      kind: 'quick_reply',
      quickReply: { payload: 'YES', title: 'Yes' },
    })
    expect(one(message({ text: 'That', reply_to: { mid: 'm0' } })).data).toMatchObject({
      kind: 'text',
      replyTo: { messageId: 'm0' },
    })
    expect(one(message({ text: 'Wow', reply_to: { story: { id: 's1', url: 'u' } } })).data).toMatchObject({
      kind: 'story_reply',
      replyTo: { story: { id: 's1', url: 'u' } },
    })
  })

  it('that brings a story is a mention which can be answered', () => {
    const event = one(message({ attachments: [{ type: 'story_mention', payload: { url: 'u' } }] }))
    expect(event).toMatchObject({ type: 'mention.created', dedupKey: 'story_mention:m1', conversationKey: PERSON })
    expect(event.data).toMatchObject({
      mentionId: 'm1',
      messageId: 'm1',
      source: 'story',
      url: 'u',
      author: { id: PERSON },
    })
  })

  it('may say which ad or product it is about', () => {
    const ad = { ref: 'r', ad_id: 'a1', source: 'ADS', type: 'OPEN_THREAD', ads_context_data: { ad_title: 'T' } }
    expect(one(message({ text: 'x', referral: ad })).data.referral).toEqual({
      ref: 'r',
      source: 'ADS',
      type: 'OPEN_THREAD',
      adId: 'a1',
      adTitle: 'T',
    })
    expect(one(message({ text: 'x', referral: { product: { id: 'p1' } } })).data.referral).toEqual({ productId: 'p1' })
  })

  it('that cannot be shown is of kind unsupported', () => {
    expect(one(message({ is_unsupported: true })).data).toMatchObject({ kind: 'unsupported', content: '' })
  })

  it('in standby says so, and is the same message', () => {
    const event = one(body({ id: ACCOUNT, time, standby: record(message({ text: 'Hi' }).entry[0])?.messaging }))
    expect(event).toMatchObject({ type: 'message.received', dedupKey: 'message:m1', data: { standby: true } })
  })

  it('keeps its text as it came', () => {
    for (const text of ['\0', '\ud800', '👩‍👩‍👧', '\u202e', '<script>', 'ä'])
      expect(one(message({ text })).data.content).toBe(text)
  })
})

describe('an echo', () => {
  const echo = (members: object) =>
    message({ is_echo: true, ...members }, { sender: { id: ACCOUNT }, recipient: { id: PERSON } })

  it('is a message sent elsewhere, in the conversation of the other person', () => {
    const event = one(echo({ text: 'Hello', app_id: 1517776481860111 }))
    expect(event).toMatchObject({
      type: 'message.sent',
      dedupKey: 'echo:m1',
      conversationKey: PERSON,
      senderId: ACCOUNT,
    })
    expect(event.data).toMatchObject({ conversationId: PERSON, appId: '1517776481860111' })
  })

  it('of an unsent message is a deletion of its own', () => {
    expect(one(echo({ is_deleted: true }))).toMatchObject({
      type: 'message.deleted',
      dedupKey: 'deleted:m1',
      conversationKey: PERSON,
      data: { outgoing: true },
    })
  })

  it('of a chat with oneself says so', () => {
    expect(one(echo({ text: 'note', is_self: true })).data).toMatchObject({ self: true, conversationId: PERSON })
  })

  it('belongs to the sender when the entry has no id', () => {
    const given = echo({ text: 'Hello' }).entry[0]
    const withoutId = body({ ...record(given), id: undefined })
    expect(one(withoutId).accountExternalId).toBe(ACCOUNT)
    expect(instagram.webhook.accountsOf(withoutId)).toEqual([ACCOUNT])
  })

  it('without the flag is known by its sender', () => {
    const event = one(message({ text: 'Hello' }, { sender: { id: ACCOUNT }, recipient: { id: PERSON } }))
    expect(event).toMatchObject({ type: 'message.sent', conversationKey: PERSON })
  })
})

describe('what happens to a message', () => {
  const reaction = (members: object, at = time) => messaging({ timestamp: at, reaction: { mid: 'm1', ...members } })

  it('unsent: the key is not that of the message', () => {
    expect(one(message({ is_deleted: true }))).toMatchObject({ type: 'message.deleted', dedupKey: 'deleted:m1' })
  })

  it('edited: each edit is an event', () => {
    const edit = (num_edit: number) => one(messaging({ message_edit: { mid: 'm1', text: 'new', num_edit } }))
    expect(edit(1)).toMatchObject({
      type: 'message.edited',
      dedupKey: 'edit:m1:1',
      data: { content: 'new', editCount: 1 },
    })
    expect(edit(2).dedupKey).toBe('edit:m1:2')
  })

  it('edited, with nothing but an id', () => {
    const event = one(
      body({ id: ACCOUNT, time, messaging: [{ timestamp: time, message_edit: { mid: 'm1', num_edit: 0 } }] }),
    )
    expect(event).toMatchObject({
      type: 'message.edited',
      data: { messageId: 'm1', platform: 'instagram', editCount: 0 },
    })
    expect(event.conversationKey).toBeUndefined()
  })

  it('reacted to, taken back, and reacted to again: three events', () => {
    const love = { action: 'react', reaction: 'love', emoji: '❤️' }
    const events = [reaction(love, time), reaction({ action: 'unreact' }, time + 1), reaction(love, time + 2)].map(one)
    expect(events.map(({ data }) => data.action)).toEqual(['react', 'unreact', 'react'])
    expect(events[0]?.data).toMatchObject({ messageId: 'm1', reaction: 'love', emoji: '❤️', sender: { id: PERSON } })
    expect(new Set(events.map(({ dedupKey }) => dedupKey)).size).toBe(3)
  })

  it('seen: by message, or by time', () => {
    expect(one(messaging({ read: { mid: 'm1' } }))).toMatchObject({
      type: 'message.read',
      dedupKey: `seen:${PERSON}:${ACCOUNT}:mid:m1`,
      data: { messageId: 'm1', recipient: { id: PERSON } },
    })
    expect(one(messaging({ read: { watermark: time } })).data).toMatchObject({ until: new Date(time).toISOString() })
  })

  it('judged', () => {
    expect(one(messaging({ response_feedback: { feedback: 'Bad response', mid: 'm1' } }))).toMatchObject({
      type: 'message.reacted',
      data: { reaction: 'Bad response', feedback: true },
    })
  })
})

describe('what a person does in a conversation', () => {
  it('taps a button', () => {
    expect(one(messaging({ postback: { mid: 'p1', title: 'Hours', payload: 'HOURS' } }))).toMatchObject({
      type: 'message.postback',
      dedupKey: 'postback:p1',
      data: { title: 'Hours', payload: 'HOURS' },
    })
  })

  it('taps one without an id: told apart by time and content', () => {
    const tap = (timestamp: number) => one(messaging({ timestamp, postback: { payload: 'HOURS' } })).dedupKey
    expect(tap(time)).toBe(tap(time))
    expect(tap(time)).not.toBe(tap(time + 1))
  })

  it('is the sender, also where the documentation prints the person as the entry', () => {
    const event = one(messaging({ postback: { mid: 'p1', payload: 'x' } }, { id: PERSON }))
    expect(event).toMatchObject({ conversationKey: PERSON, data: { conversationId: PERSON } })
  })

  it('comes by a link', () => {
    expect(one(messaging({ referral: { ref: 'r', source: 'IGME', type: 'OPEN_THREAD' } }))).toMatchObject({
      type: 'message.referral',
      data: { referral: { ref: 'r', source: 'IGME', type: 'OPEN_THREAD' } },
    })
  })

  it('allows notifications, and stops them', () => {
    const optin = { type: 'notification_messages', notification_messages_token: 't', token_expiry_timestamp: time }
    expect(one(messaging({ optin }))).toMatchObject({
      type: 'message.optin',
      data: { status: 'opted_in', token: 't', expiresAt: new Date(time).toISOString() },
    })
    const stop = { ...optin, notification_messages_status: 'STOP_NOTIFICATIONS' }
    expect(one(messaging({ optin: stop })).data.status).toBe('opted_out')
  })
})

describe('who may answer', () => {
  it.each([
    ['pass_thread_control', { new_owner_app_id: '1' }, { action: 'pass', newOwnerAppId: '1' }],
    ['take_thread_control', { previous_owner_app_id: 2 }, { action: 'take', previousOwnerAppId: '2' }],
    ['request_thread_control', { requested_owner_app_id: '3' }, { action: 'request', requestedOwnerAppId: '3' }],
    [
      'app_roles',
      { 123: ['primary_receiver', 5, null] },
      { action: 'roles', roles: { 123: ['primary_receiver', '5'] } },
    ],
  ])('%s', (member, value, data) => {
    expect(one(messaging({ [member]: value }))).toMatchObject({
      type: 'account.standby',
      conversationKey: PERSON,
      data,
    })
  })

  it.each(['policy_enforcement', 'policy-enforcement'])('%s', (member) => {
    const item = { sender: undefined, [member]: { action: 'block', reason: 'spam' } }
    expect(one(messaging(item))).toMatchObject({
      type: 'account.updated',
      data: { change: 'policy_enforcement', status: 'block', reason: 'spam' },
    })
  })
})

describe('a change', () => {
  const comment = {
    id: 'c1',
    text: 'How much?',
    from: { id: PERSON, username: 'x' },
    media: { id: 'p1', media_product_type: 'FEED' },
  }

  it('is a comment', () => {
    expect(one(change('comments', { ...comment, parent_id: 'c0' }))).toMatchObject({
      type: 'comment.created',
      dedupKey: 'comment:c1',
      occurredAt: new Date(time),
      senderId: PERSON,
      conversationKey: 'p1',
      data: {
        commentId: 'c1',
        content: 'How much?',
        author: { id: PERSON, username: 'x' },
        mediaId: 'p1',
        parentId: 'c0',
      },
    })
  })

  it('is a comment with the id under its other name, on an ad', () => {
    const media = { id: 'p1', ad_id: 'a1', ad_title: 'T', original_media_id: 'o1' }
    expect(one(change('comments', { comment_id: 'c1', text: 'x', media })).data).toMatchObject({
      commentId: 'c1',
      adId: 'a1',
      adTitle: 'T',
      originalMediaId: 'o1',
    })
  })

  it('is a live comment, another fact than the comment of that id', () => {
    expect(one(change('live_comments', comment))).toMatchObject({ dedupKey: 'live_comment:c1', data: { live: true } })
  })

  it('is a comment of the account itself', () => {
    expect(one(change('comments', { ...comment, from: { id: ACCOUNT } })).data.self).toBe(true)
  })

  it('is a mention in a comment or in a post', () => {
    expect(one(change('mentions', { media_id: 'p1', comment_id: 'c1' }))).toMatchObject({
      dedupKey: 'mention:p1:c1',
      data: { mentionId: 'c1', source: 'comment', mediaId: 'p1', commentId: 'c1' },
    })
    expect(one(change('mentions', { media_id: 'p1' }))).toMatchObject({
      dedupKey: 'mention:p1:',
      data: { mentionId: 'p1', source: 'post' },
    })
  })

  it('is the figures of a story, again when they differ', () => {
    const figures = (reach: number) => one(change('story_insights', { media_id: 's1', reach, taps_back: 2, odd: 'x' }))
    expect(figures(5)).toMatchObject({
      type: 'story.insights',
      data: { mediaId: 's1', metrics: { reach: 5, tapsBack: 2 } },
    })
    expect(figures(5).dedupKey).toBe(figures(5).dedupKey)
    expect(figures(5).dedupKey).not.toBe(figures(6).dedupKey)
  })

  it('is a post', () => {
    const value = { id: 'p1', media_type: 'IMAGE', caption: 'New', timestamp: '2026-01-09T12:00:00+0000' }
    expect(one(change('media', value))).toMatchObject({
      type: 'media.published',
      dedupKey: 'media:p1',
      occurredAt: new Date('2026-01-09T12:00:00Z'),
      data: { mediaType: 'IMAGE', content: 'New' },
    })
  })

  it('may stand on the entry itself', () => {
    const flat = body({ id: ACCOUNT, time: time / 1000, field: 'comments', value: comment })
    expect(one(flat)).toMatchObject({ dedupKey: 'comment:c1', accountExternalId: ACCOUNT })
  })

  it.each([
    ['messages', { message: { mid: 'm1', text: 'x' } }, 'message.received'],
    ['message_echoes', { message: { mid: 'm1', text: 'x', is_echo: true } }, 'message.sent'],
    ['message_edit', { message_edit: { mid: 'm1', num_edit: 1 } }, 'message.edited'],
    ['message_reactions', { reaction: { mid: 'm1', action: 'react' } }, 'message.reacted'],
    ['messaging_postbacks', { postback: { mid: 'm1' } }, 'message.postback'],
    ['messaging_referral', { referral: { ref: 'r' } }, 'message.referral'],
    ['messaging_seen', { read: { mid: 'm1' } }, 'message.read'],
    ['messaging_optins', { optin: {} }, 'message.optin'],
    ['messaging_handover', { pass_thread_control: {} }, 'account.standby'],
    ['standby', { message: { mid: 'm1', text: 'x' } }, 'message.received'],
  ])('of the field %s is the messaging item it holds', (field, members, type) => {
    const item = { sender: { id: PERSON }, recipient: { id: ACCOUNT }, timestamp: String(time / 1000), ...members }
    const event = one(change(field, item))
    expect(event).toMatchObject({ type, occurredAt: new Date(time) })
    const { dedupKey } = one(body({ id: ACCOUNT, time, messaging: [item] }))
    expect(event.dedupKey).toBe(dedupKey)
  })
})

describe('keys', () => {
  const bodies = instagram.webhook.samples.map(
    (kind) => [kind, JSON.parse(JSON.stringify(instagram.webhook.sample(kind)))] as const,
  )

  it.each(bodies)('of %s stay when it is sent again with another entry time', (_kind, given) => {
    const later = structuredClone(given) as { entry: { time: number }[] }
    for (const entry of later.entry) entry.time += 3600
    const keys = (value: unknown) => normalise(value).map(({ dedupKey }) => dedupKey)
    expect(keys(later)).toEqual(keys(given))
  })

  it('tell apart everything that can be said of one message id', () => {
    const items = [
      { message: { mid: 'm1', text: 'x' } },
      { message: { mid: 'm1', is_deleted: true } },
      { message: { mid: 'm1', text: 'x', is_echo: true }, sender: { id: ACCOUNT }, recipient: { id: PERSON } },
      { message: { mid: 'm1', attachments: [{ type: 'story_mention' }] } },
      { message_edit: { mid: 'm1', num_edit: 1 } },
      { reaction: { mid: 'm1', action: 'react' } },
      { reaction: { mid: 'm1', action: 'unreact' } },
      { reaction: { mid: 'm1', action: 'react' }, sender: { id: 'another' } },
      { read: { mid: 'm1' } },
      { postback: { mid: 'm1' } },
      { response_feedback: { mid: 'm1', feedback: 'Good response' } },
    ]
    const keys = items.map((item) => one(messaging(item)).dedupKey)
    expect(new Set(keys).size).toBe(items.length)
  })

  it('do not take a number that JSON has rounded for an id', () => {
    const comment = (digits: string) => one(change('comments', JSON.parse(`{"id":${digits},"text":"x"}`)))
    expect(comment('12345').dedupKey).toBe('comment:12345')
    expect(comment('17841400000000001').type).toBe('event.unhandled')
  })
})

describe('several entries', () => {
  it('give every item of every account, in order', () => {
    const item = (mid: string) => ({
      sender: { id: PERSON },
      recipient: { id: 'x' },
      timestamp: time,
      message: { mid, text: 'x' },
    })
    const events = normalise(
      body(
        { id: '1', time, messaging: [item('a'), item('b')], changes: [{ field: 'comments', value: { id: 'c' } }] },
        { id: '2', time, messaging: [item('a')], standby: [item('d')] },
      ),
    )
    expect(events.map(({ accountExternalId, dedupKey }) => `${accountExternalId} ${dedupKey}`)).toEqual([
      '1 message:a',
      '1 message:b',
      '1 comment:c',
      '2 message:a',
      '2 message:d',
    ])
  })
})

describe('what is not understood', () => {
  it.each<[string, unknown, string]>([
    ['no entry', body(), ''],
    ['an entry that is no object', body(5), ''],
    ['an entry without items', body({ id: ACCOUNT, time }), ACCOUNT],
    ['empty lists', body({ id: ACCOUNT, time, messaging: [], changes: [] }), ACCOUNT],
    ['messaging that is no list', body({ id: ACCOUNT, time, messaging: {} }), ACCOUNT],
    ['changes that are no list', body({ id: ACCOUNT, time, changes: 'x' }), ACCOUNT],
    ['an item that is no object', body({ id: ACCOUNT, time, messaging: [null] }), ACCOUNT],
    ['an item of an unknown kind', messaging({ game_play: { game_id: '1' } }), ACCOUNT],
    ['an item with nothing in it', messaging({}), ACCOUNT],
    ['a message without an id', messaging({ message: { text: 'x' } }), ACCOUNT],
    ['a message from nobody', message({ text: 'x' }, { sender: undefined }), ACCOUNT],
    ['an unknown field', change('field_of_tomorrow', { a: 1 }), ACCOUNT],
    ['a change without a field', body({ id: ACCOUNT, changes: [{ value: {} }] }), ACCOUNT],
    ['a change without a value', body({ id: ACCOUNT, changes: [{ field: 'comments' }] }), ACCOUNT],
    ['an id that is too long', body({ id: '1'.repeat(5000), changes: [{ field: 'x', value: {} }] }), ''],
  ])('%s is kept as unhandled, with the reason', (_name, given, account) => {
    const event = one(given)
    expect(event).toMatchObject({ type: 'event.unhandled', accountExternalId: account })
    expect(event.data.reason).toEqual(expect.any(String))
    expect(normalise(JSON.parse(JSON.stringify(event.raw))).map(factOf)).toEqual([factOf(event)])
  })

  it('names the member or field it is about', () => {
    expect(one(messaging({ game_play: {} })).data.field).toBe('game_play')
    expect(one(change('field_of_tomorrow', {})).data.field).toBe('field_of_tomorrow')
  })

  it('does not hide what stands beside it', () => {
    const events = normalise(
      body({ id: ACCOUNT, time, messaging: [7, { sender: { id: PERSON }, message: { mid: 'm' } }] }),
    )
    expect(events.map(({ type }) => type)).toEqual(['event.unhandled', 'message.received'])
  })

  it('may be nested however deep', () => {
    const deep = JSON.parse(`${'{"a":['.repeat(50_000)}1${']}'.repeat(50_000)}`)
    for (const given of [deep, body(deep), messaging({ deep }), change('comments', { id: 'c1', deep })]) {
      instagram.webhook.accountsOf(given)
      for (const event of normalise(given)) expect(JSON.stringify(event.raw)).toEqual(expect.any(String))
    }
    expect(one(change('comments', { id: 'c1', deep })).dedupKey).toBe('comment:c1')
  })
})

it('judges the outer shape', () => {
  expect(instagram.webhook.shapeFault(body())).toBeUndefined()
  expect(instagram.webhook.shapeFault({ object: 'page', entry: [] })).toMatch(/object/)
  expect(instagram.webhook.shapeFault({ object: 'instagram' })).toMatch(/entry/)
  expect(instagram.webhook.shapeFault({ object: 'instagram', entry: {} })).toMatch(/entry/)
})

it('knows the event types of older systems as kinds of samples', () => {
  const kinds = instagram.webhook.samples
  expect(kinds).toEqual(
    expect.arrayContaining(
      'messages comments live_comments message_reactions messaging_postbacks messaging_referral messaging_seen mentions media story_insights'.split(
        ' ',
      ),
    ),
  )
})

it('puts what is asked for into a sample', () => {
  const options = {
    accountId: '1',
    senderId: '2',
    username: 'jane',
    text: 'Hello',
    mediaUrl: 'https://x/1.mp4',
    mediaType: 'video',
  }
  expect(one(instagram.webhook.sample('messages', options))).toMatchObject({
    accountExternalId: '1',
    senderId: '2',
    data: {
      content: 'Hello',
      kind: 'video',
      sender: { username: 'jane' },
      attachments: [{ type: 'video', url: 'https://x/1.mp4' }],
    },
  })
  expect(one(instagram.webhook.sample('comments', options)).data).toMatchObject({
    content: 'Hello',
    author: { id: '2', username: 'jane' },
  })
})
