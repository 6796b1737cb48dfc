import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { graphError, graphHost } from '../../../test/support/graph-host.ts'
import { createPkce, createState, readCallback } from '../oauth.ts'
import {
  exchangeFacebookCode,
  extendFacebookToken,
  facebookDialogUrl,
  managedPages,
  sharedPhoneNumbers,
} from './oauth-facebook.ts'
import {
  exchangeInstagramCode,
  extendInstagramToken,
  instagramAuthorizeUrl,
  refreshInstagramToken,
} from './oauth-instagram.ts'
import { renewFacebookToken } from './renew.ts'

const app = { appId: '123', appSecret: 'app-secret' }
const redirectUri = 'https://hub.example/callback'
const DAY = 86_400_000

describe('a login', () => {
  it('has a state and a verifier that nobody guesses', () => {
    expect(createState()).toMatch(/^[\w-]{43}$/)
    expect(createState()).not.toBe(createState())
    const { verifier, challenge } = createPkce()
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'))
  })

  it('gives back a code without what Instagram appends', () => {
    expect(readCallback({ code: 'AQB#_', state: 's' })).toEqual({ code: 'AQB', state: 's' })
  })

  it('gives back why there is no code', () => {
    const query = {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The+user+denied',
      state: 's',
    }
    expect(readCallback(query)).toEqual({ error: 'The user denied', state: 's' })
    expect(readCallback({ code: ['a', 'b'] })).toMatchObject({ error: expect.any(String) })
  })
})

describe('Instagram Login', () => {
  it('starts at an address with state and scopes', async () => {
    const { environment } = await graphHost(() => ({}))
    const url = new URL(instagramAuthorizeUrl(environment, { appId: '123', redirectUri, state: 's' }))
    expect(url.pathname).toBe('/login/oauth/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: '123',
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 's',
      scope: expect.stringContaining('instagram_business_manage_messages'),
    })
  })

  it.each([
    ['in a list', { data: [{ access_token: 'short', user_id: '17841405822304914', permissions: 'a,b' }] }],
    ['plain', { access_token: 'short', user_id: '17841405822304914', permissions: ['a', 'b'] }],
  ])('exchanges its code by a form, the answer being %s', async (_how, answer) => {
    const host = await graphHost(() => answer)
    const grant = await exchangeInstagramCode(host.environment, app, { code: 'AQB#_', redirectUri })
    expect(grant).toEqual({ accessToken: 'short', userId: '17841405822304914', permissions: ['a', 'b'] })
    const [request] = host.requests
    expect(request).toMatchObject({ method: 'POST', path: '/api/oauth/access_token' })
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      client_id: '123',
      client_secret: 'app-secret',
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code: 'AQB',
    })
  })

  it('says what is wrong with a code', async () => {
    const host = await graphHost((_request, response) => {
      response.statusCode = 400
      return { error_type: 'OAuthException', code: 400, error_message: 'Invalid code' }
    })
    await expect(exchangeInstagramCode(host.environment, app, { code: 'x', redirectUri })).rejects.toMatchObject({
      kind: 'invalid',
      message: 'Invalid code',
    })
  })

  it('extends and refreshes tokens to sixty days', async () => {
    const host = await graphHost(() => ({ access_token: 'long', token_type: 'bearer', expires_in: 5_184_000 }))
    const extended = await extendInstagramToken(host.environment, 'app-secret', 'short')
    await refreshInstagramToken(host.environment, 'app-secret', 'long')
    expect(extended.accessToken).toBe('long')
    expect(Math.round(((extended.expiresAt?.getTime() ?? 0) - Date.now()) / DAY)).toBe(60)
    expect(host.requests.map(({ path, query }) => [path, query.get('grant_type')])).toEqual([
      ['/instagram/access_token', 'ig_exchange_token'],
      ['/instagram/refresh_access_token', 'ig_refresh_token'],
    ])
  })
})

