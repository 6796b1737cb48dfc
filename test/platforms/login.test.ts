import { createHash } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ask, createAsker } from './ask.ts'
import { DAY, HOUR } from './clock.ts'
import { records } from './exchange.ts'
import { startPlatforms } from './index.ts'

const platforms = await startPlatforms()
const { instagram, facebook } = createAsker(platforms)
const { apps } = platforms.state
const { urls, seeds } = platforms
const BACK = 'http://127.0.0.1:8000/connect/back'

afterEach(() => {
  expect(platforms.faults.splice(0)).toEqual([])
  platforms.settings.consent = 'grant'
})
afterAll(() => platforms.stop())

/** Where a consent page leads to. */
async function consent(url: string, query: Readonly<Record<string, string>>): Promise<URL> {
  const page = await ask(url, { path: '', query })
  expect([page.status, page.body.text]).toEqual([302, ''])
  return new URL(page.headers.get('location') ?? '')
}

describe("Instagram's login", () => {
  const page = `${urls['instagram-auth']}/oauth/authorize`
  const query = {
    client_id: apps.instagram.id,
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'instagram_business_basic,instagram_business_manage_messages',
    state: 'abc',
  }
  const exchange = (code: string, more: Readonly<Record<string, string>> = {}) =>
    ask(urls['instagram-api'] ?? '', {
      method: 'POST',
      path: '/oauth/access_token',
      body: new URLSearchParams({
        client_id: apps.instagram.id,
        client_secret: apps.instagram.secret,
        grant_type: 'authorization_code',
        redirect_uri: BACK,
        code,
        ...more,
      }),
    })
  const graph = (path: string, query: Readonly<Record<string, string>>) =>
    ask(platforms.urls['instagram-graph'] ?? '', { path, query })

  it('leads from consent over a short token to a long one, and to a renewed one', async () => {
    const back = await consent(page, query)
    expect([back.searchParams.get('state'), back.hash]).toEqual(['abc', '#_'])
    const code = back.searchParams.get('code') ?? ''
    const [short] = records((await exchange(code)).body.data)
    expect(short).toMatchObject({ access_token: expect.any(String), permissions: query.scope })
    expect((await exchange(code)).body.error_message).toMatch(/already used/)

    const long = await graph('/access_token', {
      grant_type: 'ig_exchange_token',
      client_secret: apps.instagram.secret,
      access_token: String(short?.access_token),
    })
    expect(long.body).toMatchObject({ token_type: 'bearer', expires_in: 60 * 24 * 60 * 60 })
    const renew = { grant_type: 'ig_refresh_token', access_token: String(long.body.access_token) }
    expect((await graph('/refresh_access_token', renew)).error).toBe('100')
    platforms.clock.advance(2 * DAY)
    const renewed = await graph('/refresh_access_token', renew)
    expect(renewed.body.expires_in).toBe(60 * 24 * 60 * 60)
    const token = platforms.tokens.find(String(renewed.body.access_token))
    if (!token) throw new Error('no token')
    const me = await instagram({ path: '/me', token, query: { fields: 'user_id,username,followers_count' } })
    expect(me.body).toEqual({
      id: seeds.instagram.account.appScopedId,
      user_id: seeds.instagram.account.id,
      username: 'yourbrand',
      followers_count: 1284,
    })
  })

  it('says no when the person does', async () => {
    const answer = async (asked: typeof query) => {
      const { searchParams } = await consent(page, asked)
      return [searchParams.get('error'), searchParams.get('code')]
    }
    expect(await answer({ ...query, ...{ deny: '1' } })).toEqual(['access_denied', null])
    platforms.settings.consent = 'deny'
    expect(await answer(query)).toEqual(['access_denied', null])
  })

  it('refuses a wrong secret, another address, and a scope that does not exist', async () => {
    const code = async () => (await consent(page, query)).searchParams.get('code') ?? ''
    expect((await exchange(await code(), { client_secret: 'x' })).status).toBe(400)
    expect((await exchange(await code(), { redirect_uri: 'http://127.0.0.1/other' })).body.error_message).toMatch(
      /redirect_uri/,
    )
    expect((await ask(page, { path: '', query: { ...query, scope: 'instagram_basic' } })).status).toBe(400)
  })
})

describe("Facebook's login", () => {
  const page = `${urls.dialog}/v26.0/dialog/oauth`
  const verifier = 'v'.repeat(43)
  const query = {
    client_id: apps.meta.id,
    redirect_uri: BACK,
    scope: 'pages_show_list,pages_messaging,whatsapp_business_management,business_management',
    state: 'abc',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  const client = { client_id: apps.meta.id, client_secret: apps.meta.secret }
  const token = (more: Readonly<Record<string, string>>) =>
    ask(platforms.urls.graph ?? '', { path: '/v26.0/oauth/access_token', query: { ...client, ...more } })
  const login = async () => {
    const code = (await consent(page, query)).searchParams.get('code') ?? ''
    const short = await token({ redirect_uri: BACK, code, code_verifier: verifier })
    const long = await token({ grant_type: 'fb_exchange_token', fb_exchange_token: String(short.body.access_token) })
    const found = platforms.tokens.find(String(long.body.access_token))
    if (!found) throw new Error('no token')
    return found
  }

  it('wants the verifier that fits the challenge', async () => {
    const code = (await consent(page, query)).searchParams.get('code') ?? ''
    expect((await token({ redirect_uri: BACK, code, code_verifier: 'other' })).error).toBe('100')
  })

  it('leads to Pages, their tokens, and WhatsApp numbers', async () => {
    const user = await login()
    const { body } = await facebook({ path: '/me/accounts', token: user })
    const [page] = records(body.data)
    expect(page).toMatchObject({ id: seeds.facebook.account.id, name: 'Your Brand', access_token: expect.any(String) })
    const pageToken = platforms.tokens.find(String(page?.access_token))
    expect(pageToken).toMatchObject({ kind: 'page', expiresAt: undefined })

    const businesses = await facebook({ path: '/me/businesses', token: user })
    const [business] = records(businesses.body.data)
    const wabas = await facebook({ path: `/${business?.id}/owned_whatsapp_business_accounts`, token: user })
    const numbers = await facebook({ path: `/${records(wabas.body.data)[0]?.id}/phone_numbers`, token: user })
    expect(records(numbers.body.data)[0]).toMatchObject({ id: seeds.whatsapp.account.id, quality_rating: 'GREEN' })
  })

  it('shows what a token is', async () => {
    const user = await login()
    const shown = (input: string) =>
      ask(platforms.urls.graph ?? '', {
        path: '/v26.0/debug_token',
        query: { input_token: input, access_token: `${apps.meta.id}|${apps.meta.secret}` },
      })
    expect((await shown(user.value)).body.data).toMatchObject({
      app_id: apps.meta.id,
      type: 'USER',
      is_valid: true,
      scopes: query.scope.split(','),
      granular_scopes: expect.arrayContaining([
        { scope: 'whatsapp_business_management', target_ids: [seeds.whatsapp.account.wabaId] },
      ]),
    })
    platforms.clock.advance(61 * DAY + HOUR)
    expect((await shown(user.value)).body.data).toMatchObject({ is_valid: false, error: { code: 190, subcode: 463 } })
    expect((await shown('nonsense')).body.data).toMatchObject({ is_valid: false })
  })

  it('gives a page token only to who may list pages', async () => {
    platforms.settings.withheldScopes.add('pages_show_list')
    const user = await login()
    platforms.settings.withheldScopes.clear()
    expect((await facebook({ path: '/me/accounts', token: user })).error).toBe('10')
  })
})
