import { expect, it } from 'vitest'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { type AccountBody, credentialsFor, describeWithPlatforms, eventsOf, type Problem } from './support.ts'

describeWithPlatforms('connecting an account with credentials', ({ hub, platforms }) => {
  const connect = <T = AccountBody>(platform: string, credentials: object, more: object = {}) =>
    hub().api<T>('/api/v1/accounts', { platform, credentials, ...more })

  for (const platform of ['instagram', 'facebook', 'whatsapp'] as const) {
    it(`checks, keeps, subscribes and announces an account of ${platform}`, async () => {
      const { status, body } = await connect(platform, credentialsFor(platforms())[platform])
      expect(status, JSON.stringify(body)).toBe(201)
      const { account } = platforms().seeds[platform]
      expect(body).toMatchObject({
        platform,
        externalId: account.id,
        state: 'connected',
        login: 'token',
        connectedBy: 'API_KEY',
        subscription: { active: true, problem: null },
        problems: [],
      })
      expect(body.token?.missingScopes).toEqual([])
      const events = await eventsOf(hub(), 'account.connected')
      const event = events.find(({ account }) => account?.id === body.id)
      expect(event?.data).toMatchObject({ accountId: body.id, platform, connectedBy: 'API_KEY' })
      expect(event?.account?.platform).toBe(platform)
    })
  }

  it('connects a LINE channel, and says what keeps LINE from calling', async () => {
    const { status, body } = await connect('line', credentialsFor(platforms()).line)
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({ platform: 'line', state: 'connected' })
    expect(body.subscription?.active).toBe(false)
    expect(body.problems.map(({ code }) => code)).toContain('not_subscribed')
  })

  it('never shows a secret', async () => {
    const list = await hub().api('/api/v1/accounts')
    const text = JSON.stringify(list.body)
    for (const { token } of [platforms().seeds.instagram, platforms().seeds.facebook, platforms().seeds.line])
      expect(text).not.toContain(token.value)
    expect(text).not.toContain(platforms().seeds.line.account.secret)
    const rows = await hub()
      .database.db.selectFrom('accounts')
      .select(['credentials_sealed', 'signing_sealed'])
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      for (const sealed of [row.credentials_sealed, row.signing_sealed])
        expect(sealed?.toString('latin1') ?? '').not.toContain(platforms().seeds.line.account.secret)
  })

  it('makes an account that was known from its events a connected one', async () => {
    const id = '17841400000000077'
    await hub().send({
      object: 'instagram',
      entry: [
        {
          id,
          time: 1,
          changes: [
            { field: 'comments', value: { id: 'c1', text: 'x', from: { id: '1', username: 'u' }, media: { id: 'm' } } },
          ],
        },
      ],
    })
    const before = await hub().api<{ data: AccountBody[] }>('/api/v1/accounts?state=discovered')
    const discovered = before.body.data.find(({ externalId }) => externalId === id)
    expect(discovered?.problems[0]?.code).toBe('not_connected')
    const { state, tokens } = platforms()
    const seeded = platforms().seeds.instagram
    state.accounts.set(id, {
      ...seeded.account,
      id,
      username: 'second',
      appScopedId: '26500000000000077',
      subscriptions: new Map(),
    })
    const token = tokens.issue('instagram-long', id, { app: state.apps.instagram, scopes: seeded.token.scopes })
    const { body } = await connect('instagram', { accessToken: token.value })
    expect(body).toMatchObject({ id: discovered?.id, state: 'connected', username: 'second' })
  })

  it('refuses what is no token, with the words, kind and code of the platform', async () => {
    const { status, body } = await connect<Problem>('instagram', { accessToken: 'IGAAnonsense' })
    expect(status).toBe(422)
    expect(body.code).toBe('platform_refused')
    expect(body.detail).toMatch(/^Instagram: .+\(auth, code 190/)
  })

  it("refuses a person's token where a Page's is needed", async () => {
    const { pageId } = credentialsFor(platforms()).facebook
    const credentials = { accessToken: platforms().seeds.userToken.value, pageId }
    const { status, body } = await connect<Problem>('facebook', credentials)
    expect(status).toBe(422)
    expect(body.detail).toContain('Page access token')
  })

  it('refuses members it does not know, by name', async () => {
    const { status, body } = await connect<Problem>('instagram', { accessToken: 'x', pasword: 'y' })
    expect(status).toBe(400)
    expect(body.detail).toContain('"pasword"')
    const missing = await connect<Problem>('whatsapp', { accessToken: 'x' })
    expect(missing.status).toBe(400)
    expect(missing.body.detail).toMatch(/phoneNumberId/)
  })

  it('answers 503 with a wait when the platform is away, and keeps nothing', async () => {
    platforms().down()
    const credentials = { ...credentialsFor(platforms()).facebook }
    const { status, body } = await connect<Problem>('facebook', credentials)
    platforms().up()
    expect(status).toBe(503)
    expect(body.code).toBe('platform_unavailable')
  })

  it('shows scopes that were not granted, with what to do', async () => {
    const { state, tokens, seeds } = platforms()
    const id = '17841400000000088'
    state.accounts.set(id, {
      ...seeds.instagram.account,
      id,
      username: 'third',
      appScopedId: '26500000000000088',
      subscriptions: new Map(),
    })
    const token = tokens.issue('instagram-long', id, {
      app: state.apps.instagram,
      scopes: ['instagram_business_basic'],
    })
    const { body } = await connect('instagram', { accessToken: token.value, scopes: ['instagram_business_basic'] })
    expect(body.token?.missingScopes).toContain('instagram_business_manage_messages')
    expect(body.problems.map(({ code }) => code)).toContain('missing_scopes')
  })

  it('takes new credentials for the same account only, and another name', async () => {
    const { body } = await connect('facebook', credentialsFor(platforms()).facebook)
    const named = await hub().api<AccountBody>(`/api/v1/accounts/${body.id}`, { name: 'Our Page' }, 'PUT')
    expect(named.body.name).toBe('Our Page')
    await hub().api(`/api/v1/accounts/${body.id}/test`, {})
    expect((await hub().api<AccountBody>(`/api/v1/accounts/${body.id}`)).body.name).toBe('Our Page')
    const other = await hub().api<Problem>(
      `/api/v1/accounts/${body.id}`,
      { credentials: { ...credentialsFor(platforms()).facebook, pageId: '999' } },
      'PUT',
    )
    expect(other.status).toBe(422)
    const own = await hub().api<AccountBody>(`/api/v1/accounts/${body.id}`, { name: null }, 'PUT')
    expect(own.body.name).toBe(null)
  })

  it('tests a connection: latency, quality, token, subscription and what can be sent', async () => {
    const { body: account } = await connect('whatsapp', credentialsFor(platforms()).whatsapp)
    const { body } = await hub().api<{
      ok: boolean
      latencyMs: number
      capabilities: { sends: string[] }
      account: AccountBody & { quality: string }
    }>(`/api/v1/accounts/${account.id}/test`, {})
    expect(body.ok).toBe(true)
    expect(body.latencyMs).toBeGreaterThanOrEqual(0)
    expect(body.capabilities.sends).toContain('template')
    expect(body.account.quality).toContain('GREEN')
  })

  it('subscribes again on request, and refuses fields that do not exist', async () => {
    const { body: account } = await connect('facebook', credentialsFor(platforms()).facebook)
    platforms().seeds.facebook.account.subscriptions.clear()
    const tested = await hub().api<{ ok: boolean; account: AccountBody }>(`/api/v1/accounts/${account.id}/test`, {})
    expect(tested.body.ok).toBe(false)
    expect(tested.body.account.problems[0]?.code).toBe('not_subscribed')
    const wrong = await hub().api<Problem>(`/api/v1/accounts/${account.id}/subscribe`, { fields: ['nonsense'] })
    expect(wrong.status).toBe(400)
    const { body } = await hub().api<AccountBody>(`/api/v1/accounts/${account.id}/subscribe`, {})
    expect(body.subscription).toMatchObject({ active: true, problem: null })
    expect(platforms().seeds.facebook.account.subscriptions.size).toBe(1)
  })

  it('disconnects: unsubscribes, forgets the credentials, keeps the events, and says so', async () => {
    const { body: account } = await connect('facebook', credentialsFor(platforms()).facebook)
    const gone = await hub().api<{ unsubscribed: boolean; account: AccountBody }>(
      `/api/v1/accounts/${account.id}`,
      undefined,
      'DELETE',
    )
    expect(gone.status).toBe(200)
    expect(gone.body).toMatchObject({ unsubscribed: true, account: { state: 'disconnected' } })
    expect(platforms().seeds.facebook.account.subscriptions.size).toBe(0)
    const row = await hub()
      .database.db.selectFrom('accounts')
      .select(['credentials_sealed', 'signing_sealed'])
      .where('external_id', '=', account.externalId)
      .where('platform', '=', 'facebook')
      .executeTakeFirst()
    expect(row).toEqual({ credentials_sealed: null, signing_sealed: null })
    const [event] = await eventsOf(hub(), 'account.disconnected')
    expect(event?.data).toMatchObject({ accountId: account.id, reason: 'Disconnected by API_KEY.' })
    const refused = await hub().api<Problem>(`/api/v1/accounts/${account.id}/test`, {})
    expect(refused).toMatchObject({ status: 409, body: { code: 'account_not_connected' } })
  })

  it('lists what each platform can do and takes', async () => {
    const { body } = await hub().api<{ data: Record<string, never>[] }>('/api/v1/platforms')
    expect(body.data.map(({ id }) => id).sort()).toEqual(PLATFORMS.map(({ id }) => id).sort())
    for (const platform of body.data) {
      expect(platform.credentials).toMatchObject({ type: 'object' })
      const own = `/api/v1/webhooks/${platform.id}/{accountId}`
      const address = platform.id === 'telegram' ? own : `/api/webhooks/${platform.id}`
      expect(platform.callbackUrl).toBe(hub().url + address)
      expect(platform.handshake).toBe(!['line', 'telegram'].includes(String(platform.id)))
      expect(platform.warnings).toHaveLength(1)
    }
  })

  it('leaves the stand-in without faults of its own', () => {
    expect(platforms().faults).toEqual([])
  })
})