describe('Facebook Login', () => {
  it('starts at a dialog with state, scopes and a challenge', async () => {
    const { environment } = await graphHost(() => ({}))
    const request = { platform: 'facebook', appId: '123', redirectUri, state: 's', challenge: 'c' } as const
    const url = new URL(facebookDialogUrl(environment, request))
    expect(url.pathname).toBe('/facebook/v26.0/dialog/oauth')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.searchParams.get('scope')?.split(',')).toEqual(expect.arrayContaining(['pages_messaging', 'openid']))
  })

  it('leaves the scopes to a configuration', async () => {
    const { environment } = await graphHost(() => ({}))
    const request = { platform: 'whatsapp', appId: '123', redirectUri, state: 's', configId: '9' } as const
    const { searchParams } = new URL(facebookDialogUrl(environment, request))
    expect(searchParams.get('config_id')).toBe('9')
    expect(searchParams.has('scope')).toBe(false)
  })

  it('exchanges its code with the verifier, then for a long token', async () => {
    const host = await graphHost(() => ({ access_token: 't', expires_in: 5_183_944 }))
    await exchangeFacebookCode(host.environment, app, { platform: 'facebook', code: 'c', redirectUri, verifier: 'v' })
    await extendFacebookToken(host.environment, app, 'facebook', 't')
    expect(host.requests.map(({ query }) => Object.fromEntries(query))).toEqual([
      { client_id: '123', client_secret: 'app-secret', redirect_uri: redirectUri, code: 'c', code_verifier: 'v' },
      { client_id: '123', client_secret: 'app-secret', grant_type: 'fb_exchange_token', fb_exchange_token: 't' },
    ])
  })

  it('does not take a wrong secret for a fault that passes', async () => {
    const host = await graphHost((_request, response) =>
      graphError(response, 400, { code: 1, message: 'Error validating client secret.' }),
    )
    await expect(extendFacebookToken(host.environment, app, 'facebook', 't')).rejects.toMatchObject({
      kind: 'invalid',
      retryable: false,
    })
  })

  it('lists the Pages with their tokens and Instagram accounts', async () => {
    const host = await graphHost(() => ({
      data: [
        {
          id: '1',
          name: 'One',
          access_token: 'p1',
          tasks: ['MESSAGING'],
          instagram_business_account: { id: '17', username: 'u' },
        },
        { id: '2', name: 'Without token' },
      ],
    }))
    expect(await managedPages(host.environment, 'facebook', 'user', 'app-secret')).toEqual([
      { id: '1', name: 'One', accessToken: 'p1', tasks: ['MESSAGING'], instagram: { id: '17', username: 'u' } },
    ])
  })

  it('lists the phone numbers of the WhatsApp accounts that were shared', async () => {
    const host = await graphHost(({ path }) => {
      if (path.endsWith('/debug_token'))
        return {
          data: {
            is_valid: true,
            type: 'USER',
            granular_scopes: [
              { scope: 'whatsapp_business_management', target_ids: ['77'] },
              { scope: 'whatsapp_business_messaging', target_ids: ['77'] },
            ],
          },
        }
      if (path.endsWith('/phone_numbers'))
        return { data: [{ id: '5', display_phone_number: '+1 555', verified_name: 'Shop' }] }
      return { id: '77', name: 'Shop account' }
    })
    expect(await sharedPhoneNumbers(host.environment, 'user', 'app-secret')).toEqual([
      { phoneNumberId: '5', wabaId: '77', wabaName: 'Shop account', phone: '+1 555', name: 'Shop' },
    ])
  })

  it('seeks WhatsApp accounts through the businesses when the token names none', async () => {
    const host = await graphHost(({ path }) => {
      if (path.endsWith('/debug_token')) return { data: { is_valid: true, type: 'SYSTEM_USER' } }
      if (path.endsWith('/businesses')) return { data: [{ id: '3' }] }
      if (path.endsWith('/owned_whatsapp_business_accounts')) return { data: [{ id: '77' }] }
      if (path.endsWith('/phone_numbers')) return { data: [{ id: '5' }] }
      return { data: [] }
    })
    expect(await sharedPhoneNumbers(host.environment, 'system', 'app-secret')).toMatchObject([
      { phoneNumberId: '5', wabaId: '77' },
    ])
  })
})

describe('renewing a Facebook token', () => {
  const expires = (expires_at: number) => ({ data: { is_valid: true, type: 'USER', app_id: '123', expires_at } })

  it('is not needed when it does not end', async () => {
    const host = await graphHost(() => expires(0))
    expect(await renewFacebookToken('whatsapp', 't', host.environment, 'app-secret')).toBeUndefined()
  })

  it('exchanges it when it does', async () => {
    const host = await graphHost(({ path }) =>
      path.endsWith('/debug_token') ? expires(2_000_000_000) : { access_token: 'new', expires_in: 5_184_000 },
    )
    expect(await renewFacebookToken('whatsapp', 't', host.environment, 'app-secret')).toMatchObject({
      accessToken: 'new',
      expiresAt: expect.any(Date),
    })
  })

  it('is refused for a token that has died', async () => {
    const host = await graphHost(() => ({ data: { is_valid: false, error: { message: 'Session has expired' } } }))
    await expect(renewFacebookToken('whatsapp', 't', host.environment, 'app-secret')).rejects.toMatchObject({
      kind: 'auth',
      message: 'Session has expired',
    })
  })
})
