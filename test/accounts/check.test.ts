import { beforeEach, expect, it } from 'vitest'
import { fromPublicId } from '../../src/events/ids.ts'
import { createVault } from '../../src/lib/vault.ts'
import { loadEncryptionKey } from '../../src/setup/key-file.ts'
import { firstWorkspace } from '../../src/store/workspaces/workspaces.ts'
import { DAY } from '../platforms/clock.ts'
import { eventually, type TestHub } from '../support/hub.ts'
import { type AccountBody, credentialsFor, describeWithPlatforms, eventsOf, type Problem } from './support.ts'

describeWithPlatforms('an account in the course of time', ({ store, hub, platforms, start }) => {
  let account: AccountBody

  const connect = async (
    platform: 'instagram' | 'facebook',
    credentials: object = credentialsFor(platforms())[platform],
  ) => {
    const { body, status } = await hub().api<AccountBody>('/api/v1/accounts', { platform, credentials })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  const shown = async (id = account.id, at: TestHub = hub()) =>
    (await at.api<AccountBody>(`/api/v1/accounts/${id}`)).body
  const rowOf = (id: string) =>
    hub()
      .database.db.selectFrom('accounts')
      .selectAll()
      .where('id', '=', fromPublicId('account', id) ?? '')
      .executeTakeFirstOrThrow()
  /** Makes the check due, and tells the jobs that a minute is over. */
  const checkNow = async (id: string, more: Record<string, unknown> = {}) => {
    await hub()
      .database.db.updateTable('accounts')
      .set({ check_due_at: new Date(0), ...more })
      .where('id', '=', fromPublicId('account', id) ?? '')
      .execute()
    await hub().jobs?.send((await firstWorkspace(hub().database)).id, 'accounts.sweep', {}, 'test')
  }
  const checked = async (id: string, before: Date | null) =>
    await eventually(
      () => rowOf(id),
      (row) =>
        row.check_leased_until === null &&
        (row.check_due_at === null || row.check_due_at.getTime() > 0) &&
        (before === null || row.state !== 'connected' || row.updated_at > before),
      15_000,
    )

  beforeEach(async () => {
    platforms().up()
    const { seeds, tokens, state } = platforms()
    const token = tokens.issue('page', seeds.facebook.account.id, {
      app: state.apps.meta,
      scopes: seeds.facebook.token.scopes,
    })
    account = await connect('facebook', { accessToken: token.value, pageId: seeds.facebook.account.id })
  })

  const tokenOf = async (id: string) => {
    const row = await rowOf(id)
    const vault = createVault(await loadEncryptionKey(store.dataDir, undefined, () => undefined))
    return JSON.parse(vault.open(row.credentials_sealed ?? Buffer.alloc(0))).accessToken as string
  }

  it('is checked when its time has come', async () => {
    const before = (await rowOf(account.id)).updated_at
    await checkNow(account.id)
    const row = await checked(account.id, before)
    expect(row.state).toBe('connected')
    expect(row.check_due_at?.getTime()).toBeGreaterThan(Date.now() + DAY / 2)
  })

  it('is disconnected with the reason when its token dies, and connected again by new credentials', async () => {
    const token = platforms().tokens.find(await tokenOf(account.id))
    if (!token) throw new Error('the stand-in does not know the token')
    token.revoked = 'password-changed'
    const before = (await rowOf(account.id)).updated_at
    await checkNow(account.id)
    await checked(account.id, before)
    const dead = await shown()
    expect(dead).toMatchObject({
      state: 'disconnected',
      disconnectedCode: 'token_refused',
      problems: [{ code: 'disconnected' }],
    })
    expect(dead.disconnectedReason).toMatch(/no longer takes the access token: .+code 190/)
    const event = (await eventsOf(hub(), 'account.disconnected')).find(({ data }) => data.accountId === account.id)
    expect(event?.data).toMatchObject({ platform: 'facebook', reason: dead.disconnectedReason })

    const sent = await hub().api<Problem>('/api/v1/messages', { account: account.id, to: '1', type: 'text', text: 'x' })
    expect(sent.status, JSON.stringify(sent.body)).toBe(409)
    expect(sent.body.code).toBe('account_not_connected')

    const again = await connect('facebook')
    expect(again).toMatchObject({
      id: account.id,
      state: 'connected',
      disconnectedCode: null,
      disconnectedReason: null,
      problems: [],
    })
    const connections = (await eventsOf(hub(), 'account.connected', 2)).filter(
      ({ data }) => data.accountId === account.id,
    )
    expect(connections.length).toBeGreaterThanOrEqual(2)
  })

  it('is disconnected when a permission is taken away', async () => {
    const before = (await rowOf(account.id)).updated_at
    platforms().fail('200', { times: 20 })
    await checkNow(account.id)
    await checked(account.id, before)
    const shownNow = await shown()
    expect(shownNow.disconnectedCode).toBe('permission_removed')
    expect(shownNow.disconnectedReason).toMatch(/A permission was taken away/)
  })

  it('stays connected while the platform is down, says so, and is asked again soon', async () => {
    platforms().down()
    await checkNow(account.id)
    const row = await eventually(
      () => rowOf(account.id),
      (found) => found.inspect_error !== null && found.check_leased_until === null,
      15_000,
    )
    platforms().up()
    expect(row.state).toBe('connected')
    expect(row.check_due_at?.getTime()).toBeLessThan(Date.now() + 15 * 60_000)
    expect((await shown()).problems.map(({ code }) => code)).toContain('check_failed')
  })

  it('is subscribed again when the platform has unsubscribed it', async () => {
    platforms().seeds.facebook.account.subscriptions.clear()
    const before = (await rowOf(account.id)).updated_at
    await checkNow(account.id)
    await checked(account.id, before)
    expect(platforms().seeds.facebook.account.subscriptions.size).toBe(1)
    expect((await shown()).subscription?.active).toBe(true)
  })

  it('gets a new token well before the old one ends, once, also when two processes look at the same time', async () => {
    const { seeds, tokens, state, clock } = platforms()
    const old = tokens.issue('instagram-long', seeds.instagram.account.id, {
      app: state.apps.instagram,
      scopes: seeds.instagram.token.scopes,
      lifetimeMs: 20 * DAY,
    })
    const expiresAt = new Date(clock.now() + 20 * DAY).toISOString()
    const instagram = await connect('instagram', { accessToken: old.value, expiresAt })
    const renewals = () => platforms().requests.filter(({ path }) => path.endsWith('/refresh_access_token')).length
    const before = renewals()
    clock.advance(2 * DAY)
    // Connected 40 days ago, so that half of its life is over.
    const weeks = new Date(Date.now() - 40 * DAY)
    const other = await start()
    await checkNow(instagram.id, { connected_at: weeks })
    await other.jobs?.send(
      (await firstWorkspace(hub().database)).id,
      'accounts.check',
      { id: fromPublicId('account', instagram.id) },
      'other',
    )
    await eventually(
      () => rowOf(instagram.id),
      (row) => row.token_renewed_at !== null && row.check_leased_until === null,
      15_000,
    )
    expect(renewals() - before).toBe(1)
    expect(await tokenOf(instagram.id)).not.toBe(old.value)
    const { token } = await shown(instagram.id)
    expect(Date.parse(token?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 50 * DAY)
    await other.stop()
  })

  it('has all subscriptions looked at after an outage', async () => {
    const { db } = hub().database
    await db
      .updateTable('heartbeats')
      .set({ at: new Date(Date.now() - 3_600_000) })
      .execute()
    await db
      .updateTable('accounts')
      .set({ check_due_at: new Date(Date.now() + DAY) })
      .where('state', '=', 'connected')
      .execute()
    expect(await hub().heartbeat?.beat()).toBeGreaterThan(3_500_000)
    const row = await rowOf(account.id)
    expect(row.check_due_at?.getTime()).toBeLessThan(Date.now() + 120_000)
    expect(await hub().heartbeat?.beat()).toBeUndefined()
  })
})
