import { PlatformError } from '../error.ts'
import { filled, id, type JsonRecord, list, record, string } from '../json.ts'
import { endOf, type GrantedToken, type OAuthApp } from '../oauth.ts'
import type { MetaEnvironment } from './environment.ts'
import { createGraph, queryOf } from './graph.ts'
import { facebookGraph, tokenFacts } from './token.ts'

/** Needed for Pages and what happens on them. */
export const PAGE_SCOPES = [
  'pages_messaging',
  'pages_manage_metadata',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
] as const

/** Needed for Instagram accounts that are reached through their Page. */
export const INSTAGRAM_PAGE_SCOPES = [
  'instagram_basic',
  'instagram_manage_messages',
  'instagram_manage_comments',
  'pages_manage_metadata',
] as const

export const WHATSAPP_SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const

const DIALOG_SCOPES: Readonly<Partial<Record<string, readonly string[]>>> = {
  facebook: ['pages_show_list', ...PAGE_SCOPES],
  instagram: ['pages_show_list', 'pages_messaging', 'pages_read_engagement', ...INSTAGRAM_PAGE_SCOPES],
  whatsapp: WHATSAPP_SCOPES,
}

export interface FacebookLoginRequest {
  readonly platform: string
  readonly appId: string
  readonly redirectUri: string
  readonly state: string
  readonly scopes?: readonly string[]
  /** A configuration of Facebook Login for Business; it names the scopes. */
  readonly configId?: string
  /** S256 challenge; Facebook takes PKCE with the scope `openid` only. */
  readonly challenge?: string | undefined
}

/** Where to send the person for Facebook Login. */
export function facebookDialogUrl(
  environment: Pick<MetaEnvironment, 'facebookLoginUrl' | 'graphVersion'>,
  request: FacebookLoginRequest,
): string {
  const scopes = [
    ...(request.scopes ?? (request.configId ? [] : (DIALOG_SCOPES[request.platform] ?? []))),
    ...(request.challenge ? ['openid'] : []),
  ]
  const query = queryOf({
    client_id: request.appId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    state: request.state,
    scope: scopes.length > 0 ? scopes.join(',') : undefined,
    config_id: request.configId,
    override_default_response_type: request.configId && 'true',
    code_challenge: request.challenge,
    code_challenge_method: request.challenge && 'S256',
  })
  return `${environment.facebookLoginUrl}/${environment.graphVersion}/dialog/oauth?${query}`
}

/** A token of an hour or two for the code. */
export function exchangeFacebookCode(
  environment: MetaEnvironment,
  app: OAuthApp,
  given: { platform: string; code: string; redirectUri: string; verifier?: string | undefined },
): Promise<GrantedToken> {
  return exchange(environment, app, given.platform, {
    redirect_uri: given.redirectUri,
    code: given.code,
    code_verifier: given.verifier,
  })
}

/** A token of 60 days for a short one; again 60 days for one of these that has not ended. */
export function extendFacebookToken(
  environment: MetaEnvironment,
  app: OAuthApp,
  platform: string,
  token: string,
): Promise<GrantedToken> {
  return exchange(environment, app, platform, { grant_type: 'fb_exchange_token', fb_exchange_token: token })
}

async function exchange(
  environment: MetaEnvironment,
  { appId, appSecret }: OAuthApp,
  platform: string,
  params: Readonly<Record<string, string | undefined>>,
): Promise<GrantedToken> {
  const { graphUrl: baseUrl, graphVersion: version } = environment
  const graph = createGraph({ platform, baseUrl, version, token: undefined, appSecret: undefined, environment })
  const request = graph.get(['oauth', 'access_token'], { client_id: appId, client_secret: appSecret, ...params })
  const answer = await request.catch((error: unknown) => {
    // A wrong secret comes under the code of errors that pass.
    if (error instanceof PlatformError && /client secret/i.test(error.message))
      throw new PlatformError(platform, 'invalid', error.message, { platformCode: error.platformCode, cause: error })
    throw error
  })
  const accessToken = filled(answer.access_token)
  if (accessToken === undefined) throw new PlatformError(platform, 'unavailable', 'the answer holds no access token')
  return { accessToken, expiresAt: endOf(answer.expires_in, new Date()) }
}

