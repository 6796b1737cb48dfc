import { describe, expect, it } from 'vitest'
import { eventFaults, factOf, platformContract } from '../../../test/platforms/contract.ts'
import { list, record } from '../json.ts'
import { facebook } from './index.ts'

platformContract(facebook, {
  merge: (bodies) => ({ object: 'page', entry: bodies.flatMap((body) => list(record(body)?.entry)) }),
  unhandledKinds: ['unknown'],
  personalKinds: ['permission-revoked', 'permission-granted', 'user-profile'],
})

const receivedAt = new Date('2026-01-10T12:00:00.000Z')
const PAGE = '104200000000001'
const PERSON = '5200000000000001'
const time = 1_767_960_000_000
const seconds = time / 1000

const normalise = (body: unknown) => {
  const events = facebook.webhook.normalise(body, receivedAt)
  for (const event of events) {
    expect(eventFaults(event)).toEqual([])
    expect(facebook.webhook.normalise(JSON.parse(JSON.stringify(event.raw)), receivedAt).map(factOf)).toEqual([
      factOf(event),
    ])
  }
  return events
}
const one = (body: unknown) => {
  const [event, ...others] = normalise(body)
  expect(others).toEqual([])
  if (!event) throw new Error('no event')
  return { ...event, data: JSON.parse(JSON.stringify(event.data)) as Record<string, unknown> }
}
const body = (...entry: unknown[]) => ({ object: 'page', entry })
const item = (members: object) => ({
  sender: { id: PERSON },
  recipient: { id: PAGE },
  timestamp: time - 500,
  ...members,
})
const messaging = (members: object, entry: object = {}) =>
  body({ id: PAGE, time, messaging: [item(members)], ...entry })
const change = (field: string, value: unknown, at = seconds) =>
  body({ id: PAGE, time: at, changes: [{ field, value }] })
const feed = (value: object, at = seconds) => change('feed', value, at)
const from = { id: PERSON, name: 'Kari Nordmann' }
const POST = `${PAGE}_77`

