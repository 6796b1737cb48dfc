import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { checkAccount, checkDueAccount } from '../../src/accounts/check.ts'
import { createSendAccounts } from '../../src/accounts/for-sending.ts'
import { testAccount } from '../../src/accounts/test.ts'
import { newUuid } from '../../src/events/ids.ts'
import { bucketOf } from '../../src/limits/buckets.ts'
import { headRoomOf } from '../../src/limits/head-room.ts'
import type { AccountRecord } from '../../src/store/accounts/read.ts'
import { holdBack, spendCall } from '../../src/store/rate-budgets/rate-budgets.ts'
import { credentialsFor } from '../platforms/credentials.ts'
import { type Platforms, startPlatforms } from '../platforms/index.ts'
import { describeStore } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { type AccountRig, createAccountRig } from './rig.ts'

const HOUR_MS = 3_600_000

describeStore('calls that are no messages', (store) => {
  let platforms: Platforms
  let rig: AccountRig
  let account: AccountRecord

  beforeAll(async () => {
    platforms = await startPlatforms()
  })
  beforeEach(async () => {
    rig = createAccountRig(store.database(), platforms)
    account = await rig.connect('whatsapp', credentialsFor(platforms).whatsapp)
  })
  afterEach(async () => {
    platforms.settings.usage.app = undefined
    await rig.close()
  })
  afterAll(() => platforms.stop())

  const room = () => headRoomOf(store.database().db, rig.workspaceId, account, createSendAccounts(rig.deps).messaging)
  const left = async () => (await room()).limits.find(({ scope }) => scope === 'calls')?.available ?? 0
  const due = (agoMs: number) =>
    store
      .database()
      .db.updateTable('accounts')
      .set({ check_due_at: new Date(Date.now() - agoMs) })
      .where('id', '=', account.id)
      .execute()
  const budget = (changes: object, name = 'hold') =>
    store
      .database()
      .db.updateTable('rate_budgets')
      .set(changes)
      .where('account_id', '=', account.id)
      .where('name', 'like', `${name}%`)
      .execute()

  /** When a bucket is full of which so many calls are gone; 200 an hour, of which 20 at once. */
  const inCalls = (count: number) => (Date.now() + (count * HOUR_MS) / 180) * 1000

  it('are taken from the budget of the account: those of subscriptions, checks and tests', async () => {
    // Connecting asks for the subscription.
    const connected = await eventually(left, (calls) => calls < 20)
    await checkAccount(rig.deps, rig.workspaceId, account.id)
    const checked = await eventually(left, (calls) => calls < connected)
    await testAccount(rig.deps, account)
    await eventually(left, (calls) => calls < checked)
  })

  it('are made by a check only when enough is left for others, or it is long overdue', async () => {
    await eventually(left, (calls) => calls < 20)
    await due(0)
    await budget({ full_at: inCalls(15) }, 'calls')
    expect(await checkDueAccount(rig.deps, rig.workspaceId, account.id)).toEqual({ kind: 'postponed' })
    expect((await rig.account(account.id)).check_due_at?.getTime()).toBeLessThanOrEqual(Date.now())
    await due(HOUR_MS)
    expect(await checkDueAccount(rig.deps, rig.workspaceId, account.id)).toMatchObject({ kind: 'ok' })
  })

  it('tell how much of the limits is used, and a check waits from the half on, as long as that is recent', async () => {
    platforms.settings.usage.app = { call_count: 60, total_time: 20, total_cputime: 3 }
    await testAccount(rig.deps, account)
    await eventually(room, ({ usage }) => usage === 0.6)
    platforms.settings.usage.app = undefined
    await due(0)
    expect(await checkDueAccount(rig.deps, rig.workspaceId, account.id)).toEqual({ kind: 'postponed' })

    await budget({ usage_at: new Date(Date.now() - 2 * HOUR_MS) })
    // A hold for another reason makes the report no younger.
    await holdBack(store.database().db, rig.workspaceId, account.id, { ms: 0, reason: 'rate_limit' })
    expect((await room()).usage).toBeUndefined()
    await budget({ full_at: 0 }, 'calls')
    expect(await checkDueAccount(rig.deps, rig.workspaceId, account.id)).toMatchObject({ kind: 'ok' })
  })

  it('leave a share of the budget to others when asked to', async () => {
    const other = { workspace_id: rig.workspaceId, id: newUuid(), platform: 'whatsapp' }
    const bucket = bucketOf(other.id, { scope: 'calls', max: 200, perMs: HOUR_MS })
    const spend = async (calls: number) => {
      for (let call = 0; call < calls; call++) await spendCall(store.database().db, rig.workspaceId, [bucket])
    }
    const allow = (reserve: number) => rig.deps.calls.allow(other, reserve)
    await spend(8)
    expect([await allow(0.5), await allow(0)]).toEqual([true, true])
    await spend(8)
    expect([await allow(0.5), await allow(0)]).toEqual([false, true])
    await spend(12)
    expect(await allow(0)).toBe(false)
  })
})
