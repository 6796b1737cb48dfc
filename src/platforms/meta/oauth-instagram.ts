import { PlatformError } from '../error.ts'
import { filled, id, type JsonRecord, list, record } from '../json.ts'
import { endOf, type GrantedToken, type OAuthApp } from '../oauth.ts'
import type { MetaEnvironment } from './environment.ts'
import { createGraph, queryOf } from './graph.ts'

/** What the hub does needs these. */
export const INSTAGRAM_SCOPES = [
  'instagram_business_basic',
  'instagram_business_manage_messages',
  'instagram_business_manage_comments',
  'instagram_business_content_publish',
] as const

/** Where to send the person for Instagram's business login. It knows no PKCE. */
export function instagramAuthorizeUrl(
  environment: Pick<MetaEnvironment, 'instagramLoginUrl'>,
  request: { appId: string; redirectUri: string; state: string; scopes?: readonly string[] },
): string {
  const query = queryOf({
    client_id: request.appId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    scope: (request.scopes ?? INSTAGRAM_SCOPES).join(','),
    state: request.state,
  })
  return `${environment.instagramLoginUrl}/oauth/authorize?${query}`
}

/** A token of an hour for the code; the code serves once. */
export async function exchangeInstagramCode(
  environment: MetaEnvironment,
  app: OAuthApp,
  given: { code: string; redirectUri: string },
): Promise<{ accessToken: string; userId: string | undefined; permissions: string[] }> {
  const graph = createGraph({
    platform: 'instagram',
    baseUrl: environment.instagramApiUrl,
    version: undefined,
    token: undefined,
    appSecret: undefined,
    environment,
  })
  const answer = await graph.post(['oauth', 'access_token'], {
    form: {
      client_id: app.appId,
      client_secret: app.appSecret,
      grant_type: 'authorization_code',
      redirect_uri: given.redirectUri,
      code: given.code.replace(/#_?$/, ''),
    },
  })
  // Documented with and without the wrapping list.
  const grant = record(list(answer.data)[0]) ?? answer
  const permissions =
    typeof grant.permissions === 'string'
      ? grant.permissions.split(',')
      : list(grant.permissions).flatMap((name) => filled(name) ?? [])
  return { accessToken: tokenIn(grant), userId: id(grant.user_id), permissions }
}

/** A token of 60 days for one of an hour. */
export async function extendInstagramToken(
  environment: MetaEnvironment,
  appSecret: string,
  token: string,
): Promise<GrantedToken> {
  return granted(
    await unversioned(environment, token, appSecret).get(['access_token'], {
      grant_type: 'ig_exchange_token',
      client_secret: appSecret,
      access_token: token,
    }),
  )
}

/** Another 60 days for a token that is at least a day old and has not ended. */
export async function refreshInstagramToken(
  environment: MetaEnvironment,
  appSecret: string | undefined,
  token: string,
): Promise<GrantedToken> {
  return granted(
    await unversioned(environment, token, appSecret).get(['refresh_access_token'], {
      grant_type: 'ig_refresh_token',
      access_token: token,
    }),
  )
}

function unversioned(environment: MetaEnvironment, token: string, appSecret: string | undefined) {
  const { instagramGraphUrl: baseUrl } = environment
  return createGraph({ platform: 'instagram', baseUrl, version: undefined, token, appSecret, environment })
}

function granted(answer: JsonRecord): GrantedToken {
  return { accessToken: tokenIn(answer), expiresAt: endOf(answer.expires_in, new Date()) }
}

function tokenIn(answer: JsonRecord): string {
  const token = filled(answer.access_token)
  if (token !== undefined) return token
  throw new PlatformError('instagram', 'unavailable', 'the answer holds no access token')
}