describe('a message', () => {
  const message = (members: object, more: object = {}) => messaging({ message: { mid: 'm1', ...members }, ...more })

  it('tells who wrote what, when and in which conversation', () => {
    expect(one(message({ text: 'Hi', seq: 5 }))).toMatchObject({
      type: 'message.received',
      accountExternalId: PAGE,
      dedupKey: 'message:m1',
      occurredAt: new Date(time - 500),
      senderId: PERSON,
      conversationKey: PERSON,
      data: {
        messageId: 'm1',
        conversationId: PERSON,
        platform: 'facebook',
        type: 'dm',
        kind: 'text',
        content: 'Hi',
        sender: { id: PERSON },
        recipient: { id: PAGE },
        attachments: [],
      },
    })
  })

  it('takes ids that come as numbers, in the entry and in the parties', () => {
    const event = one(
      body({ id: 12345, time, messaging: [{ sender: { id: 987 }, recipient: { id: 12345 }, message: { mid: 'm' } }] }),
    )
    expect(event).toMatchObject({ accountExternalId: '12345', conversationKey: '987' })
  })

  it('that is a picture with a sticker id is a sticker', () => {
    const attachments = [{ type: 'image', payload: { url: 'https://cdn/1', sticker_id: 369239263222822 } }]
    expect(one(message({ attachments, sticker_id: 369239263222822 })).data).toMatchObject({
      kind: 'sticker',
      attachments: [{ type: 'sticker', url: 'https://cdn/1', stickerId: '369239263222822' }],
    })
  })

  it('keeps the buttons and elements of a template', () => {
    const template = (payload: object) => one(message({ attachments: [{ type: 'template', payload }] })).data
    const buttons = [{ type: 'web_url', url: 'u', title: 'Visit' }]
    expect(template({ template_type: 'button', text: 'What next?', buttons })).toMatchObject({
      kind: 'template',
      attachments: [{ type: 'template', templateType: 'button', title: 'What next?', buttons }],
    })
    expect(template({ product: { elements: [{ id: '1' }] } })).toMatchObject({
      attachments: [{ templateType: 'product', elements: [{ id: '1' }] }],
    })
  })

  it('that shares a page is a link', () => {
    const attachments = [{ type: 'fallback', title: 'T', url: 'https://example.com', payload: 'BLOB' }]
    expect(one(message({ attachments })).data).toMatchObject({
      kind: 'link',
      attachments: [{ type: 'link', title: 'T', url: 'https://example.com' }],
    })
  })

  it('keeps what the platform found in it, and what came before it', () => {
    const nlp = { entities: { email: [{ value: 'a@example.com' }] } }
    const prior_message = { source: 'checkbox_plugin', identifier: 'ref-1' }
    expect(one(message({ text: 'x', nlp }, { prior_message })).data).toMatchObject({
      nlp,
      priorMessage: { source: 'checkbox_plugin', id: 'ref-1' },
    })
  })

  it('has the same key in standby, and says so', () => {
    const standby = one(body({ id: PAGE, time, standby: [item({ message: { mid: 'm1', text: 'x' } })] }))
    expect(standby).toMatchObject({ dedupKey: 'message:m1', data: { standby: true } })
  })

  it('of the Page itself is sent, in the conversation of the person, however the parties are printed', () => {
    const echo = { message: { mid: 'm1', text: 'x', is_echo: true, app_id: 1517776481860111 } }
    for (const parties of [{ sender: { id: PAGE }, recipient: { id: PERSON } }, {}])
      expect(one(messaging({ ...echo, ...parties }))).toMatchObject({
        type: 'message.sent',
        dedupKey: 'echo:m1',
        conversationKey: PERSON,
        data: { appId: '1517776481860111' },
      })
  })

  it('can be unsent, changed and reacted to: each is a fact of its own', () => {
    const events = [
      message({ text: 'x' }),
      message({ is_deleted: true }),
      messaging({ message_edit: { mid: 'm1', text: 'y', num_edit: '1' } }),
      messaging({ message_edit: { mid: 'm1', text: 'z', num_edit: '2' } }),
      messaging({ reaction: { mid: 'm1', action: 'react', emoji: '😢', reaction: 'sad' } }),
      messaging({ reaction: { mid: 'm1', action: 'unreact' } }),
    ].map(one)
    expect(events.map(({ type }) => type)).toEqual([
      'message.received',
      'message.deleted',
      'message.edited',
      'message.edited',
      'message.reacted',
      'message.reacted',
    ])
    expect(new Set(events.map(({ dedupKey }) => dedupKey)).size).toBe(events.length)
  })
})

describe('a receipt', () => {
  it('of delivery names the messages, and the time up to which all arrived', () => {
    const receipt = (mids?: string[]) =>
      one(messaging({ timestamp: undefined, delivery: { ...(mids ? { mids } : {}), watermark: time, seq: 37 } }))
    expect(receipt(['a', 'b'])).toMatchObject({
      type: 'message.delivered',
      conversationKey: PERSON,
      data: {
        messageId: 'b',
        messageIds: ['a', 'b'],
        until: new Date(time).toISOString(),
        recipient: { id: PERSON },
      },
    })
    expect(receipt(['a']).data).not.toHaveProperty('messageIds')
    expect(receipt()).toMatchObject({ dedupKey: `delivered:${PERSON}:${PAGE}:${time}:` })
    expect(receipt(['a']).dedupKey).not.toBe(receipt(['b']).dedupKey)
  })

  it('of reading has a time', () => {
    expect(one(messaging({ read: { watermark: time, seq: 38 } }))).toMatchObject({
      type: 'message.read',
      dedupKey: `seen:${PERSON}:${PAGE}:until:${time}`,
      data: { until: new Date(time).toISOString() },
    })
  })
})

