import type { Candidate, LoginFacet } from '../login.ts'
import type { OAuthApp } from '../oauth.ts'
import { type MetaEnvironment, metaAddresses, metaEnvironment } from './environment.ts'
import { exchangeFacebookCode, extendFacebookToken, facebookDialogUrl } from './oauth-facebook.ts'
import { APP_ID, APP_SECRETS } from './variables.ts'

/** Facebook Login for a platform; `found` lists the accounts that a long-lived token of the person reaches. */
export function facebookLogin(
  platform: string,
  found: (environment: MetaEnvironment, token: string, app: OAuthApp) => Promise<Candidate[]>,
): LoginFacet {
  return {
    name: 'Facebook',
    appId: [APP_ID],
    appSecret: [...APP_SECRETS],
    pkce: true,
    url: (values, { appId }, { redirectUri, state, challenge }) =>
      facebookDialogUrl(metaAddresses(values), { platform, appId, redirectUri, state, challenge }),
    async candidates(environment, app, { code, redirectUri, verifier }) {
      const meta = metaEnvironment(environment)
      const { accessToken } = await exchangeFacebookCode(meta, app, { platform, code, redirectUri, verifier })
      const long = await extendFacebookToken(meta, app, platform, accessToken)
      return await found(meta, long.accessToken, app)
    },
  }
}
