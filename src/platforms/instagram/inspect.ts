import type { Inspection } from '../client.ts'
import { PlatformError } from '../error.ts'
import { count, filled, id, type JsonRecord, record } from '../json.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import type { Graph } from '../meta/graph.ts'
import { INSTAGRAM_PAGE_SCOPES } from '../meta/oauth-facebook.ts'
import { INSTAGRAM_SCOPES } from '../meta/oauth-instagram.ts'
import { missingScopes, requirePageToken, tokenReport } from '../meta/page-token.ts'
import type { InstagramCredentials } from './credentials.ts'

const PROFILE = 'username,name,profile_picture_url,followers_count'

/** Asks Instagram who the token of an Instagram Login belongs to. */
export async function inspectInstagramLogin(graph: Graph, credentials: InstagramCredentials): Promise<Inspection> {
  if (credentials.accessToken.startsWith('EAA'))
    throw invalid('this is a Facebook token: use login `facebook`, or log in with Instagram for a token of its own')
  const started = performance.now()
  const profile = await graph.get(['me'], { fields: `id,user_id,account_type,${PROFILE}` })
  const latencyMs = Math.round(performance.now() - started)
  // `id` is scoped to the app; webhooks name the account by `user_id`.
  const externalId = id(profile.user_id)
  if (externalId === undefined)
    throw invalid('the account has no `user_id`: only professional accounts can be connected')
  const asked = credentials.igUserId
  if (asked !== undefined && asked !== externalId && asked !== id(profile.id))
    throw invalid(`the token belongs to ${externalId} (${filled(profile.username)}), not to ${asked}`)
  return {
    externalId,
    parentId: undefined,
    ...shown(profile),
    quality: filled(profile.account_type),
    token: {
      kind: 'instagram-user',
      scopes: credentials.scopes ?? [],
      missingScopes: credentials.scopes
        ? missingScopes(credentials.scopes, INSTAGRAM_SCOPES)
        : await refusedScopes(graph),
      expiresAt: credentials.expiresAt === undefined ? undefined : new Date(credentials.expiresAt),
    },
    latencyMs,
  }
}

/** Instagram does not list the scopes of a token, so the most needed one is tried. */
async function refusedScopes(graph: Graph): Promise<string[]> {
  try {
    await graph.get(['me', 'conversations'], { platform: 'instagram', limit: 1, fields: 'id' })
    return []
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    return error.kind === 'permission' ? ['instagram_business_manage_messages'] : []
  }
}

/** Asks Facebook for the Instagram account that is linked with the Page of the token. */
export async function inspectFacebookLogin(
  graph: Graph,
  credentials: InstagramCredentials,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Promise<Inspection> {
  if (credentials.accessToken.startsWith('IG'))
    throw invalid('this is a token of an Instagram Login: use login `instagram`, or give the token of the Page')
  const { facts, pageId } = await requirePageToken(
    'instagram',
    graph,
    { token: credentials.accessToken, pageId: credentials.pageId, appSecret },
    environment,
  )
  const started = performance.now()
  const page = await graph.get([pageId], { fields: `instagram_business_account{id,${PROFILE}}` })
  const latencyMs = Math.round(performance.now() - started)
  const account = record(page.instagram_business_account)
  const externalId = id(account?.id)
  if (!account || externalId === undefined)
    throw invalid(`the Page ${pageId} is not linked with a professional Instagram account`)
  if (credentials.igUserId !== undefined && credentials.igUserId !== externalId)
    throw invalid(`the Page ${pageId} is linked with ${externalId}, not with ${credentials.igUserId}`)
  return {
    externalId,
    parentId: pageId,
    ...shown(account),
    quality: undefined,
    token: tokenReport(facts, INSTAGRAM_PAGE_SCOPES),
    latencyMs,
  }
}

function shown(profile: JsonRecord) {
  return {
    username: filled(profile.username),
    name: filled(profile.name),
    pictureUrl: filled(profile.profile_picture_url),
    followers: count(profile.followers_count),
  }
}

function invalid(message: string): PlatformError {
  return new PlatformError('instagram', 'invalid', message)
}