describe('what a person does in a conversation', () => {
  it('taps a button: by its message id, or in older versions by who, when and what', () => {
    expect(one(messaging({ postback: { mid: 'p1', title: 'Hours', payload: 'HOURS' } }))).toMatchObject({
      type: 'message.postback',
      dedupKey: 'postback:p1',
      data: { title: 'Hours', payload: 'HOURS' },
    })
    const old = (members: object) => one(messaging({ postback: { payload: 'HOURS' }, ...members })).dedupKey
    expect(old({})).toBe(old({}))
    const others = [{ timestamp: time }, { sender: { id: 'another' } }, { postback: { payload: 'PRICES' } }]
    expect(new Set([{}, ...others].map(old)).size).toBe(4)
  })

  it('taps a button as a guest, known by a reference only', () => {
    const event = one(messaging({ sender: { user_ref: 987654321432 }, postback: { payload: 'hey', title: '' } }))
    expect(event).toMatchObject({ type: 'message.postback', conversationKey: '987654321432' })
  })

  it.each<[string, object, object]>([
    ['a plugin', { ref: 'r', user_ref: 'u' }, { status: 'opted_in', ref: 'r', userRef: 'u' }],
    [
      'one notification',
      { type: 'one_time_notif_req', payload: 'P', one_time_notif_token: 't' },
      { status: 'opted_in', type: 'one_time_notif_req', token: 't' },
    ],
    [
      'no more notifications',
      { type: 'notification_messages', notification_messages_status: 'STOP_NOTIFICATIONS' },
      { status: 'opted_out' },
    ],
  ])('opts in by %s', (_name, optin, data) => {
    expect(one(messaging({ optin }))).toMatchObject({ type: 'message.optin', data })
  })

  it('links an account, takes the link back, and links it again: three events, also without a timestamp', () => {
    const link = (status: string, at: number) =>
      one(messaging({ timestamp: undefined, account_linking: { status, authorization_code: 'c' } }, { time: at }))
    expect(link('linked', time)).toMatchObject({
      type: 'contact.linked',
      data: { contact: { id: PERSON }, status: 'linked', code: 'c' },
    })
    const keys = [link('linked', time), link('unlinked', time + 1), link('linked', time + 2)].map((e) => e.dedupKey)
    expect(new Set(keys).size).toBe(3)
    expect(link('linked', time).dedupKey).toBe(keys[0])
  })

  it.each<[string, object, object]>([
    [
      'payment',
      { payload: 'P', amount: { currency: 'EUR' } },
      { type: 'payment', payload: 'P', params: { amount: { currency: 'EUR' } } },
    ],
    [
      'checkout_update',
      { payload: 'P', shipping_address: { city: 'Bergen' } },
      { type: 'checkout_update', payload: 'P' },
    ],
    ['pre_checkout', { payload: 'P' }, { type: 'pre_checkout', payload: 'P' }],
    [
      'game_play',
      { game_id: '1', score: 8, payload: { level: 2 } },
      { type: 'game_play', params: { game_id: '1', score: 8 }, payload: '{"level":2}' },
    ],
    ['messaging_feedback', { feedback_screens: [] }, { type: 'feedback', params: { feedback_screens: [] } }],
  ])('completes a %s', (member, value, data) => {
    expect(one(messaging({ [member]: value }))).toMatchObject({
      type: 'message.postback',
      conversationKey: PERSON,
      data,
    })
  })

  it('sends an order', () => {
    const products = [
      { id: 1, retailer_id: 'r1', unit_price: 11.5, currency: 'EUR', quantity: 2 },
      { id: 456 },
      { name: 'nothing to order it by' },
    ]
    expect(one(messaging({ order: { products, note: 'n' } }))).toMatchObject({
      type: 'message.postback',
      data: {
        type: 'order',
        order: { items: [{ productId: 'r1', quantity: 2, price: 11.5, currency: 'EUR' }, { productId: '456' }] },
        params: { note: 'n' },
      },
    })
  })
})

