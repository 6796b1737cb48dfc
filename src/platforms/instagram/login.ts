import type { LoginFacet } from '../login.ts'
import { metaAddresses, metaEnvironment } from '../meta/environment.ts'
import { exchangeInstagramCode, extendInstagramToken, instagramAuthorizeUrl } from '../meta/oauth-instagram.ts'
import { INSTAGRAM_APP_IDS, INSTAGRAM_APP_SECRETS } from '../meta/variables.ts'

/** Instagram Login: it knows no PKCE, and gives access to the one account that logged in. */
export const login: LoginFacet = {
  name: 'Instagram',
  appId: [...INSTAGRAM_APP_IDS],
  appSecret: [...INSTAGRAM_APP_SECRETS],
  pkce: false,
  url: (values, { appId }, { redirectUri, state }) =>
    instagramAuthorizeUrl(metaAddresses(values), { appId, redirectUri, state }),
  async candidates(environment, app, { code, redirectUri }) {
    const meta = metaEnvironment(environment)
    const short = await exchangeInstagramCode(meta, app, { code, redirectUri })
    const long = await extendInstagramToken(meta, app.appSecret, short.accessToken)
    return [
      {
        externalId: short.userId ?? '',
        name: undefined,
        credentials: {
          accessToken: long.accessToken,
          login: 'instagram',
          ...(short.permissions.length > 0 && { scopes: short.permissions }),
          ...(long.expiresAt && { expiresAt: long.expiresAt.toISOString() }),
        },
      },
    ]
  },
}
