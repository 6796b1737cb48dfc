import { beforeEach, expect, it } from 'vitest'
import { API_KEY } from '../support/hub.ts'
import { type AccountBody, describeWithPlatforms, eventsOf, type Problem } from './support.ts'

interface Begun {
  url: string
  sessionId: string
  redirectUrl: string
  warnings: string[]
}
interface Session {
  status: string
  candidates: { externalId: string; name: string | null }[]
  accounts: AccountBody[]
  error: string | null
}

describeWithPlatforms('connecting accounts by login', ({ hub, platforms, start }) => {
  const begin = async (platform: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub().url}/api/v1/connect/${platform}`, {
      headers: { 'x-api-key': API_KEY, ...headers },
    })
    const body = (await response.json()) as Begun
    expect(response.status, JSON.stringify(body)).toBe(200)
    return { ...body, cookie: response.headers.get('set-cookie') ?? '' }
  }
  /** Goes to the platform, says yes, and gives the address that the platform sends the browser back to. */
  const consent = async (url: string) => {
    const answer = await fetch(url, { redirect: 'manual' })
    expect(answer.status).toBe(302)
    return answer.headers.get('location') ?? ''
  }
  const comeBack = async (location: string, headers: Record<string, string> = {}) => {
    const response = await fetch(location.split('#')[0] ?? '', { headers })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
  }
  const session = async (id: string) => (await hub().api<Session>(`/api/v1/connect/sessions/${id}`)).body

  beforeEach(() => {
    platforms().settings.consent = 'grant'
  })

  it('connects an Instagram account with a token of 60 days', async () => {
    const { url, sessionId } = await begin('instagram')
    expect(url).toContain(platforms().urls['instagram-auth'])
    const back = await comeBack(await consent(url))
    expect(back.status, back.text).toBe(200)
    expect(back.body).toMatchObject({ status: 'connected', sessionId })
    const { accounts, status } = await session(sessionId)
    expect(status).toBe('connected')
    expect(accounts[0]).toMatchObject({
      platform: 'instagram',
      externalId: platforms().seeds.instagram.account.id,
      state: 'connected',
      login: 'oauth',
      connectedBy: 'API_KEY',
      subscription: { active: true },
    })
    expect(Date.parse(accounts[0]?.token?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 50 * 86_400_000)
    const [event] = await eventsOf(hub(), 'account.connected')
    expect(event?.data).toMatchObject({ platform: 'instagram', username: 'yourbrand' })
  })

  for (const platform of ['facebook', 'whatsapp'] as const) {
    it(`goes straight through with one account of ${platform}, with PKCE`, async () => {
      const { url, sessionId } = await begin(platform)
      expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
      const back = await comeBack(await consent(url))
      expect(back.status, back.text).toBe(200)
      const { accounts } = await session(sessionId)
      expect(accounts[0]).toMatchObject({
        platform,
        externalId: platforms().seeds[platform].account.id,
        login: 'oauth',
      })
    })
  }

  it('lets the user choose among several Pages', async () => {
    const { state, seeds } = platforms()
    const second = {
      ...seeds.facebook.account,
      id: '104200000000002',
      name: 'Second Page',
      username: 'second',
      subscriptions: new Map(),
    }
    state.accounts.set(second.id, second)
    const [user] = state.users.values()
    user?.pages.push(second.id)
    const { url, sessionId } = await begin('facebook')
    const back = await comeBack(await consent(url), { accept: 'text/html' })
    expect(back.status).toBe(200)
    expect(back.text).toContain('Second Page')
    const choosing = await session(sessionId)
    expect(choosing.status).toBe('choosing')
    expect(choosing.candidates.map(({ externalId }) => externalId)).toEqual([seeds.facebook.account.id, second.id])
    expect(JSON.stringify(choosing)).not.toContain('EAA')

    const foreign = await hub().api<Problem>(`/api/v1/connect/sessions/${sessionId}`, { accounts: ['1'] })
    expect(foreign.status).toBe(400)
    const chosen = await hub().api<Session>(`/api/v1/connect/sessions/${sessionId}`, { accounts: [second.id] })
    expect(chosen.body).toMatchObject({ status: 'connected', candidates: [], accounts: [{ externalId: second.id }] })
    const again = await hub().api<Problem>(`/api/v1/connect/sessions/${sessionId}`, { accounts: [second.id] })
    expect(again.status).toBe(409)
    user?.pages.pop()
  })

  it('says that the login was declined, to a browser and to a program', async () => {
    platforms().settings.consent = 'deny'
    const { url, sessionId } = await begin('facebook')
    const back = await comeBack(await consent(url))
    expect(back).toMatchObject({ status: 400, body: { code: 'login_failed' } })
    expect(back.body.detail).toMatch(/declined/)
    expect((await session(sessionId)).status).toBe('failed')
    const page = await comeBack(await consent((await begin('instagram')).url), { accept: 'text/html' })
    expect(page.status).toBe(400)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.text).toContain('<h1>Login failed</h1>')
  })

  it('takes a state once', async () => {
    const location = await consent((await begin('instagram')).url)
    expect((await comeBack(location)).status).toBe(200)
    expect((await comeBack(location)).body).toMatchObject({ code: 'login_failed' })
  })

  it('refuses a state of its own making, of another platform, and one that is too old', async () => {
    const { url } = await begin('instagram')
    const location = new URL(await consent(url))
    const forged = new URL(location)
    forged.searchParams.set('state', 'x'.repeat(43))
    expect((await comeBack(forged.href)).status).toBe(400)
    const missing = new URL(location)
    missing.searchParams.delete('state')
    expect((await comeBack(missing.href)).status).toBe(400)
    expect((await comeBack(location.href.replace('/instagram/', '/facebook/'))).status).toBe(400)
    await hub()
      .database.db.updateTable('connect_sessions')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute()
    const before = platforms().requests.length
    expect((await comeBack(location.href)).status).toBe(400)
    expect(platforms().requests.length).toBe(before)
  })

  it('finishes in the browser that began it only', async () => {
    const { url, cookie } = await begin('instagram', { 'sec-fetch-site': 'same-origin' })
    expect(cookie).toMatch(/^hubbub_connect=[\w-]{43}; Path=\/api\/v1\/connect; Max-Age=600; HttpOnly; SameSite=Lax$/)
    const foreign = await comeBack(await consent(url))
    expect(foreign.body).toMatchObject({ code: 'login_failed' })
    const own = await begin('instagram', { 'user-agent': 'Mozilla/5.0' })
    const back = await comeBack(await consent(own.url), { cookie: `other=1; ${own.cookie.split(';')[0]}` })
    expect(back.status, back.text).toBe(200)
  })

  it('sends a browser that the dashboard began it in back there, with the login to ask for', async () => {
    const response = await fetch(`${hub().url}/api/v1/connect/instagram?return=dashboard`, {
      headers: { 'x-api-key': API_KEY },
    })
    const { url, sessionId } = (await response.json()) as Begun
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const headers = { cookie, accept: 'text/html' }
    const comeTo = async (location: string) => {
      const answer = await fetch(location, { headers, redirect: 'manual' })
      return { status: answer.status, location: answer.headers.get('location') }
    }
    const dashboard = { status: 303, location: `/accounts/connect/instagram?login=${sessionId}` }
    const location = (await consent(url)).split('#')[0] ?? ''
    expect(await comeTo(location)).toEqual(dashboard)
    expect((await session(sessionId)).status).toBe('connected')
    // What goes wrong is told there too.
    expect(await comeTo(location)).toEqual(dashboard)
  })

  it('keeps nothing of state, cookie and verifier that could be used', async () => {
    const { url, cookie } = await begin('facebook', { 'user-agent': 'Mozilla/5.0' })
    const rows = await hub().database.db.selectFrom('connect_sessions').selectAll().execute()
    const text = rows
      .map((row) =>
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
          .join(),
      )
      .join()
    expect(text).not.toContain(new URL(url).searchParams.get('state'))
    expect(text).not.toContain(cookie.split(/[=;]/)[1])
  })

  it('sends a browser on at once when asked to', async () => {
    const response = await fetch(`${hub().url}/api/v1/connect/instagram?redirect=1`, {
      headers: { 'x-api-key': API_KEY },
      redirect: 'manual',
    })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toContain('/oauth/authorize?')
    expect(response.headers.get('set-cookie')).toContain('HttpOnly')
  })

  it('says what is missing where there is no login', async () => {
    const line = await hub().api<Problem>('/api/v1/connect/line')
    expect(line).toMatchObject({ status: 409 })
    expect(line.body.detail).toContain('channelSecret')
  })

  it('shows the page of a platform that fails, and keeps the reason', async () => {
    const { url, sessionId } = await begin('instagram')
    const location = await consent(url)
    platforms().fail('2', { times: 10 })
    const back = await comeBack(location)
    platforms().up()
    expect(back.status).toBe(503)
    expect((await session(sessionId)).error).toContain('Instagram')
  })

  it('takes PUBLIC_URL for the addresses that platforms should know', async () => {
    const other = await start({ env: { PUBLIC_URL: 'https://hub.example.com/' } })
    const { body } = await other.api<Begun>('/api/v1/connect/instagram')
    expect(body.redirectUrl).toBe('https://hub.example.com/api/v1/connect/instagram/callback')
    expect(body.warnings).toEqual([])
    const webhook = (problem: RegExp | null) => ({
      asked: true,
      ok: problem === null,
      problem: problem && expect.stringMatching(problem),
    })
    expect((await other.api('/api/v1/platforms/whatsapp/test', {})).body).toMatchObject(webhook(null))
    expect((await other.api('/api/v1/platforms/facebook/test', {})).body).toMatchObject(webhook(/no callback address/))
    await other.stop()
  })
})