describe('a comment', () => {
  const comment = {
    item: 'comment',
    comment_id: '77_88',
    post_id: POST,
    parent_id: POST,
    from,
    created_time: seconds - 5,
    message: 'How much?',
  }

  it('is created', () => {
    expect(one(feed({ ...comment, verb: 'add' }))).toMatchObject({
      type: 'comment.created',
      accountExternalId: PAGE,
      dedupKey: `comment:77_88:add:${seconds - 5}::`,
      occurredAt: new Date(time - 5000),
      senderId: PERSON,
      conversationKey: POST,
      data: { commentId: '77_88', platform: 'facebook', content: 'How much?', author: from, mediaId: POST },
    })
  })

  it('has the comment it answers for a parent, not the post', () => {
    expect(one(feed({ ...comment, verb: 'add' })).data).not.toHaveProperty('parentId')
    expect(one(feed({ ...comment, verb: 'add', parent_id: '77_55' })).data.parentId).toBe('77_55')
  })

  it('has the author in other members in older versions', () => {
    const old = { ...comment, from: undefined, verb: 'add', sender_id: 705955836155788, sender_name: 'Tester' }
    expect(one(feed(old)).data.author).toEqual({ id: '705955836155788', name: 'Tester' })
  })

  it('of the Page itself says so', () => {
    expect(one(feed({ ...comment, verb: 'add', from: { id: PAGE } })).data.self).toBe(true)
  })

  it('keeps its picture or video', () => {
    expect(
      one(feed({ ...comment, verb: 'add', photo: 'https://cdn/p', video: 'https://cdn/v' })).data.attachments,
    ).toEqual([
      { type: 'image', url: 'https://cdn/p' },
      { type: 'video', url: 'https://cdn/v' },
    ])
  })

  it.each([
    ['edit', 'comment.edited', undefined],
    ['edited', 'comment.edited', undefined],
    ['hide', 'comment.edited', true],
    ['unhide', 'comment.edited', false],
    ['remove', 'comment.deleted', undefined],
  ])('has the verb %s: %s', (verb, type, hidden) => {
    const event = one(feed({ ...comment, verb }))
    expect(event).toMatchObject({ type, data: { commentId: '77_88', mediaId: POST } })
    expect(event.data.hidden).toBe(hidden)
  })

  it('hidden, shown and hidden again is three events, though the platform gives the same creation time', () => {
    const verbs = ['hide', 'unhide', 'hide']
    const keys = verbs.map((verb, i) => one(feed({ ...comment, verb }, seconds + i)).dedupKey)
    expect(new Set(keys).size).toBe(3)
  })

  it('changed twice in one second is two events', () => {
    const edit = (message: string) => ({ field: 'feed', value: { ...comment, verb: 'edited', message } })
    const events = normalise(body({ id: PAGE, time: seconds, changes: [edit('a'), edit('b'), edit('a')] }))
    expect(events.map(({ data }) => data.content)).toEqual(['a', 'b'])
  })

  it('on a review says under what it stands', () => {
    expect(one(change('ratings', { ...comment, verb: 'add' })).data.mediaType).toBe('RATING')
  })
})

