import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CATALOGUE, EVENT_TYPES } from './catalogue.ts'
import { contentTypeOf, renderDelivery, standardBody } from './envelope.ts'
import type { EventAccount, RenderedEvent } from './formats/format.ts'
import { newUuid, toPublicId } from './ids.ts'

const account: EventAccount = {
  id: newUuid(),
  platform: 'instagram',
  externalId: '17841400000000000',
  username: 'yourbrand',
}
const dm = {
  messageId: 'm_1',
  conversationId: '1784200001',
  platform: 'instagram',
  type: 'dm',
  kind: 'text',
  content: 'Hi',
  sender: { id: '1784200001', username: 'customer123', name: 'John Doe' },
  attachments: [],
}
const event = (type: string, data: unknown, rest: Partial<RenderedEvent> = {}): RenderedEvent => ({
  id: newUuid(),
  workspaceId: newUuid(),
  type,
  platform: 'instagram',
  occurredAt: new Date('2026-01-10T12:00:00.000Z'),
  data: typeof data === 'string' ? data : JSON.stringify(data),
  raw: '{"object":"instagram"}',
  ...rest,
})

describe('standard', () => {
  it('has the members of the contract, in their order', () => {
    const message = event('message.received', dm)
    const body = renderDelivery('standard', message, account)
    const expected = {
      id: toPublicId('event', message.id),
      event: 'message.received',
      timestamp: '2026-01-10T12:00:00.000Z',
      workspaceId: toPublicId('workspace', message.workspaceId),
      account: {
        id: toPublicId('account', account.id),
        platform: 'instagram',
        username: 'yourbrand',
        externalId: '17841400000000000',
      },
      data: dm,
    }
    expect(body).toBe(JSON.stringify(expected))
    expect(standardBody(message, account)).toEqual(expected)
  })

  it('carries data byte for byte, escapes and odd spacing included', () => {
    const data = '{ "content" : "\\u00e9\\ud800 \\/ 😀",\n"n":1.0e2, "n":2 }'
    expect(renderDelivery('standard', event('message.received', data), account)).toContain(`"data":${data}}`)
  })

  it('has a null account for events of the hub, and a null name where none is known', () => {
    expect(JSON.parse(renderDelivery('standard', event('webhook.test', {}), undefined))).toMatchObject({
      account: null,
    })
    const nameless = { ...account, username: undefined }
    expect(JSON.parse(renderDelivery('standard', event('webhook.test', {}), nameless)).account.username).toBeNull()
  })
})

describe('flat', () => {
  const flat = (type: string, data: unknown) => JSON.parse(renderDelivery('flat', event(type, data), account))

  it('turns a message into new_message', () => {
    const message = event('message.received', dm)
    expect(renderDelivery('flat', message, account)).toBe(
      JSON.stringify({
        timestamp: '2026-01-10T12:00:00.000Z',
        event_id: toPublicId('event', message.id),
        event_type: 'new_message',
        username: 'yourbrand',
        data: {
          sender: 'customer123',
          message: 'Hi',
          timestamp: '2026-01-10T12:00:00.000Z',
          thread_id: '1784200001',
          message_id: 'm_1',
        },
      }),
    )
  })

  it('names the sender by id when the username is not known, and keeps attachments', () => {
    const attachments = [{ type: 'image', url: 'https://cdn.test/a.jpg' }]
    expect(flat('message.received', { ...dm, sender: { id: '7' }, attachments }).data).toMatchObject({
      sender: '7',
      attachments,
    })
  })

  it('turns a comment into new_comment', () => {
    const data = { commentId: 'c1', content: 'How much?', author: { username: 'ann' }, mediaId: 'p1', parentId: 'c0' }
    expect(flat('comment.created', data)).toMatchObject({
      event_type: 'new_comment',
      data: {
        sender: 'ann',
        message: 'How much?',
        timestamp: '2026-01-10T12:00:00.000Z',
        thread_id: 'p1',
        message_id: 'c1',
        comment_id: 'c1',
        media_id: 'p1',
        parent_id: 'c0',
      },
    })
  })

  it('turns a mention into mention', () => {
    expect(
      flat('mention.created', { mentionId: 'x', source: 'comment', commentId: 'c1', mediaId: 'p1' }),
    ).toMatchObject({
      event_type: 'mention',
      data: { sender: null, message: null, thread_id: 'p1', message_id: 'c1', comment_id: 'c1' },
    })
  })

  it('turns a follower into new_follower', () => {
    expect(flat('follower.added', { follower: { id: 'U1' } })).toMatchObject({
      event_type: 'new_follower',
      data: { sender: 'U1', message: null, thread_id: null, message_id: null },
    })
  })

  it('leaves every other type its name and data', () => {
    expect(flat('message.read', { until: 'x' })).toMatchObject({ event_type: 'message.read', data: { until: 'x' } })
    expect(flat('constructor', { a: 1 })).toMatchObject({ event_type: 'constructor', data: { a: 1 } })
  })

  it('leaves data as it is when it is no object', () => {
    expect(flat('message.received', '[1]')).toMatchObject({ event_type: 'message.received', data: [1] })
  })

  it('has the platform id where the account has no name', () => {
    const body = renderDelivery('flat', event('message.received', dm), { ...account, username: undefined })
    expect(JSON.parse(body).username).toBe('17841400000000000')
  })
})

