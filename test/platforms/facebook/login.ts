import { createHash } from 'node:crypto'
import { type Answer, type Call, inputOf, ok, param, type Route } from '../exchange.ts'
import { living } from '../meta/access.ts'
import { createCodes, DENIED, errorPage, redirectTo } from '../meta/codes.ts'
import { badParameter, type GraphErrorName, graphError } from '../meta/errors.ts'
import { FACEBOOK_SCOPES, requestedScopes } from '../meta/scopes.ts'
import { closed, oneOf, optional, text } from '../shape.ts'
import type { World } from '../world.ts'

const exchangeInput = closed({
  client_id: text(),
  client_secret: text(),
  redirect_uri: optional(text()),
  code: optional(text()),
  code_verifier: optional(text(128)),
  grant_type: optional(oneOf('fb_exchange_token', 'client_credentials', 'authorization_code')),
  fb_exchange_token: optional(text()),
})

const consentInput = closed({
  client_id: text(),
  redirect_uri: text(),
  response_type: optional(text()),
  scope: optional(text()),
  state: optional(text()),
  config_id: optional(text()),
  override_default_response_type: optional(text()),
  code_challenge: optional(text(128)),
  code_challenge_method: optional(oneOf('S256', 'plain')),
  auth_type: optional(text()),
  display: optional(text()),
  extras: optional(text()),
  // For tests: who logs in, and that the person says no.
  user: optional(text()),
  deny: optional(text()),
})

/** Facebook login: consent, code, short token, long token. */
export function facebookLogin(world: World): Route[] {
  const codes = createCodes(world, 10 * 60_000)
  const { state, tokens, settings, clock } = world
  const app = state.apps.meta
  const seconds = (ms: number | undefined) =>
    ms === undefined ? {} : { expires_in: Math.ceil((ms - clock.now()) / 1000) }

  function consent({ query }: Call): Answer {
    const { client_id: clientId, redirect_uri: redirectUri, scope, state: given, response_type: type = 'code' } = query
    if (clientId !== app.id) return errorPage('Invalid App ID')
    // With a configuration the scopes are in there.
    const scopes = query.config_id ? [...FACEBOOK_SCOPES] : requestedScopes(scope, FACEBOOK_SCOPES)
    if (!scopes) return errorPage(`Invalid Scopes: ${scope}`)
    if (!redirectUri || type !== 'code') return errorPage('Invalid redirect_uri or response_type')
    const method = query.code_challenge_method ?? 'plain'
    const challenge = query.code_challenge ? { value: query.code_challenge, method } : undefined
    const denied = query.deny === '1' || settings.consent === 'deny'
    const owner = query.user ?? [...state.users.keys()][0] ?? ''
    const granted = scopes.filter((name) => !settings.withheldScopes.has(name))
    const code = codes.issue({ owner, clientId, redirectUri, scopes: granted, challenge })
    const answer = denied ? { ...DENIED, error_code: '200' } : { code }
    return redirectTo(redirectUri, { ...answer, state: given }) ?? errorPage('Invalid redirect_uri')
  }

  function exchange(call: Call): Answer {
    const input = inputOf(call)
    const refuse = (name: GraphErrorName, message: string) => graphError(name, { message })
    if (input.client_id !== app.id) throw refuse('100', 'Error validating application. Cannot get application info.')
    if (input.client_secret !== app.secret) throw refuse('1', 'Error validating client secret.')
    if (input.grant_type === 'client_credentials')
      return ok({ access_token: `${app.id}|${app.secret}`, token_type: 'bearer' })
    if (input.grant_type === 'fb_exchange_token') {
      const old = living(world, String(input.fb_exchange_token ?? ''), 'graph')
      const token = tokens.issue('user-long', old.owner, { app, scopes: old.scopes })
      return ok({ access_token: token.value, token_type: 'bearer', ...seconds(token.expiresAt) })
    }
    const grant = codes.redeem(String(input.code ?? ''))
    if (!grant) throw refuse('100', 'This authorization code has been used.')
    if (grant.redirectUri !== input.redirect_uri)
      throw refuse('100', 'Error validating verification code. Please make sure your redirect_uri is identical.')
    if (grant.challenge && !verified(grant.challenge, String(input.code_verifier ?? '')))
      throw refuse('100', 'Invalid code_verifier parameter')
    const token = tokens.issue('user-short', grant.owner, { app, scopes: grant.scopes })
    return ok({ access_token: token.value, token_type: 'bearer', ...seconds(token.expiresAt) })
  }

  const unknownPath = /^\/v\d+\.0\/dialog\/oauth$/
  return [
    {
      host: 'dialog',
      platform: 'facebook',
      method: 'GET',
      path: '/{version}/dialog/oauth',
      input: consentInput,
      handle(call) {
        if (!unknownPath.test(`/${param(call, 'version')}/dialog/oauth`)) throw badParameter('Invalid version')
        return consent(call)
      },
    },
    {
      host: 'dialog',
      platform: 'facebook',
      method: 'GET',
      path: '/dialog/oauth',
      input: consentInput,
      handle: consent,
    },
    ...(['GET', 'POST'] as const).map(
      (method): Route => ({
        host: 'graph',
        platform: 'facebook',
        method,
        path: '/oauth/access_token',
        input: exchangeInput,
        handle: exchange,
      }),
    ),
  ]
}

function verified(challenge: { value: string; method: string }, verifier: string): boolean {
  const given = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  return given === challenge.value
}