describe('a post', () => {
  const post = { item: 'status', verb: 'add', post_id: POST, from: { id: PAGE }, created_time: seconds, message: 'New' }

  it('is published', () => {
    expect(one(feed(post))).toMatchObject({
      type: 'media.published',
      dedupKey: `post:${POST}::status:add:${seconds}:::`,
      conversationKey: POST,
      data: { mediaId: POST, mediaType: 'STATUS', content: 'New', author: { id: PAGE }, self: true },
    })
  })

  it('of somebody else is not by the Page', () => {
    expect(one(feed({ ...post, item: 'post', from })).data).not.toHaveProperty('self')
  })

  it.each<[string, object, object]>([
    [
      'photo',
      { photo_id: 9, link: 'https://cdn/p' },
      {
        mediaType: 'IMAGE',
        mediaUrl: 'https://cdn/p',
        attachments: [{ type: 'image', id: '9', url: 'https://cdn/p' }],
      },
    ],
    ['video', { video_id: 9, link: 'https://cdn/v' }, { mediaType: 'VIDEO', mediaUrl: 'https://cdn/v' }],
    [
      'share',
      { share_id: 9, link: 'https://example.com' },
      { mediaType: 'SHARE', attachments: [{ type: 'link', url: 'https://example.com' }] },
    ],
    [
      'status',
      { photos: ['https://cdn/1', 'https://cdn/2'] },
      {
        mediaUrl: 'https://cdn/1',
        attachments: [
          { type: 'image', url: 'https://cdn/1' },
          { type: 'image', url: 'https://cdn/2' },
        ],
      },
    ],
    [
      'album',
      { post_id: undefined, album_id: 9, photo_ids: [1, 2] },
      {
        mediaId: '9',
        mediaType: 'ALBUM',
        attachments: [
          { type: 'image', id: '1' },
          { type: 'image', id: '2' },
        ],
      },
    ],
    ['event', { event_id: '9', message: undefined, story: 'An event.' }, { mediaType: 'EVENT', content: 'An event.' }],
    ['reel', { post_id: undefined, video_id: '9' }, { mediaId: '9', mediaType: 'REEL' }],
  ])('can be a %s', (item, members, data) => {
    expect(one(feed({ ...post, item, ...members }))).toMatchObject({ type: 'media.published', data })
  })

  it('that is not public yet is another fact than its publication', () => {
    const draft = one(feed({ ...post, published: 0 }))
    expect(draft.data.unpublished).toBe(true)
    expect(draft.dedupKey).not.toBe(one(feed({ ...post, published: 1 })).dedupKey)
  })

  it('with two photos that come as one change each is two events', () => {
    const changes = [1, 2].map((photo_id) => ({ field: 'feed', value: { ...post, item: 'photo', photo_id } }))
    expect(normalise(body({ id: PAGE, time: seconds, changes }))).toHaveLength(2)
  })

  it.each<[string, string, object]>([
    ['edit', 'media.edited', { content: 'New' }],
    ['edited', 'media.edited', { content: 'New' }],
    ['hide', 'media.edited', { hidden: true }],
    ['unhide', 'media.edited', { hidden: false }],
    ['block', 'media.edited', { restriction: 'block', reason: '1' }],
    ['unblock', 'media.edited', { restriction: 'unblock' }],
    ['mute', 'media.edited', { restriction: 'mute' }],
    ['remove', 'media.deleted', {}],
  ])('has the verb %s: %s', (verb, type, data) => {
    expect(one(feed({ ...post, verb, video_flag_reason: 1 }))).toMatchObject({ type, data: { mediaId: POST, ...data } })
  })
})

describe('a reaction', () => {
  const reaction = {
    item: 'reaction',
    post_id: POST,
    parent_id: POST,
    from,
    created_time: seconds,
    reaction_type: 'love',
  }

  it('to a post or a comment', () => {
    expect(one(feed({ ...reaction, verb: 'add' }))).toMatchObject({
      type: 'reaction.created',
      senderId: PERSON,
      conversationKey: POST,
      data: { target: 'media', mediaId: POST, reaction: 'love', author: from },
    })
    expect(one(feed({ ...reaction, verb: 'add', comment_id: '77_88' })).data).toMatchObject({
      target: 'comment',
      commentId: '77_88',
    })
  })

  it('is changed, and taken back', () => {
    expect(one(feed({ ...reaction, verb: 'edit' }))).toMatchObject({
      type: 'reaction.created',
      data: { changed: true },
    })
    expect(one(feed({ ...reaction, verb: 'remove' })).type).toBe('reaction.deleted')
  })

  it('of two persons at the same time is two events', () => {
    const changes = [from, { id: 'another' }].map((who) => ({
      field: 'feed',
      value: { ...reaction, verb: 'add', from: who },
    }))
    expect(normalise(body({ id: PAGE, time: seconds, changes }))).toHaveLength(2)
  })

  it('may be a like of older versions', () => {
    const like = { item: 'like', verb: 'add', post_id: POST, sender_id: 5, created_time: seconds }
    expect(one(feed(like))).toMatchObject({ type: 'reaction.created', data: { reaction: 'like', author: { id: '5' } } })
  })

  it('to the Page itself makes a follower', () => {
    const like = (verb: string) => one(feed({ item: 'like', verb, user_id: 5 }))
    expect(like('add')).toMatchObject({ type: 'follower.added', senderId: '5', data: { follower: { id: '5' } } })
    expect(like('remove').type).toBe('follower.removed')
  })

  it('to the Page by somebody whose id JSON cannot carry makes a follower without one', () => {
    const event = one(feed(JSON.parse('{"item":"like","verb":"add","user_id":10201978818232601}')))
    expect(event).toMatchObject({ type: 'follower.added', data: { follower: {} } })
    expect(event).not.toHaveProperty('senderId')
  })
})

