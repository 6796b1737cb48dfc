import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createPlatformAccess } from '../../../src/accounts/access.ts'
import { loadConfig } from '../../../src/config.ts'
import type { PlatformError } from '../../../src/platforms/error.ts'
import { record } from '../../../src/platforms/json.ts'
import type { OutboundContent } from '../../../src/platforms/outbound.ts'
import { telegram } from '../../../src/platforms/telegram/index.ts'
import { outbound } from '../../support/outbound.ts'
import { credentialsFor } from '../credentials.ts'
import { startPlatforms } from '../index.ts'
import { HUB_SECRET } from './stand-in.ts'

const platforms = await startPlatforms()
const { seeds, state } = platforms
const { account, person } = seeds.telegram
const access = createPlatformAccess(loadConfig(platforms.env).platforms, 'Hubbub/test')
const credentials = credentialsFor(platforms).telegram
const client = telegram.client(credentials, access.environment())
const CALLBACK = 'https://hub.example.com/api/v1/webhooks/telegram/acc_1'

beforeAll(() => void platforms.happen('telegram', 'message'))
afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(async () => {
  await access.close()
  await platforms.stop()
})

const send = (content: OutboundContent, more: { to?: string; replyTo?: string } = {}) =>
  client.send(outbound(content, { to: person.id, idempotencyKey: crypto.randomUUID(), ...more }))
const failure = (run: Promise<unknown>) =>
  run.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: PlatformError) => error,
  )

describe('connecting a bot', () => {
  it('finds out who the token belongs to', async () => {
    expect(await client.inspect()).toMatchObject({
      externalId: account.id,
      username: 'yourbrand_bot',
      token: { kind: 'bot' },
    })
  })

  it('sets the webhook with a secret and the kinds of updates, and takes it away', async () => {
    expect((await client.subscription()).active).toBe(false)
    expect(await client.subscribe({ callbackUrl: CALLBACK })).toEqual({ active: true, fields: [], problem: undefined })
    expect(account.webhook).toMatchObject({ url: CALLBACK, secret: HUB_SECRET })
    expect(account.webhook?.allowed).toEqual(expect.arrayContaining(['message', 'message_reaction', 'chat_member']))
    await client.unsubscribe()
    expect(account.webhook).toBeUndefined()
  })

  it('says what Telegram could not deliver, and when another address is set', async () => {
    await client.subscribe({ callbackUrl: CALLBACK })
    expect((await client.subscription({ callbackUrl: `${CALLBACK}x` })).problem).toMatchObject({
      code: 'bot_webhook_elsewhere',
    })
    Object.assign(account, { pending: 4, lastError: { at: Date.now(), message: 'Connection refused' } })
    expect((await client.subscription()).problem?.detail).toContain('4 updates: Connection refused')
    Object.assign(account, { pending: 0, lastError: undefined })
    await client.unsubscribe()
  })

  it.each([
    ['one that was taken back', `${account.id}:AAgone-telegram-token-0123456789ab`],
    ['one of another form', `${account.id}:AA_no_such_token_000000000000`],
  ])('says that a token is dead: %s', async (_name, botToken) => {
    const error = await failure(telegram.client({ botToken }, access.environment()).inspect())
    expect(error).toMatchObject({ kind: 'auth', revoked: true })
    expect(error.message).not.toContain(botToken)
  })
})

