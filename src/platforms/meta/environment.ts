import type { ClientEnvironment } from '../client.ts'
import { type VariableValues, valuesOf } from '../settings.ts'
import { APP_ID, APP_SECRETS, INSTAGRAM_APP_IDS, INSTAGRAM_APP_SECRETS } from './variables.ts'

/** Where the hosts of Meta are. */
export interface MetaAddresses {
  readonly graphUrl: string
  readonly instagramGraphUrl: string
  readonly graphVersion: string
  /** Where Instagram asks for consent, e.g. https://www.instagram.com. */
  readonly instagramLoginUrl: string
  /** Where Instagram exchanges codes, e.g. https://api.instagram.com. */
  readonly instagramApiUrl: string
  /** Where Facebook asks for consent, e.g. https://www.facebook.com. */
  readonly facebookLoginUrl: string
}

/** What clients of Meta's platforms need: the app of a platform is that of Instagram Login, or the Meta app. */
export interface MetaEnvironment extends Omit<ClientEnvironment, 'variables'>, MetaAddresses {
  /** With the secret, lets the app itself look into tokens; undefined: the token looks into itself. */
  appIdFor(platform: string): string | undefined
  /** For `appsecret_proof`; undefined: none is sent. */
  appSecretFor(platform: string): string | undefined
}

export function metaAddresses(values: VariableValues): MetaAddresses {
  const value = (name: string) => values[name] ?? ''
  return {
    graphUrl: value('META_GRAPH_URL'),
    instagramGraphUrl: value('INSTAGRAM_GRAPH_URL'),
    graphVersion: value('GRAPH_VERSION'),
    instagramLoginUrl: value('INSTAGRAM_AUTH_URL'),
    instagramApiUrl: value('INSTAGRAM_API_URL'),
    facebookLoginUrl: value('META_DIALOG_URL'),
  }
}

export function metaEnvironment({ variables, ...environment }: ClientEnvironment): MetaEnvironment {
  const first = (names: readonly string[]) => valuesOf(variables, names)[0]
  return {
    ...environment,
    ...metaAddresses(variables),
    appIdFor: (platform) => first(platform === 'instagram' ? INSTAGRAM_APP_IDS : [APP_ID]),
    appSecretFor: (platform) => first(platform === 'instagram' ? INSTAGRAM_APP_SECRETS : APP_SECRETS),
  }
}
