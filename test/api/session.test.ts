import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateApiKey } from '../../src/lib/api-key.ts'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { describeStore } from '../support/databases.ts'
import { createTestApi, type TestApi } from './support.ts'

const HOUR_MS = 3_600_000
const LIMITS = { perKey: 10_000, failuresPerAddress: 10_000 }
const ORIGIN = 'http://localhost:80'

interface SignedIn {
  readonly cookie: string
  readonly csrfToken: string
  readonly keyId: string
  readonly expiresAt: string
}

describeStore('a session', (store) => {
  let api: TestApi
  let now = Date.now()
  beforeAll(async () => {
    api = await createTestApi(store.database(), LIMITS, 'all', true, { now: () => now })
  })
  afterAll(() => api.close())

  const post = (apiKey: string, headers: Readonly<Record<string, string>> = {}, on = api) =>
    on.raw({ method: 'POST', url: '/api/v1/session', headers, payload: { apiKey } })
  const cookiesOf = (answer: LightMyRequestResponse) => [answer.headers['set-cookie'] ?? []].flat()
  const signIn = async (apiKey = api.adminKey, on = api): Promise<SignedIn> => {
    const answer = await post(apiKey, {}, on)
    expect(answer.statusCode).toBe(201)
    return { ...answer.json<SignedIn>(), cookie: cookiesOf(answer)[0]?.split(';', 1)[0] ?? '' }
  }
  const withSession = (session: SignedIn, options: InjectOptions = {}) =>
    api.raw({ url: '/api/v1/session', ...options, headers: { cookie: session.cookie, ...options.headers } })
  const makeKey = (session: SignedIn, headers: Readonly<Record<string, string>>) =>
    withSession(session, { method: 'POST', url: '/api/v1/keys', payload: { name: 'made by a page' }, headers })
  const revoke = async (id: string) =>
    expect((await api.call(`/api/v1/keys/${id}`, undefined, 'DELETE')).status).toBe(204)
  const statusOf = async (session: SignedIn) => (await withSession(session)).statusCode

  it('is opened with an API key, and says whose it is', async () => {
    const answer = await post(api.readKey)
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toEqual({
      role: 'read',
      keyName: 'read',
      keyId: expect.stringMatching(/^key_/),
      operator: false,
      workspaceId: expect.stringMatching(/^ws_/),
      expiresAt: new Date(now + 12 * HOUR_MS).toISOString(),
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      // What the page draws platforms with; its first view needs it before it can ask for more.
      platforms: PLATFORMS.map(({ id, name, brand }) => ({ id, name, brand })),
    })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).not.toContain(api.readKey)
    const cookie = cookiesOf(answer)[0]?.split(';', 1)[0] ?? ''
    const again = await api.raw({ url: '/api/v1/session', headers: { cookie } })
    expect([again.statusCode, again.json()]).toEqual([200, answer.json()])
  })

  it('is not opened with a wrong key, and not counted apart from other wrong keys', async () => {
    const limited = await createTestApi(store.database(), { perKey: 100, failuresPerAddress: 3 })
    const wrong = () => post(generateApiKey(), {}, limited)
    const answer = await wrong()
    expect([answer.statusCode, answer.json().code, cookiesOf(answer)]).toEqual([401, 'unauthorized', []])
    await limited.raw({ url: '/api/v1/keys', headers: { 'x-api-key': generateApiKey() } })
    await wrong()
    const refused = await wrong()
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await limited.close()
  })

  it('has a cookie that no script can read and no other site sends', async () => {
    const [cookie] = cookiesOf(await post(api.adminKey))
    expect(cookie).toMatch(/^hubbub_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/)
  })

  it('has a secure cookie of this host alone over https', async () => {
    const secure = /^__Host-hubbub_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/
    const behind = await createTestApi(store.database(), LIMITS, 'all', true, {
      env: { PUBLIC_URL: 'https://hub.example.com' },
    })
    expect(cookiesOf(await post(behind.adminKey, {}, behind))[0]).toMatch(secure)
    const https = { origin: 'https://hub.example.com' }
    expect(cookiesOf(await post(behind.adminKey, https, behind))[0]).toMatch(secure)
    // Opened on the hub's own machine, by http.
    expect(cookiesOf(await post(behind.adminKey, { origin: ORIGIN }, behind))[0]).not.toMatch(/__Host-|Secure/)
    // A proxy speaks https and passes on the host: the page says so.
    expect(cookiesOf(await post(api.adminKey, { ...https, host: 'hub.example.com' }))[0]).toMatch(secure)
    await behind.close()
  })

  it('is known to the store by the hash of its token alone', async () => {
    const { cookie } = await signIn()
    const rows = await store.database().db.selectFrom('sessions').selectAll().execute()
    for (const row of rows) expect(row.token_hash).toHaveLength(32)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(cookie.split('=')[1] ?? '').toString('hex'))
  })

  it('stands for its key on every route that reads', async () => {
    const session = await signIn(api.adminKey)
    const routes = api.server.routeTable
      .list()
      .filter(({ method, url }) => method === 'GET' && !url.startsWith('/docs') && !url.endsWith('/stream'))
    expect(routes.length).toBeGreaterThan(20)
    for (const { url } of routes.filter((route) => !route.public)) {
      const { statusCode } = await withSession(session, { url: url.replace(/:\w+/g, 'x') })
      expect([url, [401, 403, 500].includes(statusCode)]).toEqual([url, false])
    }
  })

  it('changes something only with its CSRF token', async () => {
    const session = await signIn()
    const other = await signIn()
    expect((await makeKey(session, {})).json().code).toBe('csrf_failed')
    for (const token of ['', 'x', other.csrfToken]) {
      const answer = await makeKey(session, { 'x-csrf-token': token })
      expect([token, answer.statusCode, answer.json().code]).toEqual([token, 403, 'csrf_failed'])
    }
    expect((await makeKey(session, { 'x-csrf-token': session.csrfToken })).statusCode).toBe(201)
  })

  it('changes nothing for a page of another site, whatever it knows', async () => {
    const session = await signIn()
    const token = { 'x-csrf-token': session.csrfToken }
    for (const [name, value] of [
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
      ['origin', 'https://evil.example'],
      ['origin', 'http://localhost:81'],
      ['origin', 'null'],
    ] as const) {
      const headers = { [name]: value }
      const answer = await makeKey(session, { ...token, ...headers })
      expect([headers, answer.statusCode, answer.json().code]).toEqual([headers, 403, 'csrf_failed'])
      const opened = await post(api.adminKey, headers)
      expect([headers, opened.statusCode, opened.json().code]).toEqual([headers, 403, 'csrf_failed'])
      expect(cookiesOf(opened)).toEqual([])
    }
    const own = { ...token, 'sec-fetch-site': 'same-origin', origin: ORIGIN }
    expect((await makeKey(session, own)).statusCode).toBe(201)
  })

  it('does not begin a login for a page of another site, though that is a GET', async () => {
    const session = await signIn()
    const url = '/api/v1/connect/instagram'
    const answer = await withSession(session, { url, headers: { 'sec-fetch-site': 'cross-site' } })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'csrf_failed'])
    const own = await withSession(session, { url, headers: { 'sec-fetch-site': 'same-origin' } })
    expect(own.json().code).not.toBe('csrf_failed')
  })

  it('of a key with the role read changes nothing', async () => {
    const session = await signIn(api.readKey)
    const answer = await makeKey(session, { 'x-csrf-token': session.csrfToken })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  })

  it('is not looked at when the request has a key', async () => {
    const { cookie } = await signIn(api.readKey)
    const call = (key: string) =>
      api.raw({ method: 'POST', url: '/api/v1/keys', payload: { name: 'x' }, headers: { cookie, 'x-api-key': key } })
    expect((await call(api.adminKey)).statusCode).toBe(201)
    expect((await call('wrong')).statusCode).toBe(401)
  })

  it('has calls of its own, which do not use up those of the key', async () => {
    const limited = await createTestApi(store.database(), { perKey: 2, failuresPerAddress: 100 })
    const { cookie } = await signIn(limited.adminKey, limited)
    const page = async () => (await limited.raw({ url: '/api/v1/keys', headers: { cookie } })).statusCode
    expect([await page(), await page(), await page()]).toEqual([200, 200, 429])
    expect((await limited.call('/api/v1/keys')).status).toBe(200)
    await limited.close()
  })

  it('ends by signing out, which needs its CSRF token', async () => {
    const session = await signIn(api.readKey)
    expect((await withSession(session, { method: 'DELETE' })).statusCode).toBe(403)
    expect(await statusOf(session)).toBe(200)
    const answer = await withSession(session, {
      method: 'DELETE',
      headers: { 'x-csrf-token': session.csrfToken },
    })
    expect(answer.statusCode).toBe(204)
    expect(cookiesOf(answer)).toEqual(['hubbub_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict'])
    expect(await statusOf(session)).toBe(401)
    expect((await api.raw({ method: 'DELETE', url: '/api/v1/session' })).statusCode).toBe(204)
  })

  it('ends when its browser signs in anew', async () => {
    const first = await signIn()
    expect((await post(api.readKey, { cookie: first.cookie })).statusCode).toBe(201)
    expect(await statusOf(first)).toBe(401)
  })

  it('is nobody without a cookie, or with one that is none', async () => {
    for (const cookie of ['', 'hubbub_session=x', `hubbub_session=${'x'.repeat(43)}`]) {
      const answer = await api.raw({ url: '/api/v1/session', headers: { cookie } })
      expect([cookie, answer.statusCode, answer.json().code]).toEqual([cookie, 401, 'unauthorized'])
      expect((await api.raw({ url: '/api/v1/events', headers: { cookie } })).statusCode).toBe(401)
    }
  })

  it('ends twelve hours after it was last used', async () => {
    const session = await signIn()
    now += 11 * HOUR_MS
    expect(await statusOf(session)).toBe(200)
    now += 11 * HOUR_MS
    const used = await withSession(session)
    expect(used.json().expiresAt).toBe(new Date(now + 12 * HOUR_MS).toISOString())
    now += 12 * HOUR_MS
    expect(await statusOf(session)).toBe(401)
  })

  it('ends seven days after it began, however much it is used', async () => {
    const begun = now
    const session = await signIn()
    for (let hours = 10; hours < 7 * 24; hours += 10) {
      now = begun + hours * HOUR_MS
      expect([hours, await statusOf(session)]).toEqual([hours, 200])
    }
    expect((await withSession(session)).json().expiresAt).toBe(new Date(begun + 7 * 24 * HOUR_MS).toISOString())
    now = begun + 7 * 24 * HOUR_MS
    expect(await statusOf(session)).toBe(401)
    await signIn()
    const { db } = store.database()
    const rows = await db.selectFrom('sessions').selectAll().where('workspace_id', '=', api.workspaceId).execute()
    expect(rows.filter((row) => row.expires_at.getTime() <= now)).toEqual([])
  })

  it('ends with its key, at once where it was revoked and within seconds elsewhere', async () => {
    const elsewhere = await createTestApi(store.database(), LIMITS, 'all', true, { now: () => now })
    const session = await signIn(await api.makeKey('admin'))
    const there = async () =>
      (await elsewhere.raw({ url: '/api/v1/session', headers: { cookie: session.cookie } })).statusCode
    expect([await statusOf(session), await there()]).toEqual([200, 200])
    await revoke(session.keyId)
    expect(await statusOf(session)).toBe(401)
    now += 5001
    expect(await there()).toBe(401)
    await elsewhere.close()
  })

  it('takes its live streams along when it ends', async () => {
    await api.server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = api.server.server.address() as AddressInfo
    const open = async (session: SignedIn) => {
      const request = get({ port, path: '/api/v1/events/stream', headers: { cookie: session.cookie } })
      const [response] = await once(request, 'response')
      expect(response.statusCode).toBe(200)
      response.resume()
      return { ended: once(response, 'end') }
    }
    const [left, revoked] = [await signIn(), await signIn(await api.makeKey('admin'))]
    const [first, second] = [await open(left), await open(revoked)]
    await withSession(left, { method: 'DELETE', headers: { 'x-csrf-token': left.csrfToken } })
    await first.ended
    await revoke(revoked.keyId)
    await second.ended
  })
})