describe('sending', () => {
  it('names the message by its chat, so that it can be quoted', async () => {
    const { messageId } = await send({ type: 'text', text: 'Hello' })
    expect(messageId).toMatch(new RegExp(`^${person.id}:\\d+$`))
    await send({ type: 'text', text: 'and more' }, { replyTo: messageId ?? '' })
    expect(platforms.requests.at(-1)?.body).toMatchObject({
      reply_parameters: { message_id: Number(messageId?.split(':')[1]) },
    })
  })

  it('sends what the Bot API takes in its own words: a poll', async () => {
    const message = { method: 'sendPoll', question: 'Which?', options: [{ text: 'Blue' }, { text: 'Red' }] }
    expect((await send({ type: 'native', message })).via).toBe('message')
  })

  it('marks a message of a business chat as read, and no other', async () => {
    platforms.happen('telegram', 'business-message')
    const messageId = [...state.messages.values()].findLast(({ direction }) => direction === 'in')?.id ?? ''
    const seen = { type: 'mark_seen', messageId } as const
    expect(await send(seen, { to: `${person.id}@connection` })).toEqual({ messageId: undefined, via: 'action' })
    expect(platforms.requests.at(-1)?.body).toMatchObject({ business_connection_id: 'connection' })
    expect(await failure(send(seen))).toMatchObject({ kind: 'invalid' })
    expect(await failure(send({ type: 'mark_seen' }, { to: `${person.id}@connection` }))).toMatchObject({
      kind: 'invalid',
    })
  })

  it('answers a tapped button, by the query of the event', async () => {
    const [event] = telegram.webhook.normalise(platforms.happen('telegram', 'postback'), new Date())
    const { callbackQueryId } = record(event?.data.params) ?? {}
    const message = { method: 'answerCallbackQuery', callback_query_id: callbackQueryId, text: 'Thank you' }
    expect((await send({ type: 'native', message })).via).toBe('action')
    expect(platforms.requests.at(-1)?.body).toEqual({ callback_query_id: callbackQueryId, text: 'Thank you' })
  })

  it('refuses before it asks: what is too long, a method that sends nothing, payloads that do not come back', async () => {
    const before = platforms.requests.length
    for (const content of [
      { type: 'text', text: 'x'.repeat(4097) },
      { type: 'image', url: 'https://cdn.example/a.jpg', caption: 'x'.repeat(1025) },
      { type: 'native', message: { method: 'logOut' } },
      { type: 'native', message: { method: 'sendDice', chat_id: '1' } },
      { type: 'quick_replies', text: 'Which?', replies: [{ title: 'Blue', payload: 'x'.repeat(65) }] },
    ] satisfies OutboundContent[])
      expect(await failure(send(content))).toMatchObject({ kind: 'invalid' })
    expect(platforms.requests.length).toBe(before)
  })

  it('goes to the supergroup that a group has become', async () => {
    state.groups.set('migrated:-42', { id: '-10042', name: '' })
    state.groups.set('-10042', { id: '-10042', name: 'Customers' })
    expect((await send({ type: 'text', text: 'Hi all' }, { to: '-42' })).messageId).toMatch(/^-10042:/)
  })

  it.each([
    ['blocked', { kind: 'permission', platformCode: '403', retryable: false }],
    ['no-chat', { kind: 'not-found', retryable: false }],
    ['429', { kind: 'rate', retryAfterMs: 3000, recipientOnly: true, retryable: true }],
    ['401', { kind: 'auth', revoked: true }],
    ['500', { kind: 'unavailable', outcomeUnknown: true, retryable: false }],
  ])('reads the refusal %s', async (name, expected) => {
    platforms.fail(name, { match: 'POST /sendMessage' })
    expect(await failure(send({ type: 'text', text: 'Hi' }))).toMatchObject(expected)
  })

  it('does not know the outcome when the answer is lost, does not send again, and keeps the token to itself', async () => {
    const before = state.messages.size
    platforms.cut('after', { match: 'POST /sendMessage' })
    const error = await failure(send({ type: 'text', text: 'Once' }))
    expect(error).toMatchObject({ kind: 'unavailable', outcomeUnknown: true, retryable: false })
    expect(error.message).not.toContain('AAdemo')
    expect(state.messages.size).toBe(before + 1)
  })
})

it('fetches a file by the id of its attachment', async () => {
  platforms.happen('telegram', 'message-image')
  const fileId = [...state.uploads.keys()].at(-1) ?? ''
  const file = await client.downloadMedia?.(fileId)
  expect(file?.contentType).toBe('image/jpeg')
  expect((await text(file?.body ?? new ReadableStream())).length).toBeGreaterThan(0)
  expect(await failure(client.downloadMedia?.('nothing') ?? Promise.resolve())).toMatchObject({ kind: 'invalid' })
})
