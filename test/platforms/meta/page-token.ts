import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'

/** The page's token for this user or page token, made when there is none yet; undefined when it may not have it. */
export function pageToken(world: World, token: Token | undefined, pageId: string): string | undefined {
  if (!token?.app) return undefined
  if (token.kind === 'page') return token.owner === pageId ? token.value : undefined
  const user = world.state.users.get(token.owner)
  if (!user?.pages.includes(pageId) || !token.scopes.has('pages_show_list')) return undefined
  // A page's token lives as long as the one it was asked with, and for ever when that one was long-lived.
  const lifetimeMs = token.kind === 'user-short' && token.expiresAt ? token.expiresAt - world.clock.now() : null
  const known = world.tokens
    .all()
    .find(
      (candidate) =>
        candidate.kind === 'page' &&
        candidate.owner === pageId &&
        !candidate.revoked &&
        (candidate.expiresAt === undefined) === (lifetimeMs === null) &&
        [...token.scopes].every((scope) => candidate.scopes.has(scope)) &&
        candidate.scopes.size === token.scopes.size,
    )
  return (known ?? world.tokens.issue('page', pageId, { app: token.app, scopes: token.scopes, lifetimeMs })).value
}