/** A Page the person manages, with its own token, which does not expire when the person's is of the long kind. */
export interface ManagedPage {
  readonly id: string
  readonly name: string | undefined
  readonly accessToken: string
  readonly tasks: readonly string[]
  /** The Instagram account linked with it. */
  readonly instagram: { readonly id: string; readonly username: string | undefined } | undefined
}

/** The Pages of the person the token belongs to; Pages without a token (not chosen in the dialog) are left out. */
export async function managedPages(
  environment: MetaEnvironment,
  platform: string,
  token: string,
  appSecret: string | undefined,
): Promise<ManagedPage[]> {
  const graph = facebookGraph(platform, token, environment, appSecret)
  const fields = 'id,name,access_token,tasks,instagram_business_account{id,username}'
  return (await graph.all(['me', 'accounts'], { fields })).flatMap((page) => {
    const pageId = id(page.id)
    const accessToken = filled(page.access_token)
    if (pageId === undefined || accessToken === undefined) return []
    const linked = record(page.instagram_business_account)
    const linkedId = id(linked?.id)
    return {
      id: pageId,
      name: filled(page.name),
      accessToken,
      tasks: list(page.tasks).flatMap((task) => filled(task) ?? []),
      instagram: linkedId === undefined ? undefined : { id: linkedId, username: filled(linked?.username) },
    }
  })
}

export interface SharedPhoneNumber {
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly wabaName: string | undefined
  /** As shown to people, e.g. `+1 555 123 4567`. */
  readonly phone: string | undefined
  readonly name: string | undefined
}

/** The phone numbers of the WhatsApp accounts that the token may manage. */
export async function sharedPhoneNumbers(
  environment: MetaEnvironment,
  token: string,
  appSecret: string | undefined,
): Promise<SharedPhoneNumber[]> {
  const graph = facebookGraph('whatsapp', token, environment, appSecret)
  const facts = await tokenFacts('whatsapp', token, environment, appSecret)
  const shared = WHATSAPP_SCOPES.flatMap((scope) => facts?.targets.get(scope) ?? [])
  const wabas = shared.length > 0 ? shared : await wabasOfBusinesses(graph)
  const numbers: SharedPhoneNumber[] = []
  for (const wabaId of new Set(wabas)) {
    const wabaName = string((await graph.get([wabaId], { fields: 'id,name' })).name)
    const fields = 'id,display_phone_number,verified_name'
    for (const number of await graph.all([wabaId, 'phone_numbers'], { fields }))
      numbers.push(...numberOf(number, wabaId, wabaName))
  }
  return numbers
}

/** A token for all accounts has no list of them, so they are sought through the businesses. */
async function wabasOfBusinesses(graph: ReturnType<typeof createGraph>): Promise<string[]> {
  const wabas: string[] = []
  for (const business of await graph.all(['me', 'businesses'], { fields: 'id' })) {
    const businessId = id(business.id)
    if (businessId === undefined) continue
    for (const edge of ['owned_whatsapp_business_accounts', 'client_whatsapp_business_accounts'])
      wabas.push(...(await graph.all([businessId, edge], { fields: 'id' })).flatMap((waba) => id(waba.id) ?? []))
  }
  return wabas
}

function numberOf(number: JsonRecord, wabaId: string, wabaName: string | undefined): SharedPhoneNumber[] {
  const phoneNumberId = id(number.id)
  if (phoneNumberId === undefined) return []
  return [
    { phoneNumberId, wabaId, wabaName, phone: filled(number.display_phone_number), name: filled(number.verified_name) },
  ]
}
