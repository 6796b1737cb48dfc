import { describe, expect, it } from 'vitest'
import { platformContract } from '../../../test/platforms/contract.ts'
import { botIdOf, webhookSecretOf } from './credentials.ts'
import { telegram } from './index.ts'
import { ALLOWED_UPDATES } from './normalise.ts'
import { sign, verify } from './secret-header.ts'

platformContract(telegram, {
  unhandledKinds: ['poll-state', 'reaction-count', 'inline-query', 'unknown-update'],
  untimedKinds: ['postback', 'business-deleted', 'poll-answer', 'poll-state', 'inline-query', 'unknown-update'],
})

const at = new Date('2026-01-10T12:00:00.000Z')
const { normalise, sample } = telegram.webhook
const only = (kind: string) => normalise(sample(kind), at)[0]
const dataOf = (kind: string) => JSON.parse(JSON.stringify(only(kind)?.data ?? null))
const chat = { id: 42, type: 'private' }
const message = (members: object, id = 1) => ({
  message_id: 7,
  from: { id: 42 },
  chat,
  date: 1_768_046_400,
  ...members,
  update: id,
})

describe('what an update is', () => {
  it.each([
    ['message', 'message.received'],
    ['message-edit', 'message.edited'],
    ['channel-post', 'message.received'],
    ['channel-edit', 'message.edited'],
    ['postback', 'message.postback'],
    ['reaction', 'message.reacted'],
    ['member-joined', 'member.joined'],
    ['member-left', 'member.left'],
    ['bot-added', 'member.joined'],
    ['blocked', 'follower.removed'],
    ['unblocked', 'follower.added'],
    ['service-title', 'account.updated'],
    ['service-members', 'member.joined'],
    ['service-payment', 'message.postback'],
    ['business-connection', 'account.updated'],
    ['business-message', 'message.received'],
    ['business-echo', 'message.sent'],
    ['business-edit', 'message.edited'],
    ['business-deleted', 'message.deleted'],
    ['poll-answer', 'message.postback'],
    ['poll-state', 'event.unhandled'],
    ['reaction-count', 'event.unhandled'],
    ['inline-query', 'event.unhandled'],
    ['unknown-update', 'event.unhandled'],
  ])('%s is %s', (kind, type) => expect(only(kind)?.type).toBe(type))

  it.each([
    ['message-image', 'image'],
    ['message-video-note', 'video'],
    ['message-voice', 'audio'],
    ['message-file', 'file'],
    ['message-animation', 'video'],
    ['message-sticker', 'sticker'],
    ['message-venue', 'location'],
    ['message-contact', 'contact'],
    ['message-story', 'story'],
    ['message-poll', 'other'],
    ['message-dice', 'other'],
  ])('%s has one attachment of the kind %s', (kind, expected) =>
    expect(dataOf(kind)).toMatchObject({ kind: expected, attachments: [{}] }),
  )

  it('says who voted for what, and that a vote was taken back', () => {
    const vote = { poll_id: '5', user: { id: 42, first_name: 'Jane' }, option_ids: [0, 2] }
    const voted = (poll_answer: object) => normalise({ update_id: 5, poll_answer }, at)[0]?.data
    expect(voted(vote)).toMatchObject({
      sender: { id: '42' },
      type: 'poll',
      payload: '5',
      params: { optionIds: [0, 2] },
    })
    expect(voted({ ...vote, option_ids: [] })).toMatchObject({ params: { optionIds: [] } })
    expect(voted({ poll_id: '5' })).toMatchObject({ field: 'poll_answer' })
  })

  it('takes the largest size of a photo, and the same album for each of its photos', () => {
    expect(dataOf('message-album').attachments[0]).toMatchObject({ type: 'image', album: { id: expect.any(String) } })
  })

  it('keeps the connection in the conversation of a business chat, for the answer', () => {
    const { conversationId, sender } = dataOf('business-message')
    expect(conversationId).toMatch(new RegExp(`^${sender.id}@`))
  })

  it('finds the mention of the text, and the message that is answered', () => {
    expect(dataOf('message-entities').mentions).toEqual([{ index: 7, length: 14 }])
    expect(dataOf('message-reply').replyTo.messageId).toMatch(/^7100000001:\d+$/)
  })
})