describe('a review', () => {
  const review = { item: 'rating', open_graph_story_id: 9048, reviewer_id: 705, reviewer_name: 'Tester' }

  it('has stars or a recommendation, and a text', () => {
    const value = { ...review, verb: 'add', rating: 3, recommendation_type: 'POSITIVE', review_text: 'Fine' }
    expect(one(change('ratings', value))).toMatchObject({
      type: 'review.created',
      senderId: '705',
      conversationKey: '9048',
      data: { reviewId: '9048', content: 'Fine', rating: 3, recommended: true, author: { id: '705', name: 'Tester' } },
    })
    expect(one(change('ratings', { ...value, recommendation_type: 'negative' })).data.recommended).toBe(false)
  })

  it('is changed and removed', () => {
    expect(one(change('ratings', { ...review, verb: 'edit', review_text: 'x' })).type).toBe('review.edited')
    expect(one(change('ratings', { ...review, verb: 'remove' })).data).toEqual({
      reviewId: '9048',
      platform: 'facebook',
      author: { id: '705', name: 'Tester' },
    })
  })
})

describe('other changes', () => {
  it('a mention in a post or a comment', () => {
    const value = { item: 'post', verb: 'add', post_id: '1_2', sender_id: 44, sender_name: 'N', message: 'm' }
    expect(one(change('mention', value))).toMatchObject({
      type: 'mention.created',
      dedupKey: 'mention:1_2:',
      data: { mentionId: '1_2', source: 'post', mediaId: '1_2', content: 'm', author: { id: '44' } },
    })
    expect(one(change('mention', { ...value, item: 'comment', comment_id: '2_3' })).data).toMatchObject({
      mentionId: '2_3',
      source: 'comment',
    })
  })

  it('what happens to a post that mentions the Page is an event of that post', () => {
    const value = { item: 'comment', verb: 'remove', post_id: '1_2', comment_id: '2_3' }
    expect(one(change('mention', value)).type).toBe('comment.deleted')
  })

  it('a lead, with the ad when there was one', () => {
    const lead = { leadgen_id: 1636129430026801, form_id: 12345, created_time: seconds, ad_id: 0, adgroup_id: 0 }
    const event = one(change('leadgen', lead))
    expect(event).toMatchObject({
      type: 'lead.created',
      dedupKey: 'lead:1636129430026801',
      data: { leadId: '1636129430026801', formId: '12345', createdAt: new Date(time).toISOString() },
    })
    expect(event.data).not.toHaveProperty('adId')
    expect(one(change('leadgen', { ...lead, ad_id: 7 })).data.adId).toBe('7')
  })

  it('a template that was judged', () => {
    const value = { event: 'APPROVED', message_template_id: 5, message_template_name: 'n', reason: 'NONE' }
    expect(one(change('messenger_template_status_update', value))).toMatchObject({
      type: 'template.updated',
      data: { templateId: '5', change: 'status', value: 'APPROVED', name: 'n', reason: 'NONE' },
    })
  })

  it('a live broadcast, or a video that was processed', () => {
    expect(one(change('live_videos', { id: '4', status: 'live' }))).toMatchObject({
      type: 'media.edited',
      data: { mediaId: '4', mediaType: 'LIVE_VIDEO', status: 'live' },
    })
    expect(one(change('videos', { id: '4', status: { video_status: 'ready' } })).data.status).toBe('ready')
  })

  it("a part of the Page's profile, with and without its value, each time it changes", () => {
    expect(one(change('hours', { mon_1_open: '09:00' }))).toMatchObject({
      type: 'account.updated',
      accountExternalId: PAGE,
      data: { change: 'hours', details: { value: { mon_1_open: '09:00' } } },
    })
    const hours = (at: number) => one(body({ id: PAGE, time: at, changes: [{ field: 'hours' }] }))
    expect(hours(seconds).data).toEqual({ platform: 'facebook', change: 'hours' })
    expect(hours(seconds).dedupKey).not.toBe(hours(seconds + 9).dedupKey)
  })

  it('the names of changed fields, told without values', () => {
    const events = normalise(body({ id: PAGE, time: seconds, changed_fields: ['phone', 'feed', 5, null] }))
    expect(events.map(({ type, data }) => [type, data.change ?? data.field])).toEqual([
      ['account.updated', 'phone'],
      ['event.unhandled', 'feed'],
      ['event.unhandled', '5'],
      ['event.unhandled', undefined],
    ])
  })

  it('a messaging item that came as a change, as the dashboard sends it', () => {
    const given = { ...item({ message: { mid: 'm1', text: 'x' } }), timestamp: String(seconds) }
    expect(one(change('messages', given))).toMatchObject({
      type: 'message.received',
      dedupKey: 'message:m1',
      occurredAt: new Date(time),
    })
  })

  it('a change without a body around it belongs to the Page that got it', () => {
    const lone = {
      field: 'messaging_postbacks',
      value: {
        sender: { user_ref: 'u1' },
        recipient: { id: PAGE },
        timestamp: String(seconds),
        postback: { mid: 'p1' },
      },
    }
    expect(facebook.webhook.shapeFault(lone)).toBeUndefined()
    expect(facebook.webhook.accountsOf(lone)).toEqual([PAGE])
    expect(one(lone)).toMatchObject({ type: 'message.postback', accountExternalId: PAGE, conversationKey: 'u1' })
  })
})

