import { Value } from 'typebox/value'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { CATALOGUE } from '../../src/events/catalogue.ts'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import type { OutboundContent } from '../../src/platforms/outbound.ts'
import { ROUTE } from '../../src/process/handler.ts'
import { deleteOldKeys } from '../../src/store/idempotency-keys/keys.ts'
import { cancelMessage } from '../../src/store/messages/messages.ts'
import { describeStore } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { type SmallPlatform, startSmallPlatform } from './platform.ts'
import { createRig, PERSON, type Rig, type RigOptions } from './rig.ts'

const DAY_MS = 86_400_000
/** Long enough to have heard everything. */
const KNOWN = { createdAt: new Date(Date.now() - 30 * DAY_MS) }
const TOO_LONG: OutboundContent = {
  type: 'buttons',
  text: 'Which?',
  buttons: [{ type: 'reply', title: 'longer than twenty characters', payload: 'x' }],
}

describeStore('sending', (store) => {
  let platform: SmallPlatform
  const rigs: Rig[] = []
  const rig = async (options: Partial<RigOptions> = {}) => {
    const made = await createRig(store.database(), { url: platform.url, ...options })
    rigs.push(made)
    return made
  }
  beforeAll(async () => {
    platform = await startSmallPlatform()
  })
  afterEach(async () => {
    for (const made of rigs.splice(0)) await made.stop()
    platform.answer = () => undefined
  })
  afterAll(() => platform.stop())

  it('sends a message and tells of it once, with the seconds since the message it answers', async () => {
    const { inbound, send, events } = await rig()
    await inbound({ ago: 5000 })
    const sent = await send('It costs 20 euros.')
    expect(sent).toMatchObject({ status: 'sent', via: 'message', attempts: 1, error_kind: null })
    const [event, ...others] = await events('message.replied')
    expect(others).toEqual([])
    expect(event?.data).toMatchObject({
      messageId: sent.platform_message_id,
      replyContent: 'It costs 20 euros.',
      repliedBy: 'test',
      platform: 'instagram',
    })
    expect(event?.data.responseTime).toBeGreaterThanOrEqual(5)
    expect(event?.data.responseTime).toBeLessThan(15)
    expect([...Value.Errors(CATALOGUE['message.replied'].schema, event?.data)]).toEqual([])
  })

  it('sends the messages of a conversation in their order, one after the other', async () => {
    const { inbound, submit, until } = await rig()
    await inbound()
    const before = platform.calls.length
    platform.answer = async (index) => {
      await new Promise((resolve) => setTimeout(resolve, index % 3 === 0 ? 60 : 5))
      return undefined
    }
    const rows = []
    for (let n = 0; n < 6; n++) rows.push(await submit(`number ${n}`))
    await until(rows.at(-1)?.id ?? '', 'sent')
    const texts = platform.calls.slice(before).map(({ message }) => 'text' in message.content && message.content.text)
    expect(texts).toEqual(rows.map((_, n) => `number ${n}`))
  })

  it('sends once for fifty identical calls with one key, and refuses another body under it', async () => {
    const { inbound, send, submit } = await rig()
    await inbound()
    const before = platform.calls.length
    const answers = await Promise.all(Array.from({ length: 50 }, () => send('once', { idempotencyKey: 'key-1' })))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.every(({ status }) => status === 'sent')).toBe(true)
    expect(platform.calls.length - before).toBe(1)
    await expect(submit('another', { idempotencyKey: 'key-1' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    })
  })

  it('never sends again under a key whose message is deleted', async () => {
    const { inbound, send, submit } = await rig()
    await inbound()
    const first = await send('kept', { idempotencyKey: 'key-3' })
    await store.database().db.deleteFrom('messages').where('id', '=', first.id).execute()
    const calls = platform.calls.length
    const again = submit('kept', { idempotencyKey: 'key-3' })
    await expect(again).rejects.toMatchObject({ code: 'conflict', reason: { code: 'message_of_key_deleted' } })
    expect(platform.calls).toHaveLength(calls)
  })

  it('takes a key for another message after 30 days, although the first is still there', async () => {
    const { inbound, send, workspaceId } = await rig()
    await inbound()
    const first = await send('kept', { idempotencyKey: 'key-4' })
    const db = store.database().db
    const aged = (days: number) =>
      db
        .updateTable('idempotency_keys')
        .set({ created_at: new Date(Date.now() - days * DAY_MS) })
        .where('workspace_id', '=', workspaceId)
        .execute()
    await aged(29)
    expect((await send('kept', { idempotencyKey: 'key-4' })).id).toBe(first.id)
    await aged(31)
    const second = await send('another', { idempotencyKey: 'key-4' })
    expect([second.status, second.id === first.id]).toEqual(['sent', false])
    await aged(31)
    expect(await deleteOldKeys(store.database(), workspaceId, 500)).toMatchObject({ count: 1 })
  })

  it('cancels no message that is being sent', async () => {
    const { inbound, submit, until, workspaceId } = await rig()
    await inbound()
    let answer: () => void = () => undefined
    platform.answer = () => new Promise((resolve) => (answer = () => resolve(undefined)))
    const calls = platform.calls.length
    const { id } = await submit('on its way')
    const behind = await submit('behind it')
    await platform.waitFor(calls + 1)
    await until(id, 'sending')
    const cancel = (each: string) => cancelMessage(store.database().db, workspaceId, each)
    expect([await cancel(id), await cancel(behind.id), await cancel(behind.id)]).toEqual([false, true, false])
    answer()
    await until(id, 'sent')
    expect(await until(behind.id, 'cancelled')).toMatchObject({ attempts: 0, due_at: null })
    expect(platform.calls).toHaveLength(calls + 1)
  })

  it('answers a repeated call as the first, although the window closed meanwhile', async () => {
    const { inbound, send } = await rig()
    await inbound()
    const first = await send('kept', { idempotencyKey: 'key-2' })
    await store
      .database()
      .db.updateTable('conversations')
      .set({ last_inbound_at: new Date(0) })
      .execute()
    expect((await send('kept', { idempotencyKey: 'key-2' })).id).toBe(first.id)
  })

  it('refuses to write when the window is closed, unless a person does within seven days', async () => {
    const { inbound, send, submit } = await rig(KNOWN)
    await inbound({ ago: 2 * DAY_MS })
    await expect(submit('too late')).rejects.toMatchObject({ code: 'window_closed' })
    const sent = await send('by a person', { humanAgent: true })
    expect(sent.status).toBe('sent')
    expect(platform.calls.at(-1)?.message).toMatchObject({ humanAgent: true, outsideWindow: true })
  })

  it('refuses even a person after seven days', async () => {
    const { inbound, submit } = await rig(KNOWN)
    await inbound({ ago: 8 * DAY_MS })
    await expect(submit('far too late', { humanAgent: true })).rejects.toMatchObject({ code: 'window_closed' })
  })

  it('takes only a template on WhatsApp when the window is closed', async () => {
    const { inbound, submit, send } = await rig({ ...KNOWN, platform: 'whatsapp' })
    await inbound({ ago: 2 * DAY_MS, person: '4915112345678' })
    const to = '+49 151 12345678'
    await expect(submit('too late', { to, humanAgent: true })).rejects.toMatchObject({ code: 'window_closed' })
    const content = { type: 'template', name: 'hello', language: 'en_US' } as const
    expect(await send('', { to, content })).toMatchObject({ status: 'sent', recipient: '4915112345678' })
  })

  it('finds the conversation of a WhatsApp user by the telephone number', async () => {
    const { inbound, submit } = await rig({ ...KNOWN, platform: 'whatsapp' })
    const sender = { id: 'US.123', phone: '4915199999999' }
    await inbound({ ago: 2 * DAY_MS, person: 'US.123', data: { sender } })
    await expect(submit('late', { to: '4915199999999' })).rejects.toMatchObject({ code: 'window_closed' })
  })

  it('knows one conversation of a person whom the platform calls by another id later', async () => {
    const { inbound, send } = await rig({ ...KNOWN, platform: 'whatsapp' })
    const phone = '4915188888888'
    await inbound({ ago: 20 * DAY_MS, person: phone, data: { sender: { id: phone, phone } } })
    await inbound({ ago: 60_000, person: 'US.456', data: { sender: { id: 'US.456', phone } } })
    expect(await send('at once', { to: phone })).toMatchObject({ status: 'sent', conversation_key: phone })
    expect(await send('again', { to: 'US.456' })).toMatchObject({ status: 'sent', conversation_key: phone })
  })

  it('leaves it to the platform when the account was connected less than a window ago', async () => {
    const { inbound, send } = await rig({ ...KNOWN, connectedAt: new Date() })
    expect((await send('who knows')).status).toBe('sent')
    expect(platform.calls.at(-1)?.message.outsideWindow).toBeUndefined()
    await inbound({ ago: 2 * DAY_MS })
    expect((await send('perhaps they wrote meanwhile')).status).toBe('sent')
    expect(platform.calls.at(-1)?.message.outsideWindow).toBeUndefined()
    expect((await send('by a person', { humanAgent: true })).status).toBe('sent')
    expect(platform.calls.at(-1)?.message).toMatchObject({ humanAgent: true, outsideWindow: true })
  })

  it('refuses what the platform lacks before anything is sent', async () => {
    const { inbound, submit } = await rig()
    await inbound()
    const before = platform.calls.length
    await expect(submit('', { content: { type: 'location', latitude: 1, longitude: 1 } })).rejects.toMatchObject({
      code: 'not_supported',
    })
    await expect(submit('é'.repeat(501))).rejects.toMatchObject({ code: 'not_supported' })
    await expect(submit('', { content: { type: 'image' } })).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(submit('', { content: TOO_LONG })).rejects.toMatchObject({
      code: 'not_supported',
      message: 'takes at most 20 characters of a title',
    })
    expect(platform.calls.length).toBe(before)
  })

  it('refuses to send for an account that is not connected', async () => {
    const { submit, accountId } = await rig()
    await store
      .database()
      .db.updateTable('accounts')
      .set({ state: 'disconnected' })
      .where('id', '=', accountId)
      .execute()
    await expect(submit('hello')).rejects.toMatchObject({ code: 'account_not_connected' })
  })

  it('fails at once for an error that stays, with the words of the platform', async () => {
    const { inbound, send, events } = await rig()
    await inbound()
    platform.answer = () => ({ status: 400, kind: 'invalid', message: 'no such field', code: '100' })
    expect(await send('hello')).toMatchObject({
      status: 'failed',
      attempts: 1,
      error_kind: 'invalid',
      error_code: '100',
      error_message: 'no such field',
      error_retryable: false,
    })
    expect(await events('message.replied')).toEqual([])
  })

  it('tells of a message that it gave up, but not of one that it tries again', async () => {
    const { inbound, send, events } = await rig()
    await inbound()
    const first = platform.calls.length
    platform.answer = (index) =>
      index === first
        ? { status: 503, kind: 'unavailable', message: 'busy' }
        : { status: 400, kind: 'invalid', message: 'no such field', code: '100' }
    const failed = await send('hello')
    const [event, ...others] = await events('message.failed')
    expect(others).toEqual([])
    expect(event?.data).toEqual({
      messageId: toPublicId('message', failed.id),
      conversationId: failed.conversation_key,
      platform: 'instagram',
      recipient: { id: failed.recipient },
      error: 'no such field',
      errorCode: '100',
    })
    expect([...Value.Errors(CATALOGUE['message.failed'].schema, event?.data)]).toEqual([])
  })

  it('lets its own word of a failure wait for no message under way', async () => {
    const { inbound, submit, until, event, prepare } = await rig()
    await inbound()
    const called = platform.calls.length
    let answer: () => void = () => undefined
    platform.answer = () => new Promise((resolve) => (answer = () => resolve(undefined)))
    const underWay = await submit('slow')
    await until(underWay.id, 'sending')
    const messageId = toPublicId('message', underWay.id)
    // It is marked before the platform is called.
    await eventually(
      async () => platform.calls.length,
      (count) => count > called,
    )
    const told = await event('message.failed', 'own', { messageId, error: 'no' })
    expect(told && (await prepare([told]))).toEqual([ROUTE])
    answer()
    await until(underWay.id, 'sent')
  })

  it('tries again when the platform was away for a moment', async () => {
    const { inbound, send, events } = await rig()
    await inbound()
    const first = platform.calls.length
    platform.answer = (index) =>
      index === first ? { status: 503, kind: 'unavailable', message: 'busy' } : { messageId: 'mid.later' }
    expect(await send('hello')).toMatchObject({ status: 'sent', attempts: 2, platform_message_id: 'mid.later' })
    expect(await events('message.replied')).toHaveLength(1)
  })

  it('never tries again when nobody knows whether it was sent', async () => {
    const { inbound, send } = await rig({ url: 'http://127.0.0.1:1/' })
    await inbound()
    expect(await send('hello')).toMatchObject({ status: 'unknown', error_kind: 'unavailable' })
  })

  it('holds the whole account back for as long as a rate error says', async () => {
    const { inbound, send, submit, message, until } = await rig()
    await inbound()
    await inbound({ person: 'other' })
    const first = platform.calls.length
    platform.answer = (index) =>
      index === first ? { status: 429, kind: 'rate', message: 'slow', retryAfterMs: 700 } : undefined
    const refused = await submit('first')
    await eventually(
      () => message(refused.id),
      (row) => row.reason === 'rate_limit',
    )
    expect((await send('second', { to: 'other' })).status).toBe('sent')
    await until(refused.id, 'sent')
    const refusedAt = platform.calls[first]?.at ?? 0
    for (const call of platform.calls.slice(first + 1)) expect(call.at - refusedAt).toBeGreaterThanOrEqual(650)
  })

  it('waits for a rate limit however long it takes', async () => {
    const { inbound, send } = await rig()
    await inbound()
    platform.answer = () => ({ status: 429, kind: 'rate', message: 'slow', retryAfterMs: 90 * 60_000 })
    const row = await send('patient')
    expect(row).toMatchObject({ status: 'queued', reason: 'rate_limit', error_kind: 'rate', failing_since: null })
    expect((row.due_at?.getTime() ?? 0) - Date.now()).toBeGreaterThan(80 * 60_000)
  })

  it('tries for an hour from when it first fails, not from when it was asked for', async () => {
    const db = () => store.database().db
    const waiting = await rig({ stage: false })
    const { workspaceId, accountId } = waiting
    await waiting.inbound()
    const { id } = await waiting.submit('waited long')
    await db()
      .updateTable('messages')
      .set({ created_at: new Date(Date.now() - DAY_MS) })
      .where('id', '=', id)
      .execute()
    platform.answer = () => ({ status: 503, kind: 'unavailable', message: 'busy' })
    const { message, until } = await rig({ workspaceId, accountId })
    const tried = (times: number) =>
      eventually(
        () => message(id),
        (row) => row.attempts >= times && row.status === 'queued',
      )
    const { failing_since } = await tried(1)
    expect(failing_since).toBeInstanceOf(Date)
    expect(await tried(2)).toMatchObject({ reason: 'retry', failing_since })
    const hourAgo = new Date(Date.now() - 3_600_000)
    await db().updateTable('message_queue').set({ failing_since: hourAgo }).where('message_id', '=', id).execute()
    expect(await until(id, 'failed')).toMatchObject({ error_message: 'busy' })
  })

  it('uses the reply token of LINE once', async () => {
    const { inbound, send } = await rig({ platform: 'line' })
    await inbound({ data: { replyToken: 'token-1', quoteToken: 'quote-1' } })
    expect((await send('first')).via).toBe('reply')
    expect(platform.calls.at(-1)?.message.replyToken).toBe('token-1')
    expect((await send('second')).via).toBe('message')
    expect(platform.calls.at(-1)?.message.replyToken).toBeUndefined()
  })

  it('keeps the reply token for the next message when one was not sent', async () => {
    const { inbound, send, submit } = await rig({ platform: 'line' })
    await inbound({ data: { replyToken: 'token-1' } })
    await expect(submit('', { content: TOO_LONG })).rejects.toMatchObject({ code: 'not_supported' })
    platform.answer = () => ({ status: 400, kind: 'invalid', message: 'no such sticker' })
    expect(await send('refused')).toMatchObject({ status: 'failed' })
    platform.answer = () => undefined
    expect((await send('corrected')).via).toBe('reply')
    expect(platform.calls.at(-1)?.message.replyToken).toBe('token-1')
  })

  it('answers with the reply token when it is tried again', async () => {
    const { inbound, send } = await rig({ platform: 'line' })
    await inbound({ data: { replyToken: 'token-1' } })
    const first = platform.calls.length
    platform.answer = (index) => (index === first ? { status: 429, kind: 'rate', retryAfterMs: 100 } : undefined)
    expect(await send('hello')).toMatchObject({ status: 'sent', via: 'reply', attempts: 2 })
  })

  it('does not use a reply token again that may have been used', async () => {
    const { inbound, send } = await rig({ platform: 'line' })
    await inbound({ data: { replyToken: 'token-1' } })
    platform.answer = () => ({ status: 500, kind: 'unavailable', outcomeUnknown: true, retryable: false })
    expect(await send('perhaps')).toMatchObject({ status: 'unknown' })
    platform.answer = () => undefined
    expect((await send('next')).via).toBe('message')
  })

  it('takes the newer reply token when one came while the older was out', async () => {
    const { inbound, send, submit, until } = await rig({ platform: 'line' })
    await inbound({ data: { replyToken: 'token-1' }, ago: 1000 })
    let refuse = () => {}
    const held = new Promise<void>((resolve) => (refuse = resolve))
    const called = platform.calls.length
    platform.answer = async () => {
      await held
      return { status: 400, kind: 'invalid', message: 'no such sticker' }
    }
    const refused = await submit('refused')
    await platform.waitFor(called + 1)
    await inbound({ data: { replyToken: 'token-2' } })
    refuse()
    await until(refused.id, 'failed')
    platform.answer = () => undefined
    await send('next')
    expect(platform.calls.at(-1)?.message.replyToken).toBe('token-2')
  })

  it('never answers with a reply token what may have been pushed, and does not forget that it may', async () => {
    const { inbound, submit, message, until } = await rig({ platform: 'line' })
    await inbound()
    const first = platform.calls.length
    platform.answer = (index) =>
      index === first
        ? {
            status: 500,
            kind: 'unavailable',
            message: 'busy',
            outcomeUnknown: true,
            retryable: true,
            retryAfterMs: 1500,
          }
        : { status: 401, kind: 'auth', message: 'expired' }
    const { id } = await submit('perhaps pushed')
    await eventually(
      () => message(id),
      (row) => row.reason === 'retry',
    )
    await inbound({ data: { replyToken: 'token-1' } })
    expect(await until(id, 'unknown')).toMatchObject({
      attempts: 2,
      error_kind: 'auth',
      error_message: 'Outcome unknown: expired',
    })
    expect(platform.calls.length).toBe(first + 2)
    expect(platform.calls.at(-1)?.message.replyToken).toBeUndefined()
  })

  it('pushes again what was left behind, although a reply token came meanwhile', async () => {
    const doomed = await rig({ platform: 'line', stage: false })
    const { workspaceId, accountId } = doomed
    const { id } = await doomed.submit('left behind')
    const left = { owner: newUuid(), attempts: 1, due_at: new Date(0) }
    await store.database().db.updateTable('message_queue').set(left).where('message_id', '=', id).execute()
    const step = { type: 'text', recipient: PERSON, state: 'running', started_at: new Date() } as const
    await store
      .database()
      .db.insertInto('steps')
      .values({ workspace_id: workspaceId, id: newUuid(), account_id: accountId, message_id: id, ...step })
      .execute()
    await doomed.inbound({ data: { replyToken: 'token-1' } })
    const { until } = await rig({ platform: 'line', workspaceId, accountId })
    expect(await until(id, 'sent')).toMatchObject({ attempts: 2, via: 'message' })
    expect(platform.calls.at(-1)?.message.replyToken).toBeUndefined()
  })

  it('does not use a reply token that is too old', async () => {
    const { inbound, send } = await rig({ platform: 'line' })
    await inbound({ data: { replyToken: 'token-1' }, ago: 21 * 60_000 })
    expect((await send('late')).via).toBe('message')
  })

  it('quotes on LINE by the token of the message', async () => {
    const { inbound, send, submit } = await rig({ platform: 'line' })
    const older = await inbound({ data: { quoteToken: 'quote-1' }, ago: 1000 })
    await inbound({ data: { quoteToken: 'quote-2' } })
    const { messageId } = JSON.parse(older.data) as { messageId: string }
    await send('as you said', { replyTo: messageId })
    expect(platform.calls.at(-1)?.message).toMatchObject({ replyTo: messageId, quoteToken: 'quote-1' })
    await expect(submit('what?', { replyTo: 'unknown' })).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('makes no event of typing and read marks', async () => {
    const { inbound, send, events } = await rig()
    await inbound()
    platform.answer = () => ({})
    expect((await send('', { content: { type: 'typing' } })).status).toBe('sent')
    expect(await events('message.replied')).toEqual([])
  })
})