it('takes an update whose members are of no kind that a text can be made of', () => {
  const hostile = { toString: 1, valueOf: 1 }
  const update = { id: 'c1', user: { id: 42 }, date: hostile, is_enabled: hostile }
  expect(normalise({ update_id: 5, business_connection: update }, at)).toMatchObject([
    { type: 'account.updated', occurredAt: at, data: { status: 'enabled' } },
  ])
})

it.each([-1_007_200_000_001, 0, 1e14, '1768046400'])('takes %j for no time', (date) => {
  expect(normalise({ update_id: 5, message: message({ text: 'Hi', date }) }, at)[0]?.occurredAt).toEqual(at)
})

it('leaves out a duration that cannot be', () => {
  const voice = message({ voice: { file_id: 'f', duration: -1 } })
  expect(normalise({ update_id: 5, message: voice }, at)[0]?.data.attachments).toEqual([
    expect.objectContaining({ id: 'f', durationMs: undefined }),
  ])
})

it('refuses a native message for a chat that is no text and no number', () => {
  const content = { type: 'native' as const, message: { method: 'sendDice', chat_id: { toString: 1 } } }
  const refused = () => telegram.messaging.check({ to: '42', content, idempotencyKey: 'k' })
  expect(refused).toThrow(/leave chat_id out/)
})

describe('the key of an update', () => {
  const keyOf = (body: object) => normalise(body, at).map(({ dedupKey }) => dedupKey)

  it('is the same when Telegram sends the update again, and another for an edit', () => {
    const first = { update_id: 5, message: message({ text: 'Hi' }) }
    const edit = { update_id: 6, edited_message: message({ text: 'Hello', edit_date: 1_768_046_460 }) }
    expect(keyOf(first)).toEqual(keyOf(structuredClone(first)))
    expect(keyOf(edit)).not.toEqual(keyOf(first))
  })

  it('differs for another message under the number of an earlier update', () => {
    expect(keyOf({ update_id: 5, message: message({ text: 'a', message_id: 8 }) })).not.toEqual(
      keyOf({ update_id: 5, message: message({ text: 'a' }) }),
    )
  })

  it('takes numbers of more digits than a double has, as texts', () => {
    const [event] = normalise({ update_id: '9007199254740993', message: message({ text: 'a' }) }, at)
    expect(event?.dedupKey).toContain('9007199254740993')
  })
})

describe('the secret of a webhook', () => {
  const token = '7000000001:AAdemo-telegram-token-0123456789ab'

  it('is made from the token, has the form that Telegram takes, and says nothing of it', () => {
    expect(webhookSecretOf(token)).toMatch(/^[A-Za-z0-9_-]{1,256}$/)
    expect(webhookSecretOf(token)).toBe(webhookSecretOf(token))
    expect(token).not.toContain(webhookSecretOf(token))
    expect(botIdOf(token)).toBe('7000000001')
  })

  it('is refused when it is sent twice, or in another form', () => {
    const secret = webhookSecretOf(token)
    const check = (header: string | string[]) =>
      verify(Buffer.from('{}'), { 'x-telegram-bot-api-secret-token': header }, secret)
    expect(check(sign(Buffer.from('{}'), secret))).toBeUndefined()
    expect(check([secret, secret])).toBe('malformed_signature')
    expect(check(`${secret} `)).toBe('malformed_signature')
    expect(check(`${secret}x`)).toBe('signature_mismatch')
  })
})

it('asks for kinds of updates once each', () => {
  expect(new Set(ALLOWED_UPDATES).size).toBe(ALLOWED_UPDATES.length)
})
