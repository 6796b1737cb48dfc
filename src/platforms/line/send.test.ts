import { afterEach, beforeEach, expect, it } from 'vitest'
import { startLine, type TestLine } from '../../../test/platforms/line/record-server.ts'
import { PlatformError } from '../error.ts'
import type { OutboundMessage } from '../outbound.ts'
import { createLineClient } from './client.ts'
import { check } from './send.ts'

const REPLY = 'POST /v2/bot/message/reply'
const PUSH = 'POST /v2/bot/message/push'
const KEY = '123e4567-e89b-42d3-a456-426614174000'
const PERSON = 'U00000000000000000000000000000002'
const sent = (id: string) => ({ body: { sentMessages: [{ id, quoteToken: 'q' }] } })
const dead = { status: 400, body: { message: 'Invalid reply token' } }
const hello: OutboundMessage = { to: PERSON, content: { type: 'text', text: 'Hello' }, idempotencyKey: KEY }

let line: TestLine
beforeEach(async () => {
  line = await startLine(1500)
})
afterEach(async () => {
  const faults = await line.faults()
  await line[Symbol.asyncDispose]()
  expect(faults).toEqual([])
})

const send = (message: OutboundMessage) =>
  createLineClient({ channelSecret: 's', channelAccessToken: 'a-token' }, line.environment).send(message)
const operations = () => line.received.map(({ operation }) => operation)
async function failure(message: OutboundMessage): Promise<PlatformError> {
  const error = await send(message).then(
    () => 'sent',
    (reason: unknown) => reason,
  )
  if (error instanceof PlatformError) return error
  throw new Error(`expected a PlatformError, got ${String(error)}`)
}

it('pushes with the idempotency key as the retry key', async () => {
  line.answer(PUSH, sent('1'))
  expect(await send(hello)).toEqual({ messageId: '1', via: 'push' })
  const [push] = line.received
  expect(push?.headers).toMatchObject({ authorization: 'Bearer a-token', 'x-line-retry-key': KEY })
  expect(push?.body).toEqual({ to: PERSON, messages: [{ type: 'text', text: 'Hello' }] })
})

it('makes the same UUID of the same key that is none', async () => {
  line.answer(PUSH, sent('1'))
  for (const idempotencyKey of ['order-1', 'order-1', 'order-2']) await send({ ...hello, idempotencyKey })
  const keys = line.received.map(({ headers }) => headers['x-line-retry-key'])
  expect(keys[0]).toBe(keys[1])
  expect(keys[0]).not.toBe(keys[2])
})

it('takes 409 for what it is: the message was accepted before', async () => {
  const body = { message: 'The retry key is already accepted', sentMessages: [{ id: '1' }] }
  line.answer(PUSH, { status: 409, body })
  expect(await send(hello)).toEqual({ messageId: '1', via: 'push' })
})

it('tries a push again when the connection is cut: the retry key keeps it single', async () => {
  line.answer(PUSH, 'cut', {
    status: 409,
    body: { message: 'The retry key is already accepted', sentMessages: [{ id: '7' }] },
  })
  expect(await send(hello)).toEqual({ messageId: '7', via: 'push' })
  expect(operations()).toEqual([PUSH, PUSH])
})

it('uses the free reply token while it lives, without a retry key, which replies refuse', async () => {
  line.answer(REPLY, sent('2'))
  expect(await send({ ...hello, replyToken: 'r' })).toEqual({ messageId: '2', via: 'reply' })
  expect(operations()).toEqual([REPLY])
  expect(line.received[0]?.headers).not.toHaveProperty('x-line-retry-key')
  expect(line.received[0]?.body).toEqual({ replyToken: 'r', messages: [{ type: 'text', text: 'Hello' }] })
})

it('pushes at once when the reply token is dead', async () => {
  line.answer(REPLY, dead)
  line.answer(PUSH, sent('3'))
  expect(await send({ ...hello, replyToken: 'r' })).toEqual({ messageId: '3', via: 'push' })
  expect(operations()).toEqual([REPLY, PUSH])
})

it('does not push a message that LINE refused as a reply for another reason', async () => {
  line.answer(REPLY, { status: 400, body: { message: 'A message (messages[0]) in the request body is invalid' } })
  expect(await failure({ ...hello, replyToken: 'r' })).toMatchObject({ kind: 'invalid', outcomeUnknown: false })
  expect(operations()).toEqual([REPLY])
})

it('tries a reply without an answer again with its token, which works only once', async () => {
  line.answer(REPLY, 'cut', sent('4'))
  expect(await send({ ...hello, replyToken: 'r' })).toEqual({ messageId: '4', via: 'reply' })
})

it('never pushes what may have been sent as a reply', async () => {
  line.answer(REPLY, 'cut', dead)
  expect(await failure({ ...hello, replyToken: 'r' })).toMatchObject({
    kind: 'unavailable',
    outcomeUnknown: true,
    retryable: false,
  })
  expect(operations()).toEqual([REPLY, REPLY])
})

it('says of a push that fails in the middle that it may come later, and that trying again is safe', async () => {
  line.answer(PUSH, { status: 500, body: { message: 'Internal server error' } })
  expect(await failure(hello)).toMatchObject({
    kind: 'unavailable',
    httpStatus: 500,
    outcomeUnknown: true,
    retryable: true,
  })
})

it('sends nothing of a message that LINE would refuse', async () => {
  expect(await failure({ ...hello, content: { type: 'reaction', messageId: '1', emoji: '👍' } })).toMatchObject({
    kind: 'invalid',
  })
  expect(operations()).toEqual([])
})

it('says beforehand what it would refuse', () => {
  const caption: OutboundMessage['content'] = { type: 'image', url: 'https://cdn.example/1.png', caption: 'Below it' }
  for (const content of [caption, { type: 'mark_seen' }, { type: 'typing', on: false }] as const)
    expect(() => check({ ...hello, content })).toThrow(PlatformError)
  expect(() => check(hello)).not.toThrow()
  expect(() => check({ ...hello, content: { type: 'typing' } })).not.toThrow()
  expect(operations()).toEqual([])
})

it('marks messages as read by their token', async () => {
  line.answer('POST /v2/bot/chat/markAsRead', {})
  const content = { type: 'mark_seen', messageId: 'a-read-token' } as const
  expect(await send({ ...hello, content })).toEqual({ messageId: undefined, via: 'action' })
  expect(line.received[0]?.body).toEqual({ markAsReadToken: 'a-read-token' })
  expect(await failure({ ...hello, content: { type: 'mark_seen' } })).toMatchObject({ kind: 'invalid' })
})

it('shows the typing sign to a person, in steps of five seconds', async () => {
  line.answer('POST /v2/bot/chat/loading/start', { status: 202 })
  await send({ ...hello, content: { type: 'typing' } })
  await send({ ...hello, content: { type: 'typing', seconds: 12 } })
  expect(line.received.map(({ body }) => body)).toEqual([{ chatId: PERSON }, { chatId: PERSON, loadingSeconds: 15 }])
  const group = `C${PERSON.slice(1)}`
  expect((await failure({ ...hello, to: group, content: { type: 'typing' } })).message).toMatch(/not in groups/)
  expect((await failure({ ...hello, content: { type: 'typing', on: false } })).message).toMatch(/ends with the next/)
  expect(operations()).toHaveLength(2)
})
