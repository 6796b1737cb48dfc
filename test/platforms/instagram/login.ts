import { DAY } from '../clock.ts'
import { type Answer, type Call, type Incoming, inputOf, ok, Refusal, type Route } from '../exchange.ts'
import { living } from '../meta/access.ts'
import { createCodes, DENIED, errorPage, redirectTo } from '../meta/codes.ts'
import { badParameter, graphError } from '../meta/errors.ts'
import { INSTAGRAM_SCOPES, requestedScopes } from '../meta/scopes.ts'
import { closed, oneOf, optional, text } from '../shape.ts'
import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'

const consentInput = closed({
  client_id: text(),
  redirect_uri: text(),
  response_type: text(),
  scope: text(),
  state: optional(text()),
  enable_fb_login: optional(text()),
  force_authentication: optional(text()),
  force_reauth: optional(text()),
  // For tests: which account logs in, and that the person says no.
  account: optional(text()),
  deny: optional(text()),
})

/** Instagram business login: consent, code, short token, long token, renewed token. */
export function instagramLogin(world: World): Route[] {
  const codes = createCodes(world)
  const { state, tokens, clock, settings } = world

  function consent({ query }: Call): Answer {
    const { client_id: clientId, redirect_uri: redirectUri, response_type: type, scope, state: given } = query
    if (clientId !== state.apps.instagram.id) return errorPage('Invalid platform app')
    const scopes = requestedScopes(scope, INSTAGRAM_SCOPES)
    if (!scopes?.includes('instagram_business_basic')) return errorPage('Invalid scopes')
    if (type !== 'code' || !redirectUri) return errorPage('Invalid redirect_uri or response_type')
    const denied = query.deny === '1' || settings.consent === 'deny'
    const owner = query.account ?? firstAccount(world)
    const granted = scopes.filter((name) => !settings.withheldScopes.has(name))
    const code = codes.issue({ owner, clientId, redirectUri, scopes: granted, challenge: undefined })
    const back = denied
      ? redirectTo(redirectUri, { ...DENIED, state: given })
      : redirectTo(redirectUri, { code, state: given }, '#_')
    return back ?? errorPage('Invalid redirect_uri')
  }

  function exchange(call: Call): Answer {
    const { client_id: clientId, client_secret: secret, redirect_uri: redirectUri, code } = inputOf(call)
    const app = state.apps.instagram
    if (clientId !== app.id || secret !== app.secret) throw oauthError('Invalid client_secret or client_id')
    const grant = codes.redeem(String(code).replace(/#_$/, ''))
    if (!grant) throw oauthError('Matching code was not found or was already used')
    if (grant.redirectUri !== redirectUri) throw oauthError('Error validating verification code: redirect_uri differs')
    const token = tokens.issue('instagram-short', grant.owner, { app, scopes: grant.scopes })
    const account = state.accounts.get(grant.owner)
    const userId = account?.platform === 'instagram' ? account.appScopedId : grant.owner
    const body = { access_token: token.value, user_id: userId, permissions: grant.scopes.join(',') }
    return ok(settings.instagramTokenShape === 'wrapped' ? { data: [body] } : body)
  }

  const lasting = (old: Token): Answer => {
    const token = tokens.issue('instagram-long', old.owner, {
      ...(old.app ? { app: old.app } : {}),
      scopes: old.scopes,
    })
    const seconds = Math.ceil(((token.expiresAt ?? 0) - clock.now()) / 1000)
    return ok({
      access_token: token.value,
      token_type: 'bearer',
      expires_in: seconds,
      permissions: [...token.scopes].join(','),
    })
  }
  const presented = (call: Incoming) => living(world, bearerOf(call), 'instagram-graph')

  return [
    {
      host: 'instagram-auth',
      platform: 'instagram',
      method: 'GET',
      path: '/oauth/authorize',
      input: consentInput,
      handle: consent,
    },
    {
      host: 'instagram-api',
      platform: 'instagram',
      method: 'POST',
      path: '/oauth/access_token',
      input: closed({
        client_id: text(),
        client_secret: text(),
        grant_type: oneOf('authorization_code'),
        redirect_uri: text(),
        code: text(),
      }),
      handle: exchange,
    },
    {
      host: 'instagram-graph',
      platform: 'instagram',
      method: 'GET',
      path: '/access_token',
      input: closed({ grant_type: oneOf('ig_exchange_token'), client_secret: text() }),
      handle(call) {
        const token = presented(call)
        if (inputOf(call).client_secret !== token.app?.secret)
          throw badParameter('Error validating client secret.', 'instagram-graph')
        if (token.kind !== 'instagram-short')
          throw graphError('100', {
            host: 'instagram-graph',
            message: 'Unsupported request - the token is long-lived already',
          })
        return lasting(token)
      },
    },
    {
      host: 'instagram-graph',
      platform: 'instagram',
      method: 'GET',
      path: '/refresh_access_token',
      input: closed({ grant_type: oneOf('ig_refresh_token'), fields: optional(text()) }),
      handle(call) {
        const token = presented(call)
        if (token.kind !== 'instagram-long' || clock.now() - token.issuedAt < DAY)
          throw badParameter(
            'Only long-lived tokens that are at least 24 hours old can be refreshed.',
            'instagram-graph',
          )
        return lasting(token)
      },
    },
  ]
}

function bearerOf({ query, headers }: Incoming): string {
  return query.access_token ?? /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}

const oauthError = (message: string) =>
  new Refusal({ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: message } })

function firstAccount({ state }: World): string {
  for (const account of state.accounts.values()) if (account.platform === 'instagram') return account.id
  throw new Error('there is no Instagram account')
}
