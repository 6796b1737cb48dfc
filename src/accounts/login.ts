import { hash, randomBytes } from 'node:crypto'
import { refusalWith } from '../codes/refusals.ts'
import type { Reason } from '../codes/sentence.ts'
import { fromPublicId, newUuid } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { LoginFacet } from '../platforms/login.ts'
import { createPkce, createState, type OAuthApp } from '../platforms/oauth.ts'
import type { Platform } from '../platforms/platform.ts'
import { valuesOf } from '../platforms/settings.ts'
import { dropConnectSessions, insertConnectSession } from '../store/connect-sessions/connect-sessions.ts'
import type { PlatformAccess } from './access.ts'
import type { AccountDependencies } from './dependencies.ts'

/** From the beginning of a login to the platform sending the person back. */
export const LOGIN_WITHIN_MS = 10 * 60_000

export interface LoginState {
  readonly available: boolean
  readonly redirectUrl: string | null
  /** Why not. */
  readonly problem: Reason | null
}

/** Whether accounts of the platform can be connected by login, and what is missing. */
export function loginOf(access: PlatformAccess, { id, name, login, settings }: Platform, baseUrl: string): LoginState {
  if (!login) {
    const { properties, required } = settings.credentials as { properties?: object; required?: readonly string[] }
    const members = (required ?? Object.keys(properties ?? {})).join(' and ')
    const detail = `${name} has no login: POST /api/v1/accounts with ${members}.`
    return {
      available: false,
      redirectUrl: null,
      problem: { code: 'no_login_offered', params: { platform: name }, detail },
    }
  }
  const missing = [login.appId, login.appSecret].flatMap((names) =>
    valuesOf(access.variables, names).length > 0 ? [] : names[0],
  )
  const redirectUrl = redirectUrlOf(id, baseUrl)
  if (missing.length === 0) return { available: true, redirectUrl, problem: null }
  const detail = `Set ${missing.join(' and ')} to those of your app.`
  return {
    available: false,
    redirectUrl,
    problem: { code: 'app_settings_missing', params: { names: missing }, detail },
  }
}

function redirectUrlOf(platform: string, baseUrl: string): string {
  return `${baseUrl}/api/v1/connect/${platform}/callback`
}

/** The login of a platform and the app that people log in to. @throws HubError conflict when it is not configured. */
export function configuredLogin(access: PlatformAccess, platform: Platform): { login: LoginFacet; app: OAuthApp } {
  const { login } = platform
  const first = (names: readonly string[]) => valuesOf(access.variables, names)[0]
  const appId = first(login?.appId ?? [])
  const appSecret = first(login?.appSecret ?? [])
  if (login && appId && appSecret) return { login, app: { appId, appSecret } }
  const { problem } = loginOf(access, platform, '')
  throw problem?.code === 'app_settings_missing'
    ? refusalWith('app_settings_missing', problem.params, problem)
    : refusalWith('no_login_offered', { platform: platform.name }, { detail: problem?.detail })
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
  given: {
    workspaceId: string
    platform: Platform
    baseUrl: string
    by: string
    browser: boolean
    dashboard?: boolean
  },
): Promise<BegunLogin> {
  const { workspaceId, platform } = given
  const { login, app } = configuredLogin(deps.access, platform)
  const id = newUuid()
  const state = createState()
  const cookie = given.dashboard ? dashboardCookie(id) : given.browser ? randomText() : undefined
  const pkce = login.pkce ? createPkce() : undefined
  const redirectUri = redirectUrlOf(platform.id, given.baseUrl)
  const { db } = deps.database
  await dropConnectSessions(db, workspaceId)
  const session = await insertConnectSession(db, workspaceId, {
    id,
    platform: platform.id,
    stateHash: hashOf(state),
    cookieHash: cookie === undefined ? null : hashOf(cookie),
    verifierSealed: pkce ? deps.vault.seal(pkce.verifier) : null,
    redirectUri,
    begunBy: given.by,
    lifetimeMs: LOGIN_WITHIN_MS,
  })
  const url = login.url(deps.access.variables, app, { redirectUri, state, challenge: pkce?.challenge })
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
