import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { describeStore, silent } from '../../test/support/databases.ts'
import { newUuid } from '../events/ids.ts'
import { createMetrics } from '../metrics.ts'
import type { RejectionCause } from './receiver.ts'
import { createRejectionRecorder, type RejectionRecorder } from './rejections.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const MB = 1024 * 1024
const SOON = { timeout: 15_000 }

describeStore('refused requests', (store) => {
  let recorder: RejectionRecorder
  let workspaceId: string
  beforeEach(() => {
    workspaceId = newUuid()
    recorder = createRejectionRecorder(store.database(), workspaceId, createMetrics(), silent)
  })
  afterEach(async () => {
    vi.useRealTimers()
    await recorder.stop()
  })

  const record = (platform: string, cause: RejectionCause, body?: Buffer) =>
    recorder.record({
      platform,
      account: undefined,
      route: '/',
      cause,
      detail: 'refused',
      remoteAddress: undefined,
      headers: {},
      bodySize: body?.length ?? 0,
      body,
    })
  const rows = () =>
    store
      .database()
      .db.selectFrom('rejections')
      .select(['platform', 'cause', 'weight', 'body_sample'])
      .where('workspace_id', '=', workspaceId)
      .orderBy('id')
      .execute()

  it('keep the first KB of their body in memory, not the body, while the store is slow', async () => {
    const released = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const hanging = store
      .database()
      .db.transaction()
      .execute(async (trx) => {
        await sql`lock table rejections in access exclusive mode`.execute(trx)
        locked.resolve()
        await released.promise
      })
    await locked.promise
    collectGarbage()
    const before = process.memoryUsage().arrayBuffers
    for (let n = 0; n < 40; n++) record('instagram', 'signature_mismatch', Buffer.alloc(2 * MB, 'x'))
    await expect
      .poll(() => {
        collectGarbage()
        return process.memoryUsage().arrayBuffers - before
      }, SOON)
      .toBeLessThan(20 * MB)
    released.resolve()
    await hanging
    await recorder.stop()
    expect((await rows()).map((row) => row.body_sample)).toEqual(Array(40).fill('x'.repeat(1024)))
  })

  it('stand for those of the same platform and cause that came just before', async () => {
    const start = Date.now()
    vi.useFakeTimers({ toFake: ['Date'] })
    const minute = (n: number) => vi.setSystemTime(start + n * 60_000)
    for (let n = 0; n < 130; n++) record('instagram', 'no_signature')
    minute(1)
    record('line', 'no_signature')
    record('instagram', 'wrong_account')
    record('instagram', 'no_signature')
    for (let n = 0; n < 130; n++) record('facebook', 'no_signature')
    minute(10)
    record('facebook', 'no_signature')
    vi.useRealTimers()
    await recorder.stop()
    const kept = (await rows()).map(({ platform, cause, weight }) => `${platform} ${cause} ${weight}`)
    expect(kept.slice(0, 120)).toEqual(Array(120).fill('instagram no_signature 1'))
    expect(kept.slice(120, 123)).toEqual([
      'line no_signature 1',
      'instagram wrong_account 1',
      'instagram no_signature 11',
    ])
    expect(kept.slice(123)).toEqual(Array(118).fill('facebook no_signature 1'))
  })
})