describe('a person who uses the app', () => {
  const about = (object: string, ...changes: object[]) => ({
    object,
    entry: [{ id: PERSON, uid: PERSON, time: seconds, changes }],
  })

  it('gives and takes back permissions: of no account, so none is discovered', () => {
    const given = about('permissions', { field: 'pages_messaging', value: { verb: 'revoked', target_ids: ['1'] } })
    expect(facebook.webhook.shapeFault(given)).toBeUndefined()
    expect(facebook.webhook.accountsOf(given)).toEqual([])
    expect(one(given)).toMatchObject({
      type: 'account.updated',
      accountExternalId: '',
      senderId: PERSON,
      data: {
        change: 'permissions',
        status: 'revoked',
        person: { id: PERSON },
        details: { permission: 'pages_messaging', target_ids: ['1'] },
      },
    })
    expect(one(about('permissions', { field: 'connected', verb: 'granted' })).data.status).toBe('granted')
  })

  it('changes the profile', () => {
    expect(one(about('user', { field: 'email', value: 'a@example.com' })).data).toMatchObject({
      change: 'email',
      person: { id: PERSON },
      details: { value: 'a@example.com' },
    })
    expect(one(about('user', { field: 'likes', verb: 'add', value: { page: '9' } })).data.status).toBe('add')
  })

  it('is told apart from the next by the key, as both belong to no account', () => {
    const key = (id: string) =>
      one({ object: 'user', entry: [{ id, time: seconds, changes: [{ field: 'email', value: 'x' }] }] }).dedupKey
    expect(key('1')).not.toBe(key('2'))
  })

  it('is named by `uid` alone, too', () => {
    const event = one({ object: 'user', entry: [{ uid: '7', time: seconds, changed_fields: ['photos'] }] })
    expect(event.data).toEqual({ platform: 'facebook', change: 'photos', person: { id: '7' } })
  })
})

describe('keys', () => {
  const timeless =
    /hidden|shown|edited|blocked|muted|page-|live-video|template|permission|user-|delivery|deliveries|dashboard/
  const kinds = facebook.webhook.samples.filter((kind) => !timeless.test(kind))

  it.each(kinds)('of %s stay when it is sent again with another entry time', (kind) => {
    const given = JSON.parse(JSON.stringify(facebook.webhook.sample(kind))) as { entry: { time: number }[] }
    const later = structuredClone(given)
    for (const entry of later.entry) entry.time += 3600
    const keys = (value: unknown) => normalise(value).map(({ dedupKey }) => dedupKey)
    expect(keys(later)).toEqual(keys(given))
  })

  it('tell apart everything that can be said of one post', () => {
    const values = [
      { item: 'status', verb: 'add' },
      { item: 'status', verb: 'edited' },
      { item: 'status', verb: 'hide' },
      { item: 'status', verb: 'unhide' },
      { item: 'status', verb: 'remove' },
      { item: 'comment', verb: 'add', comment_id: 'c' },
      { item: 'comment', verb: 'remove', comment_id: 'c' },
      { item: 'reaction', verb: 'add', reaction_type: 'like' },
      { item: 'reaction', verb: 'add', reaction_type: 'like', comment_id: 'c' },
      { item: 'reaction', verb: 'remove', reaction_type: 'like' },
      { item: 'like', verb: 'add' },
    ]
    const changes = values.map((value) => ({
      field: 'feed',
      value: { post_id: POST, created_time: seconds, ...value },
    }))
    expect(normalise(body({ id: PAGE, time: seconds, changes }))).toHaveLength(values.length)
  })
})

