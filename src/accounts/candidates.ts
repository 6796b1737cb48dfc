import type { OAuthApp, OAuthEnvironment } from '../platforms/meta/oauth.ts'
import {
  exchangeFacebookCode,
  extendFacebookToken,
  managedPages,
  sharedPhoneNumbers,
} from '../platforms/meta/oauth-facebook.ts'
import { exchangeInstagramCode, extendInstagramToken } from '../platforms/meta/oauth-instagram.ts'
import type { PlatformId } from '../platforms/platform.ts'
import type { PlatformAccess } from './access.ts'
import type { Credentials } from './credentials.ts'

/** An account that a login gave access to. */
export interface Candidate {
  readonly externalId: string
  readonly name: string | undefined
  readonly credentials: Credentials
}

interface Granted {
  readonly code: string
  readonly redirectUri: string
  readonly verifier: string | undefined
}

/** The addresses a login needs beside those of the API. */
export function oauthEnvironment(access: PlatformAccess, platform: PlatformId): OAuthEnvironment {
  return {
    ...access.environment(platform),
    instagramLoginUrl: access.settings.instagramAuthUrl,
    instagramApiUrl: access.settings.instagramApiUrl,
    facebookLoginUrl: access.settings.dialogUrl,
  }
}

/** Exchanges the code of a login for long-lived tokens, one for each account it is good for. @throws PlatformError */
export async function candidatesOf(
  access: PlatformAccess,
  platform: PlatformId,
  app: OAuthApp,
  granted: Granted,
): Promise<Candidate[]> {
  const environment = oauthEnvironment(access, platform)
  if (platform === 'instagram') return await instagramCandidate(environment, app, granted)
  const { accessToken } = await exchangeFacebookCode(environment, app, {
    platform,
    code: granted.code,
    redirectUri: granted.redirectUri,
    ...(granted.verifier === undefined ? {} : { verifier: granted.verifier }),
  })
  const long = await extendFacebookToken(environment, app, platform, accessToken)
  if (platform === 'whatsapp') {
    const numbers = await sharedPhoneNumbers(environment, long.accessToken, app.appSecret)
    return numbers.map(({ phoneNumberId, wabaId, phone, name }) => ({
      externalId: phoneNumberId,
      name: [name, phone].filter(Boolean).join(', ') || undefined,
      credentials: { phoneNumberId, wabaId, accessToken: long.accessToken },
    }))
  }
  const pages = await managedPages(environment, platform, long.accessToken, app.appSecret)
  return pages.map((page) => ({
    externalId: page.id,
    name: page.name,
    credentials: { pageId: page.id, accessToken: page.accessToken },
  }))
}

async function instagramCandidate(
  environment: OAuthEnvironment,
  app: OAuthApp,
  { code, redirectUri }: Granted,
): Promise<Candidate[]> {
  const short = await exchangeInstagramCode(environment, app, { code, redirectUri })
  const long = await extendInstagramToken(environment, app.appSecret, short.accessToken)
  return [
    {
      externalId: short.userId ?? '',
      name: undefined,
      credentials: {
        accessToken: long.accessToken,
        login: 'instagram',
        ...(short.permissions.length > 0 ? { scopes: short.permissions } : {}),
        ...(long.expiresAt ? { expiresAt: long.expiresAt.toISOString() } : {}),
      },
    },
  ]
}