describe('cloudevents', () => {
  it('has the attributes of CloudEvents 1.0 in structured mode', () => {
    const message = event('message.received', dm)
    expect(contentTypeOf('cloudevents')).toBe('application/cloudevents+json')
    expect(JSON.parse(renderDelivery('cloudevents', message, account))).toEqual({
      specversion: '1.0',
      id: toPublicId('event', message.id),
      source: `/${toPublicId('workspace', message.workspaceId)}/instagram/17841400000000000`,
      type: 'message.received',
      time: '2026-01-10T12:00:00.000Z',
      datacontenttype: 'application/json',
      workspaceid: toPublicId('workspace', message.workspaceId),
      platform: 'instagram',
      accountid: toPublicId('account', account.id),
      accountname: 'yourbrand',
      data: dm,
    })
  })

  it('has a valid source and lower-case attribute names for any account', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (externalId) => {
        const body = JSON.parse(renderDelivery('cloudevents', event('a.b', {}), { ...account, externalId }))
        expect(URL.canParse(body.source, 'https://hub.test')).toBe(true)
        for (const name of Object.keys(body)) expect(name).toMatch(/^[a-z0-9]{1,20}$/)
      }),
    )
  })
})

describe('raw', () => {
  it("is the platform's payload, byte for byte", () => {
    const raw = '{"object":"instagram", "entry":[{"id":"\\u0030"}]}'
    expect(renderDelivery('raw', event('message.received', dm, { raw }), account)).toBe(raw)
  })

  it.each(['', 'null', '{}'])('is the standard envelope where there is no payload (%j)', (raw) => {
    const hub = event('webhook.test', { message: 'Hello' }, { raw })
    expect(renderDelivery('raw', hub, undefined)).toBe(renderDelivery('standard', hub, undefined))
  })
})

it('renders every type of the catalogue in every format as JSON, the same bytes each time', () => {
  for (const type of EVENT_TYPES)
    for (const format of ['standard', 'flat', 'cloudevents', 'raw'] as const) {
      const one = event(type, CATALOGUE[type].example)
      const body = renderDelivery(format, one, account)
      expect(() => JSON.parse(body)).not.toThrow()
      expect(renderDelivery(format, structuredClone(one), structuredClone(account))).toBe(body)
    }
})

it('renders any text in names and data as JSON that reads back the same', () => {
  const anyText = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(anyText, anyText, fc.jsonValue(), (username, externalId, data) => {
      const one = event('message.received', JSON.stringify(data))
      const named = { ...account, username, externalId }
      for (const format of ['standard', 'flat', 'cloudevents'] as const)
        expect(() => JSON.parse(renderDelivery(format, one, named))).not.toThrow()
      expect(JSON.parse(renderDelivery('standard', one, named))).toEqual(
        JSON.parse(JSON.stringify(standardBody(one, named))),
      )
    }),
  )
})
