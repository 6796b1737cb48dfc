import { DAY, MINUTE, SECOND } from '../clock.ts'
import { type Answer, type Call, inputOf, ok, Refusal, type Route } from '../exchange.ts'
import { closed, oneOf, optional, text } from '../shape.ts'
import type { World } from '../world.ts'
import type { Channel } from './account.ts'

/** What is left of a token that does not expire. */
const ENDLESS = 36_500 * DAY

/** Tokens of a channel. */
export function tokenRoutes(world: World): Route[] {
  const { state, tokens, clock } = world
  const route = (method: Route['method'], path: string, input: Route['input'], handle: Route['handle']): Route => ({
    host: 'line',
    platform: 'line',
    method,
    path,
    ...(input ? { input } : {}),
    official: { document: 'line-token', path },
    handle,
  })

  function channel(call: Call): Channel {
    const { client_id: id, client_secret: secret } = inputOf(call)
    const found = [...state.accounts.values()].find(
      (account) => account.platform === 'line' && account.channelId === id,
    )
    if (found?.platform !== 'line' || found.secret !== secret) throw invalid('invalid_client', 'invalid client_secret')
    return found
  }
  const issue = (lifetimeMs: number) => (call: Call) => {
    const token = tokens.issue('line', channel(call).id, { lifetimeMs })
    return ok({ access_token: token.value, expires_in: lifetimeMs / SECOND, token_type: 'Bearer' })
  }
  function verify(value: unknown): Answer {
    const token = tokens.find(String(value))
    const left = ((token?.expiresAt ?? clock.now() + ENDLESS) - clock.now()) / SECOND
    const account = state.accounts.get(token?.owner ?? '')
    if (token?.kind !== 'line' || token.revoked || left <= 0 || account?.platform !== 'line')
      throw invalid('invalid_request', 'access token expired')
    return ok({ client_id: account.channelId, expires_in: Math.floor(left), scope: 'P CM' })
  }
  function revoke(call: Call): Answer {
    tokens.forget(String(inputOf(call).access_token))
    return { status: 200 }
  }
  const secretGrant = { grant_type: oneOf('client_credentials'), client_id: text(), client_secret: text() }

  return [
    route('POST', '/oauth2/v3/token', closed(secretGrant), issue(15 * MINUTE)),
    route('POST', '/v2/oauth/accessToken', closed(secretGrant), issue(30 * DAY)),
    route('POST', '/v2/oauth/verify', closed({ access_token: text() }), (call) => verify(inputOf(call).access_token)),
    route('GET', '/oauth2/v2.1/verify', closed({ access_token: text() }), (call) => verify(call.query.access_token)),
    route('POST', '/v2/oauth/revoke', closed({ access_token: text() }), revoke),
    route(
      'POST',
      '/oauth2/v2.1/revoke',
      closed({ client_id: optional(text()), client_secret: optional(text()), access_token: text() }),
      revoke,
    ),
  ]
}

const invalid = (error: string, description: string) =>
  new Refusal({ status: 400, body: { error, error_description: description } })
