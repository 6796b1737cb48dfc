import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { describeStore } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { type Answer, type SmallPlatform, startSmallPlatform } from './platform.ts'
import { createRig, PERSON, type Rig, type RigOptions } from './rig.ts'

const NO_ANSWER = { status: 500, kind: 'unavailable', message: 'cut off', outcomeUnknown: true, retryable: false }

describeStore('a message whose outcome is unknown', (store) => {
  let platform: SmallPlatform
  const rigs: Rig[] = []
  const rig = async (options: Partial<RigOptions> = {}) => {
    const made = await createRig(store.database(), { url: platform.url, ...options })
    rigs.push(made)
    return made
  }
  /** A message whose call got no answer. */
  const lost = async (made: Rig) => {
    await made.inbound()
    platform.answer = () => NO_ANSWER
    const row = await made.send('hello')
    platform.answer = () => undefined
    return row
  }
  beforeAll(async () => {
    platform = await startSmallPlatform()
  })
  afterEach(async () => {
    for (const made of rigs.splice(0)) await made.stop()
    platform.answer = () => undefined
  })
  afterAll(() => platform.stop())

  it('is not sent again, and says so in one event', async () => {
    const made = await rig()
    const row = await lost(made)
    expect(row).toMatchObject({ status: 'unknown', attempts: 1 })
    expect(await made.steps(row.id)).toEqual([{ state: 'unknown', settled_by: null }])
    const failures = await made.events('message.failed')
    expect(failures.map(({ data }) => data.code)).toEqual(['outcome_unknown'])
  })

  it('holds up no message behind it', async () => {
    const made = await rig()
    await lost(made)
    expect((await made.send('next')).status).toBe('sent')
  })

  it('is sent when a person says that it arrived', async () => {
    const made = await rig()
    const row = await lost(made)
    const calls = platform.calls.length
    expect(await made.resolve(row, 'arrived')).toBe(true)
    expect(await made.message(row.id)).toMatchObject({ status: 'sent', error_kind: null, failed_at: null })
    expect(await made.steps(row.id)).toEqual([{ state: 'done', settled_by: 'person' }])
    expect(await made.events('message.replied')).toHaveLength(1)
    expect(platform.calls).toHaveLength(calls)
  })

  it('is sent again when a person wants that, and only then', async () => {
    const made = await rig()
    const row = await lost(made)
    const calls = platform.calls.length
    expect(await made.resolve(row, 'send_again')).toBe(true)
    expect(await made.until(row.id, 'sent')).toMatchObject({ attempts: 2, error_kind: null })
    expect(platform.calls).toHaveLength(calls + 1)
    const [first, second] = await made.steps(row.id)
    expect([first, second]).toEqual([
      { state: 'resolved', settled_by: 'person' },
      { state: 'done', settled_by: null },
    ])
  })

  it('is resolved once', async () => {
    const made = await rig()
    const row = await lost(made)
    const done = await Promise.all([made.resolve(row, 'arrived'), made.resolve(row, 'send_again')])
    expect(done.filter(Boolean)).toHaveLength(1)
    await eventually(
      () => made.message(row.id),
      ({ status }) => status === 'sent',
    )
    expect(await made.resolve(row, 'arrived')).toBe(false)
    expect(await made.resolve(row, 'send_again')).toBe(false)
  })

  it('is sent when the platform shows it', async () => {
    const made = await rig()
    const row = await lost(made)
    const about = { messageId: 'mid.late', conversationId: PERSON, content: 'hello', metadata: row.id }
    const echo = await made.event('message.sent', 'echo:mid.late', about)
    await made.handle(echo ? [echo] : [])
    expect(await made.message(row.id)).toMatchObject({ status: 'sent', platform_message_id: 'mid.late' })
    expect(await made.steps(row.id)).toEqual([{ state: 'done', settled_by: 'platform' }])
    expect(await made.resolve(row, 'send_again')).toBe(false)
  })

  it.each([
    ['sent', undefined],
    ['failed', { status: 400, kind: 'invalid', message: 'no such field' }],
  ] as const)('is %s when an answer comes after its lease ended', async (status, answer) => {
    const slow = await rig({ leaseMs: 1500 })
    const { workspaceId, accountId } = slow
    let proceed: (answer: Awaited<ReturnType<Answer>>) => void = () => undefined
    const held = new Promise<Awaited<ReturnType<Answer>>>((resolve) => (proceed = resolve))
    const calls = platform.calls.length
    platform.answer = () => held
    const row = await slow.submit('hello')
    await platform.waitFor(calls + 1)
    const other = await rig({ workspaceId, accountId })
    await other.until(row.id, 'unknown')
    proceed(answer)
    await other.until(row.id, status)
    expect(await other.steps(row.id)).toEqual([{ state: answer ? 'failed' : 'done', settled_by: 'platform' }])
    expect(platform.calls).toHaveLength(calls + 1)
  })
})
