import { hash, randomBytes } from 'node:crypto'
import { HubError } from '../errors.ts'
import { fromPublicId, newUuid } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import { createPkce, createState, type OAuthApp } from '../platforms/meta/oauth.ts'
import { facebookDialogUrl } from '../platforms/meta/oauth-facebook.ts'
import { instagramAuthorizeUrl } from '../platforms/meta/oauth-instagram.ts'
import type { PlatformId } from '../platforms/platform.ts'
import { dropConnectSessions, insertConnectSession } from '../store/connect-sessions/connect-sessions.ts'
import type { PlatformAccess } from './access.ts'
import { oauthEnvironment } from './candidates.ts'
import type { AccountDependencies } from './dependencies.ts'

/** From the beginning of a login to the platform sending the person back. */
export const LOGIN_WITHIN_MS = 10 * 60_000

export interface LoginState {
  readonly available: boolean
  readonly redirectUrl: string | null
  readonly problem: string | null
}

/** Whether accounts of the platform can be connected by login, and what is missing. */
export function loginOf(access: PlatformAccess, platform: PlatformId, baseUrl: string): LoginState {
  if (platform === 'line')
    return {
      available: false,
      redirectUrl: null,
      problem: 'LINE has no login for channels: POST /api/v1/accounts with channelSecret and channelAccessToken.',
    }
  const redirectUrl = redirectUrlOf(platform, baseUrl)
  const missing = [
    ...(access.appIdOf(platform) ? [] : [platform === 'instagram' ? 'INSTAGRAM_APP_ID' : 'META_APP_ID']),
    ...(access.appSecretOf(platform) ? [] : [platform === 'instagram' ? 'INSTAGRAM_APP_SECRET' : 'META_APP_SECRET']),
  ]
  const problem = missing.length > 0 ? `Set ${missing.join(' and ')} to those of your app.` : null
  return { available: problem === null, redirectUrl, problem }
}

function redirectUrlOf(platform: PlatformId, baseUrl: string): string {
  return `${baseUrl}/api/v1/connect/${platform}/callback`
}

/** The app that people log in to. @throws HubError conflict when it is not configured. */
export function appOf(access: PlatformAccess, platform: PlatformId): OAuthApp {
  const appId = access.appIdOf(platform)
  const appSecret = access.appSecretOf(platform)
  if (appId && appSecret) return { appId, appSecret }
  throw new HubError('conflict', loginOf(access, platform, '').problem ?? 'There is no login for this platform.')
}

export interface BegunLogin {
  readonly id: string
  /** Where to send the person. */
  readonly url: string
  readonly expiresAt: Date
  /** The value of the cookie to set; undefined when no browser began it. */
  readonly cookie: string | undefined
}

/** Begins a login at a platform. @throws HubError conflict when the app is not configured. */
export async function beginLogin(
  deps: AccountDependencies,
  given: { platform: PlatformId; baseUrl: string; by: string; browser: boolean; dashboard?: boolean },
): Promise<BegunLogin> {
  const { platform } = given
  const { appId } = appOf(deps.access, platform)
  const id = newUuid()
  const state = createState()
  const cookie = given.dashboard ? dashboardCookie(id) : given.browser ? randomText() : undefined
  // Instagram knows no PKCE.
  const pkce = platform === 'instagram' ? undefined : createPkce()
  const redirectUri = redirectUrlOf(platform, given.baseUrl)
  const { db } = deps.database
  await dropConnectSessions(db, deps.workspaceId)
  const session = await insertConnectSession(db, deps.workspaceId, {
    id,
    platform,
    stateHash: hashOf(state),
    cookieHash: cookie === undefined ? null : hashOf(cookie),
    verifierSealed: pkce ? deps.vault.seal(pkce.verifier) : null,
    redirectUri,
    begunBy: given.by,
    lifetimeMs: LOGIN_WITHIN_MS,
  })
  const environment = oauthEnvironment(deps.access, platform)
  const request = { appId, redirectUri, state }
  const url = pkce
    ? facebookDialogUrl(environment, { ...request, platform, challenge: pkce.challenge })
    : instagramAuthorizeUrl(environment, request)
  return { id: session.id, url, expiresAt: session.expires_at, cookie }
}

/** A cookie that also says where the browser goes in the end, and which login it was, should that fail. */
function dashboardCookie(id: string): string {
  return `${publicIdOf('connectSession', id)}.${randomText()}`
}

/** The public id of the login that the dashboard began in the browser with this cookie. */
export function loginOfDashboard(cookie: string | undefined): string | undefined {
  const [id, secret] = cookie?.split('.') ?? []
  return id !== undefined && secret && fromPublicId('connectSession', id) ? id : undefined
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}

/** How states and cookies are stored: they are random, so a plain SHA-256 is enough. */
export function hashOf(value: string): Buffer {
  return hash('sha256', value, 'buffer')
}
