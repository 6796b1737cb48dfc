import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { headRoomOf } from '../../src/limits/head-room.ts'
import { createUsageKeeper } from '../../src/limits/usage.ts'
import { describeWait } from '../../src/send/wait.ts'
import { describeStore, silent } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { type SmallPlatform, smallAccounts, startSmallPlatform } from './platform.ts'
import { createRig, type Rig, type RigOptions } from './rig.ts'

describeStore('rate limits', (store) => {
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

  it('keep two senders together below the limit of the account', async () => {
    const limits = [{ scope: 'send', max: 20, perMs: 1000 }] as const
    const first = await rig({ limits })
    const { workspaceId, accountId } = first
    await rig({ limits, workspaceId, accountId })
    const before = platform.calls.length
    const rows = await Promise.all(Array.from({ length: 45 }, (_, n) => first.submit(`n ${n}`, { to: `person ${n}` })))
    await eventually(
      () => Promise.all(rows.map(({ id }) => first.message(id))),
      (all) => all.every(({ status }) => status === 'sent'),
    )
    const times = platform.calls.slice(before).map(({ at }) => at)
    expect(times).toHaveLength(45)
    const most = Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 1000).length))
    // The calls take a few milliseconds to arrive, so the window that is seen is not quite the one that was kept.
    expect(most).toBeLessThanOrEqual(21)
  })

  it('keep the limit of the account although calls are late on their way', async () => {
    const options = { limits: [{ scope: 'send', max: 20, perMs: 1000 }], lateMs: () => Math.random() * 500 } as const
    const first = await rig(options)
    const { workspaceId, accountId } = first
    await rig({ ...options, workspaceId, accountId })
    const before = platform.calls.length
    for (let n = 0; n < 60; n++) await first.submit(`n ${n}`, { to: `person ${n}` })
    await platform.waitFor(before + 60, 15_000)
    const times = platform.calls.slice(before).map(({ at }) => at)
    const most = Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 1000).length))
    expect(most).toBeLessThanOrEqual(20)
  })

  it('keep the limit of a recipient although calls are late on their way', async () => {
    const late = [500, 0, 400, 0]
    const limits = [{ scope: 'recipient', max: 1, perMs: 1000 }] as const
    const { submit } = await rig({ limits, lateMs: () => late.shift() ?? 0 })
    const before = platform.calls.length
    for (let n = 0; n < 4; n++) await submit(`n ${n}`, { to: 'one person' })
    await platform.waitFor(before + 4, 15_000)
    const times = platform.calls.slice(before).map(({ at }) => at)
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? at)).toBeGreaterThanOrEqual(1000)
  })

  it('let one recipient wait without holding up the others', async () => {
    const { submit, until, message } = await rig({
      limits: [{ scope: 'recipient', max: 1, perMs: 60_000, burst: 2 }],
    })
    const rows = []
    for (let n = 0; n < 3; n++) rows.push(await submit(`n ${n}`, { to: 'busy' }))
    await until(rows[1]?.id ?? '', 'sent')
    const other = await submit('to another', { to: 'idle' })
    await until(other.id, 'sent')
    const waiting = await message(rows[2]?.id ?? '')
    expect(waiting.status).toBe('queued')
    const clients = smallAccounts('', { limits: [{ scope: 'recipient', max: 1, perMs: 60_000, burst: 2 }] })
    const wait = await describeWait(store.database().db, waiting, clients)
    expect(wait.reason).toBe('rate_limit')
    const seconds = ((wait.notBefore?.getTime() ?? 0) - Date.now()) / 1000
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
  })

  it('of groups let a group wait, and no person', async () => {
    const groups = { name: 'groups', includes: (to: string) => to.startsWith('-') } as const
    const limits = [{ scope: 'recipient', recipients: groups, max: 2, perMs: 60_000 }] as const
    const { submit, until, message } = await rig({ limits })
    const [toPerson, toGroup] = [[] as string[], [] as string[]]
    for (let n = 0; n < 4; n++) {
      toPerson.push((await submit(`n ${n}`, { to: '100' })).id)
      toGroup.push((await submit(`n ${n}`, { to: '-100' })).id)
    }
    await until(toPerson.at(-1) ?? '', 'sent')
    await until(toGroup[0] ?? '', 'sent')
    const waiting = await message(toGroup.at(-1) ?? '')
    expect(waiting.status).toBe('queued')
    const clients = smallAccounts('', { limits })
    expect((await describeWait(store.database().db, waiting, clients)).reason).toBe('rate_limit')
    const unlimited = await submit('one more', { to: '101' })
    await until(unlimited.id, 'sent')
  })

  it('let the messages of one type wait without holding up the others', async () => {
    const limits = [
      { scope: 'send', max: 100, perMs: 1000 },
      { scope: 'send', types: ['video'], max: 1, perMs: 60_000 },
    ] as const
    const { workspaceId, accountId, submit } = await rig({ limits, stage: false })
    const content = { type: 'video', url: 'https://cdn.example/file' } as const
    const videos = []
    for (let n = 0; n < 20; n++) videos.push(await submit('', { to: `person ${n}`, content, identity: n }))
    const text = await submit('behind them', { to: 'another' })
    const [first, second, third, ...others] = videos
    const { until, message } = await rig({ limits, workspaceId, accountId })
    await until(first?.id ?? '', 'sent')
    await until(text.id, 'sent')
    for (const video of [second, third, ...others]) expect((await message(video?.id ?? '')).attempts).toBe(0)
    const clients = smallAccounts('', { limits })
    const waits = []
    for (const video of [second, third])
      waits.push(await describeWait(store.database().db, await message(video?.id ?? ''), clients))
    expect(waits.map(({ reason, place }) => [reason, place])).toEqual([
      ['rate_limit', 0],
      ['rate_limit', 1],
    ])
    const apart = (waits[1]?.notBefore?.getTime() ?? 0) - (waits[0]?.notBefore?.getTime() ?? 0)
    expect(Math.round(apart / 1000)).toBeGreaterThanOrEqual(59)
  })

  it('answer at once when the line is longer than anybody waits', async () => {
    const { submit, desk } = await rig({ limits: [{ scope: 'send', max: 1, perMs: 60_000 }] })
    await submit('first', { to: 'a' })
    const row = await submit('second', { to: 'b' })
    const started = Date.now()
    expect((await desk.settled(row, 8000)).status).toBe('queued')
    expect(Date.now() - started).toBeLessThan(3000)
  })

  it('let no account wait for another', async () => {
    const slow = await rig({ limits: [{ scope: 'send', max: 1, perMs: 60_000 }] })
    for (let n = 0; n < 30; n++) await slow.submit(`n ${n}`, { to: `person ${n}` })
    const quick = await rig({ workspaceId: slow.workspaceId })
    expect((await quick.send('at once')).status).toBe('sent')
  })

  it('hold the account back when the platform says that its limit is used up', async () => {
    const { submit, until, message, workspaceId, accountId } = await rig()
    const usage = createUsageKeeper(store.database(), silent)
    usage.note(workspaceId, accountId, { share: 1, regainAt: new Date(Date.now() + 1500) })
    const account = { id: accountId, platform: 'instagram' }
    const clients = smallAccounts('', {})
    const room = await eventually(
      () => headRoomOf(store.database().db, workspaceId, account, clients.messaging),
      ({ usage }) => usage === 1,
    )
    expect(room).toMatchObject({ reason: 'usage' })
    expect(room.heldUntil?.getTime()).toBeGreaterThan(Date.now())
    const row = await submit('hello')
    const started = Date.now()
    await until(row.id, 'sent')
    expect(Date.now() - started).toBeGreaterThan(900)
    expect((await message(row.id)).attempts).toBe(1)
  })

  it('show what is left', async () => {
    const limits = [
      { scope: 'send', max: 100, perMs: 60_000 },
      { scope: 'send', types: ['video'], max: 10, perMs: 60_000 },
      { scope: 'recipient', max: 1, perMs: 6000, burst: 45 },
    ] as const
    const { send, workspaceId, accountId } = await rig({ limits })
    await send('hello')
    const account = { id: accountId, platform: 'instagram' }
    const room = await headRoomOf(store.database().db, workspaceId, account, smallAccounts('', { limits }).messaging)
    expect(room.limits).toEqual([
      { scope: 'send', max: 100, perMs: 60_000, burst: 10, available: 9 },
      { scope: 'send', types: ['video'], max: 10, perMs: 60_000, burst: 3, available: 3 },
      { scope: 'recipient', max: 1, perMs: 6000, burst: 45, available: 45 },
    ])
    expect(room.queued).toBe(0)
  })
})
