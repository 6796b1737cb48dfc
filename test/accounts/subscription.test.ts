import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { checkAccount } from '../../src/accounts/check.ts'
import { subscribeAccount } from '../../src/accounts/connect.ts'
import { disconnectAccount } from '../../src/accounts/disconnect.ts'
import { credentialsFor } from '../platforms/credentials.ts'
import { type Platforms, startPlatforms } from '../platforms/index.ts'
import { describeStore } from '../support/databases.ts'
import { type AccountRig, createAccountRig } from './rig.ts'

describeStore('the subscription of an account', (store) => {
  let platforms: Platforms
  let rig: AccountRig

  beforeAll(async () => {
    platforms = await startPlatforms()
  })
  beforeEach(() => {
    rig = createAccountRig(store.database(), platforms)
  })
  afterEach(() => rig.close())
  afterAll(() => platforms.stop())

  const page = () => platforms.seeds.facebook.account
  const connectPage = () => rig.connect('facebook', credentialsFor(platforms).facebook)
  const connectLinked = () => rig.connect('instagram', { ...credentialsFor(platforms).facebook, login: 'facebook' })

  it('stays for the other numbers of a WhatsApp account, and ends with the last', async () => {
    const { account } = platforms.seeds.whatsapp
    const second = { ...account, id: '109876500000002', username: '15550100888', display: '+1 555-010-0888' }
    platforms.state.accounts.set(second.id, second)
    const { subscriptions } = platforms.state.wabas.get(account.wabaId) ?? { subscriptions: new Map() }
    const credentials = credentialsFor(platforms).whatsapp
    const one = await rig.connect('whatsapp', credentials)
    const other = await rig.connect('whatsapp', { ...credentials, phoneNumberId: second.id })

    expect(await disconnectAccount(rig.deps, one, 'test')).toMatchObject({
      code: 'subscription_shared',
      params: { accounts: expect.arrayContaining(['WhatsApp +1 555-010-0888']) },
    })
    expect(subscriptions.size).toBe(1)
    expect(await rig.account(one.id)).toMatchObject({ state: 'disconnected', credentials_sealed: null })
    expect(await disconnectAccount(rig.deps, other, 'test')).toBeUndefined()
    expect(subscriptions.size).toBe(0)
    platforms.state.accounts.delete(second.id)
  })

  it('of a Page stays for its Instagram account, and ends with that', async () => {
    const facebook = await connectPage()
    const instagram = await connectLinked()
    expect(await disconnectAccount(rig.deps, facebook, 'test')).toMatchObject({
      code: 'subscription_shared',
      params: { accounts: expect.arrayContaining(['Instagram yourbrand']) },
    })
    expect(page().subscriptions.size).toBe(1)
    expect(await disconnectAccount(rig.deps, instagram, 'test')).toBeUndefined()
    expect(page().subscriptions.size).toBe(0)
  })

  it('of an Instagram account stays for its Page', async () => {
    const instagram = await connectLinked()
    const facebook = await connectPage()
    expect(await disconnectAccount(rig.deps, instagram, 'test')).toMatchObject({
      code: 'subscription_shared',
      params: { accounts: expect.arrayContaining(['Facebook yourbrandpage']) },
    })
    expect(page().subscriptions.size).toBe(1)
    expect(await disconnectAccount(rig.deps, facebook, 'test')).toBeUndefined()
    expect(page().subscriptions.size).toBe(0)
  })

  it('of a Page stays for an Instagram account whose token has died: it may be connected again', async () => {
    const facebook = await connectPage()
    const instagram = await connectLinked()
    const { db } = store.database()
    await db.updateTable('accounts').set({ state: 'disconnected' }).where('id', '=', instagram.id).execute()
    expect(await disconnectAccount(rig.deps, facebook, 'test')).toMatchObject({
      code: 'subscription_shared',
      params: { accounts: expect.arrayContaining(['Instagram yourbrand']) },
    })
    expect(page().subscriptions.size).toBe(1)
  })

  it('is renewed with the fields that the user chose', async () => {
    const account = await connectPage()
    const fields = ['messages', 'leadgen']
    const subscribed = () => [...page().subscriptions.values()].map((each) => [...each])
    expect(await subscribeAccount(rig.deps, account, { fields })).toMatchObject({ active: true, fields })

    page().subscriptions.clear()
    expect(await checkAccount(rig.deps, rig.workspaceId, account.id)).toMatchObject({ resubscribed: true })
    expect(subscribed()).toEqual([fields])
    await connectPage()
    expect(subscribed()).toEqual([fields])

    await disconnectAccount(rig.deps, await rig.account(account.id), 'test')
    await connectPage()
    expect(subscribed()[0]?.length).toBeGreaterThan(2)
  })

  it('left the stand-in without faults of its own', () => {
    expect(platforms.faults).toEqual([])
  })
})
