import type { ClientEnvironment } from './client.ts'
import type { OAuthApp } from './oauth.ts'
import type { VariableValues } from './settings.ts'

export interface LoginRequest {
  readonly redirectUri: string
  readonly state: string
  /** S256 challenge, where the platform takes PKCE. */
  readonly challenge: string | undefined
}

/** What a finished login gives. */
export interface Granted {
  readonly code: string
  readonly redirectUri: string
  readonly verifier: string | undefined
}

/** An account that a login gave access to. */
export interface Candidate {
  readonly externalId: string
  readonly name: string | undefined
  readonly credentials: Readonly<Record<string, unknown>>
}

/** Connecting accounts by a login at the platform (OAuth 2). */
export interface LoginFacet {
  /** Where people log in, for the button: an account of one platform may be reached by the login of another. */
  readonly name: string
  /** Variables with the id of the app and with its secret: of each the first that is set, and the one to ask for. */
  readonly appId: readonly [string, ...string[]]
  readonly appSecret: readonly [string, ...string[]]
  readonly pkce: boolean
  /** Where to send the person. */
  url(values: VariableValues, app: OAuthApp, request: LoginRequest): string
  /** Exchanges the code for tokens that last, one for each account they are good for. @throws PlatformError */
  candidates(environment: ClientEnvironment, app: OAuthApp, granted: Granted): Promise<Candidate[]>
}
