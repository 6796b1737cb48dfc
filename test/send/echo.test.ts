import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { toPublicId } from '../../src/events/ids.ts'
import type { StoredEvent } from '../../src/events/stored.ts'
import { ROUTE } from '../../src/process/handler.ts'
import { describeStore } from '../support/databases.ts'
import { troubled } from '../support/troubled.ts'
import { type SmallPlatform, startSmallPlatform } from './platform.ts'
import { createRig, PERSON, type Rig, type RigOptions } from './rig.ts'

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there')
  return value
}

describeStore('what comes back of a message', (store) => {
  let platform: SmallPlatform
  const rigs: Rig[] = []
  const rig = async (options: Partial<RigOptions> = {}) => {
    const made = await createRig(store.database(), { url: platform.url, ...options })
    rigs.push(made)
    await made.inbound()
    return made
  }
  const echoOf = (made: Rig, mid: string, data: object = {}) =>
    made.event('message.sent', `echo:${mid}`, { messageId: mid, conversationId: PERSON, content: 'hello', ...data })
  const decisionOn = async (made: Rig, event: StoredEvent) => (await made.prepare([event]))[0]
  beforeAll(async () => {
    platform = await startSmallPlatform()
  })
  afterEach(async () => {
    for (const made of rigs.splice(0)) await made.stop()
    platform.answer = () => undefined
  })
  afterAll(() => platform.stop())

  it('makes no second event when the echo comes after the answer', async () => {
    const made = await rig()
    platform.answer = () => ({ messageId: 'mid.after' })
    await made.send('hello')
    expect(await echoOf(made, 'mid.after')).toBeUndefined()
    expect(await made.events('message.replied')).toHaveLength(1)
    expect(await made.events('message.sent')).toHaveLength(0)
  })

  it('lets an echo that comes before the answer wait, and makes it the reply', async () => {
    const made = await rig()
    let proceed = () => {}
    const held = new Promise<void>((resolve) => (proceed = resolve))
    const before = platform.calls.length
    platform.answer = async () => {
      await held
      return { messageId: 'mid.before' }
    }
    const row = await made.submit('hello')
    await platform.waitFor(before + 1)
    const echo = present(await echoOf(made, 'mid.before'))
    expect(await decisionOn(made, echo)).toEqual({ action: 'wait', ms: expect.any(Number) })
    proceed()
    await made.until(row.id, 'sent')
    const decision = await decisionOn(made, echo)
    expect(decision).toMatchObject({ action: 'replace', event: { id: echo.id, type: 'message.replied' } })
    expect(decision?.action === 'replace' && JSON.parse(decision.event.data)).toMatchObject({ repliedBy: 'test' })
    expect(await made.events('message.replied')).toHaveLength(1)
    expect(await made.events('message.sent')).toHaveLength(0)
  })

  it('knows its own echo by what the platform gives back, while the answer is still awaited', async () => {
    const made = await rig()
    let proceed = () => {}
    const held = new Promise<void>((resolve) => (proceed = resolve))
    const before = platform.calls.length
    platform.answer = async () => {
      await held
      return { messageId: 'mid.known' }
    }
    const row = await made.submit('hello')
    await platform.waitFor(before + 1)
    const echo = present(await echoOf(made, 'mid.known', { metadata: row.id }))
    expect(await decisionOn(made, echo)).toMatchObject({
      action: 'replace',
      event: { id: echo.id, type: 'message.replied' },
    })
    expect(await made.message(row.id)).toMatchObject({ status: 'sent', platform_message_id: 'mid.known' })
    proceed()
    await made.stop()
    expect(await made.message(row.id)).toMatchObject({ status: 'sent', platform_message_id: 'mid.known' })
    expect(await made.events('message.replied')).toHaveLength(1)
  })

  it('passes an echo of what was sent elsewhere at once', async () => {
    const made = await rig()
    const echo = present(await echoOf(made, 'mid.elsewhere'))
    expect(await decisionOn(made, echo)).toEqual(ROUTE)
  })

  it('takes a message of unknown outcome for sent when its echo comes', async () => {
    const made = await rig({ url: 'http://127.0.0.1:1/' })
    const row = await made.send('hello')
    expect(row).toMatchObject({ status: 'unknown' })
    const other = present(await echoOf(made, 'mid.other', { content: 'something else' }))
    expect(await decisionOn(made, other)).toEqual(ROUTE)
    const echo = present(await echoOf(made, 'mid.proof'))
    expect(await decisionOn(made, echo)).toMatchObject({ action: 'replace', event: { type: 'message.replied' } })
    expect(await made.message(row.id)).toMatchObject({
      status: 'sent',
      platform_message_id: 'mid.proof',
      error_kind: null,
      failed_at: null,
    })
    expect(await made.events('message.replied')).toHaveLength(1)
  })

  it('takes it for sent when a status names it', async () => {
    const made = await rig({ url: 'http://127.0.0.1:1/', platform: 'whatsapp' })
    const row = await made.send('hello')
    const trackingId = toPublicId('message', row.id)
    const status = present(
      await made.event('message.delivered', 'status:w1', { messageId: 'wamid.1', conversationId: PERSON, trackingId }),
    )
    await made.handle([status])
    expect(await made.message(row.id)).toMatchObject({ status: 'delivered', platform_message_id: 'wamid.1' })
    expect(await made.events('message.replied')).toHaveLength(1)
  })

  it('lets no reader pass the reply that is still being stored', async () => {
    const trouble = troubled(store.database())
    const made = await createRig(trouble.database, { url: 'http://127.0.0.1:1/', platform: 'whatsapp' })
    rigs.push(made)
    await made.inbound()
    const row = await made.send('hello')
    const about = { messageId: 'wamid.2', conversationId: PERSON, trackingId: toPublicId('message', row.id) }
    const status = present(await made.event('message.delivered', 'status:w2', about))
    const recording = trouble.holdNext('record_sends')
    const checking = made.handle([status])
    await recording.held
    const [reply] = await made.events('message.replied')
    expect(made.window.oldest()).toBe(reply?.id)
    recording.release()
    await checking
    expect(made.window.oldest()).toBeUndefined()
  })

  it('moves the status forward only', async () => {
    const made = await rig()
    platform.answer = () => ({ messageId: 'mid.status' })
    const row = await made.send('hello')
    const say = async (type: string) => {
      const data = { messageId: 'mid.status', conversationId: PERSON, error: 'no', errorCode: '131026' }
      await made.handle([present(await made.event(type, `${type}:${Math.random()}`, data))])
      return await made.message(row.id)
    }
    expect((await say('message.read')).status).toBe('read')
    expect(await say('message.delivered')).toMatchObject({ status: 'read', delivered_at: expect.any(Date) })
    expect(await say('message.failed')).toMatchObject({ status: 'read', error_kind: null, failed_at: null })
  })

  it.each([
    ['131047', 'window', false],
    ['131026', 'not-found', false],
    ['131049', 'rate', false],
    ['131000', 'unavailable', true],
    ['999999', 'invalid', false],
  ])('shows a failure that the platform tells of later: %s is %s', async (errorCode, kind, retryable) => {
    const made = await rig({ platform: 'whatsapp' })
    const messageId = `wamid.${errorCode}`
    platform.answer = () => ({ messageId })
    const row = await made.send('hello')
    const data = { messageId, error: 'Message undeliverable', errorCode }
    await made.handle([present(await made.event('message.failed', errorCode, data))])
    expect(await made.message(row.id)).toMatchObject({
      status: 'failed',
      error_kind: kind,
      error_code: errorCode,
      error_message: 'Message undeliverable',
      error_retryable: retryable,
    })
  })

  it.each(['message.sent', 'message.delivered'])(
    'does not send again what %s shows to be sent while it waits for that',
    async (type) => {
      const made = await rig({ platform: 'whatsapp' })
      platform.answer = () => ({ status: 500, kind: 'unavailable', message: 'busy', retryAfterMs: 60_000 })
      const { id } = await made.send('hello')
      expect(await made.message(id)).toMatchObject({ status: 'queued', attempts: 1, reason: 'retry' })
      const data = { messageId: 'wamid.all.the.same', trackingId: toPublicId('message', id), receipt: true }
      await made.handle([present(await made.event(type, type, data))])
      expect(await made.message(id)).toMatchObject({
        status: type === 'message.sent' ? 'sent' : 'delivered',
        platform_message_id: 'wamid.all.the.same',
        error_kind: null,
        reason: null,
      })
      expect(await made.events('message.replied')).toHaveLength(1)
    },
  )

  it('moves everything that a watermark covers', async () => {
    const made = await rig({ platform: 'facebook' })
    const first = await made.send('one')
    const second = await made.send('two')
    const until = new Date().toISOString()
    await made.handle([present(await made.event('message.read', 'seen', { until, conversationId: PERSON }))])
    const third = await made.send('three')
    const statuses = await Promise.all([first, second, third].map(async ({ id }) => (await made.message(id)).status))
    expect(statuses).toEqual(['read', 'read', 'sent'])
  })

  it('lets a status wait for a message whose answer has not come', async () => {
    const made = await rig({ platform: 'whatsapp' })
    let proceed = () => {}
    const held = new Promise<void>((resolve) => (proceed = resolve))
    const before = platform.calls.length
    platform.answer = async () => {
      await held
      return { messageId: 'wamid.early' }
    }
    const row = await made.submit('hello')
    await platform.waitFor(before + 1)
    const status = present(await made.event('message.delivered', 'early', { messageId: 'wamid.early' }))
    expect(await decisionOn(made, status)).toEqual({ action: 'wait', ms: expect.any(Number) })
    proceed()
    await made.until(row.id, 'sent')
    await made.handle([status])
    expect((await made.message(row.id)).status).toBe('delivered')
  })
})
