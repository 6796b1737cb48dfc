import type { Inspection } from '../client.ts'
import { PlatformError } from '../error.ts'
import { id } from '../json.ts'
import type { MetaEnvironment } from './environment.ts'
import type { Graph } from './graph.ts'
import { type TokenFacts, tokenFacts } from './token.ts'

/** Scopes of `needed` that are not granted; none are missed when the platform does not say what is granted. */
export function missingScopes(granted: readonly string[], needed: readonly string[]): string[] {
  return granted.length === 0 ? [] : needed.filter((scope) => !granted.includes(scope))
}

/** The token's part of an inspection. */
export function tokenReport(facts: TokenFacts | undefined, needed: readonly string[]): Inspection['token'] {
  const scopes = facts?.scopes ?? []
  return {
    kind: facts?.kind ?? 'unknown',
    scopes,
    missingScopes: missingScopes(scopes, needed),
    expiresAt: facts?.expiresAt,
  }
}

/**
 * Makes sure that a token is a Page token, and of that Page when one is named.
 * @throws PlatformError `invalid` saying what it is instead and where to get the right one; `auth` when it is dead.
 */
export async function requirePageToken(
  platform: string,
  graph: Graph,
  given: { token: string; pageId: string | undefined; appSecret: string | undefined },
  environment: MetaEnvironment,
): Promise<{ facts: TokenFacts; pageId: string }> {
  const facts = await tokenFacts(platform, given.token, environment, given.appSecret)
  if (facts && facts.kind !== 'page' && facts.kind !== 'unknown')
    throw new PlatformError(platform, 'invalid', notPage(facts.kind))
  // `me` is the Page for a Page token and the person for a user token.
  const pageId = facts?.profileId ?? id((await graph.get(['me'], { fields: 'id' })).id)
  if (pageId === undefined) throw new PlatformError(platform, 'invalid', 'the token names no Page')
  if (given.pageId !== undefined && pageId !== given.pageId)
    throw new PlatformError(
      platform,
      'invalid',
      facts?.kind === 'page'
        ? `this is the token of the Page ${pageId}, not of ${given.pageId}`
        : `${notPage('user')} (It belongs to ${pageId}, not to the Page ${given.pageId}.)`,
    )
  const unknown = { appId: undefined, scopes: [], expiresAt: undefined, targets: new Map() }
  return { facts: { ...unknown, ...facts, kind: 'page', profileId: pageId }, pageId }
}

function notPage(kind: string): string {
  return `a Page access token is needed and this is a ${kind} token: GET /me/accounts with it lists the Page tokens`
}