describe('what is not understood', () => {
  it.each<[string, unknown, string | undefined]>([
    ['an unknown field', change('foo', { item: 'bar', verb: 'remove' }), 'foo'],
    ['a field told without its value', body({ id: PAGE, time, changes: [{ field: 'feed' }] }), 'feed'],
    ['an unknown verb', feed({ item: 'post', verb: 'dance', post_id: POST }), 'feed'],
    ['no verb', feed({ item: 'post', post_id: POST }), 'feed'],
    ['a post without an id', feed({ item: 'post', verb: 'add' }), 'feed'],
    ['a comment without an id', feed({ item: 'comment', verb: 'add' }), 'feed'],
    ['a reaction to nothing', feed({ item: 'reaction', verb: 'add', reaction_type: 'like' }), 'feed'],
    ['a reaction of no kind', feed({ item: 'reaction', verb: 'add', post_id: POST }), 'feed'],
    ['a review without an id', change('ratings', { item: 'rating', verb: 'add' }), 'ratings'],
    ['a mention of nothing', change('mention', { item: 'post', verb: 'add' }), 'mention'],
    ['a lead without an id', change('leadgen', { form_id: 1 }), 'leadgen'],
    ['an account link of an unknown status', messaging({ account_linking: { status: 'maybe' } }), 'account_linking'],
    ['a receipt of nothing', messaging({ delivery: { seq: 1 } }), 'delivery'],
    ['an item of an unknown kind', messaging({ telepathy: {} }), 'telepathy'],
    ['a change of nobody', { object: 'user', entry: [{ time, changes: [{ field: 'email' }] }] }, 'email'],
  ])('%s is kept as unhandled, with the reason', (_name, given, field) => {
    const event = one(given)
    expect(event).toMatchObject({ type: 'event.unhandled', data: { platform: 'facebook', field } })
    expect(event.data.reason).toEqual(expect.any(String))
  })
})

it('judges the outer shape', () => {
  for (const object of ['page', 'user', 'permissions'])
    expect(facebook.webhook.shapeFault({ object, entry: [] })).toBeUndefined()
  for (const object of ['instagram', 'whatsapp_business_account', '', 5, undefined])
    expect(facebook.webhook.shapeFault({ object, entry: [] })).toMatch(/object/)
  expect(facebook.webhook.shapeFault({ object: 'page' })).toMatch(/entry/)
  expect(facebook.webhook.shapeFault({ field: 'feed' })).toMatch(/object/)
})

it('has a sample for every field it subscribes to by default', () => {
  const kinds = new Set(facebook.webhook.samples)
  const other: Readonly<Record<string, string>> = {
    message_echoes: 'echo',
    message_edits: 'message-edit',
    messaging_handovers: 'pass-thread-control',
    messaging_policy_enforcement: 'policy-enforcement',
  }
  for (const { name, default: wanted } of facebook.webhook.fields)
    if (wanted) expect(kinds).toContain(other[name] ?? name)
})

it('puts what is asked for into a sample', () => {
  const options = {
    accountId: '1',
    senderId: '2',
    username: 'Jane',
    text: 'Hello',
    mediaUrl: 'https://x/1.mp4',
    mediaType: 'video',
  }
  expect(one(facebook.webhook.sample('messages', options))).toMatchObject({
    accountExternalId: '1',
    senderId: '2',
    data: { content: 'Hello', kind: 'video', attachments: [{ type: 'video', url: 'https://x/1.mp4' }] },
  })
  expect(one(facebook.webhook.sample('comment', options))).toMatchObject({
    accountExternalId: '1',
    data: { content: 'Hello', author: { id: '2', name: 'Jane' } },
  })
})
