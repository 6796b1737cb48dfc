import { PlatformError } from '../error.ts'
import { filled, id, type JsonRecord, list, number, record } from '../json.ts'
import type { MetaEnvironment } from './environment.ts'
import { createGraph, type Graph } from './graph.ts'

export type TokenKind = 'page' | 'user' | 'system-user' | 'app' | 'unknown'

/** What Facebook says of an access token. */
export interface TokenFacts {
  readonly kind: TokenKind
  readonly appId: string | undefined
  /** The Page of a Page token. */
  readonly profileId: string | undefined
  readonly scopes: readonly string[]
  /** Undefined: it does not expire. */
  readonly expiresAt: Date | undefined
  /** Scopes that hold for some accounts only, with the ids of these. */
  readonly targets: ReadonlyMap<string, readonly string[]>
}

const KINDS: Readonly<Record<string, TokenKind>> = {
  PAGE: 'page',
  USER: 'user',
  SYSTEM_USER: 'system-user',
  APP: 'app',
}

/**
 * Looks into a Facebook token: with the app's own token when id and secret are known, else with the token itself.
 * Undefined when Facebook refuses to tell. @throws PlatformError `auth` when the token is dead.
 */
export async function tokenFacts(
  platform: string,
  token: string,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Promise<TokenFacts | undefined> {
  const app = appToken(facebookAppId(environment, appSecret), appSecret)
  const answer = await inspect(platform, token, app ?? token, environment, appSecret).catch((error: unknown) => {
    // The secret may be another app's, while the token itself is sound.
    if (app !== undefined && isRefusal(error)) return inspect(platform, token, token, environment, appSecret)
    throw error
  })
  const data = record(answer?.data)
  if (!data) return undefined
  if (data.is_valid === false) {
    const why = filled(record(data.error)?.message) ?? 'the token is no longer valid'
    throw new PlatformError(platform, 'auth', why, { platformCode: '190', revoked: true })
  }
  return factsOf(data)
}

/** The id of the app a secret is of, as configured; undefined for the secret of another app. Instagram Login has its own. */
export function facebookAppId(environment: MetaEnvironment, appSecret: string | undefined): string | undefined {
  return appSecret === environment.appSecretFor('facebook') ? environment.appIdFor('facebook') : undefined
}

/** The access token of an app itself; undefined unless both are known. */
export function appToken(appId: string | undefined, appSecret: string | undefined): string | undefined {
  return appId && appSecret ? `${appId}|${appSecret}` : undefined
}

/** A Graph client of graph.facebook.com with one token. */
export function facebookGraph(
  platform: string,
  token: string,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Graph {
  const { graphUrl: baseUrl, graphVersion: version } = environment
  return createGraph({ platform, baseUrl, version, token, appSecret, environment })
}

async function inspect(
  platform: string,
  token: string,
  asker: string,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Promise<JsonRecord | undefined> {
  try {
    return await facebookGraph(platform, asker, environment, appSecret).get(['debug_token'], { input_token: token })
  } catch (error) {
    if (asker === token && isRefusal(error) && error.kind !== 'auth') return undefined
    throw error
  }
}

function isRefusal(error: unknown): error is PlatformError {
  return error instanceof PlatformError && ['auth', 'permission', 'invalid', 'not-found'].includes(error.kind)
}

function factsOf(data: JsonRecord): TokenFacts {
  const expires = number(data.expires_at) ?? 0
  const targets = new Map<string, readonly string[]>()
  for (const given of list(data.granular_scopes).map(record)) {
    const scope = filled(given?.scope)
    const ids = list(given?.target_ids).flatMap((target) => id(target) ?? [])
    if (scope !== undefined && ids.length > 0) targets.set(scope, ids)
  }
  return {
    kind: KINDS[filled(data.type)?.toUpperCase() ?? ''] ?? 'unknown',
    appId: id(data.app_id),
    profileId: id(data.profile_id),
    scopes: list(data.scopes).flatMap((scope) => filled(scope) ?? []),
    expiresAt: expires > 0 ? new Date(expires * 1000) : undefined,
    targets,
  }
}
