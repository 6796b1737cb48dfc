import type { RenewedToken } from '../client.ts'
import { PlatformError } from '../error.ts'
import type { MetaEnvironment } from './environment.ts'
import { extendFacebookToken } from './oauth-facebook.ts'
import { facebookAppId, tokenFacts } from './token.ts'

/**
 * Another 60 days for a Facebook token; undefined when it does not expire.
 * @throws PlatformError `auth` when it expires and the app's id or secret is not known.
 */
export async function renewFacebookToken(
  platform: string,
  token: string,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Promise<RenewedToken | undefined> {
  const facts = await tokenFacts(platform, token, environment, appSecret)
  if (!facts?.expiresAt) return undefined
  const appId = facts.appId ?? facebookAppId(environment, appSecret)
  if (!appId || !appSecret)
    throw new PlatformError(platform, 'auth', 'the token expires, and without the app secret it cannot be renewed')
  return extendFacebookToken(environment, { appId, appSecret }, platform, token)
}
