import type { RenewedToken } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled, type JsonRecord, number } from '../json.ts'
import type { LineApi, Path } from './api.ts'
import type { LineCredentials } from './credentials.ts'

/** What a channel access token is, as LINE tells it. */
export interface TokenFacts {
  readonly kind: 'long-lived' | 'short-lived' | 'user-specified expiration (v2.1)' | 'stateless'
  /** Undefined for tokens that do not expire. */
  readonly expiresAt: Date | undefined
  readonly scopes: readonly string[]
  readonly channelId: string | undefined
}

const SHORT_LIVED_MAX_S = 31 * 24 * 3600
const STATELESS_MAX_S = 900
const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]*$/

/**
 * Asks LINE what the token is. There are two calls, each for its kinds of token: the likelier is asked first.
 * Undefined when neither knows it: expired, revoked, or mistyped.
 */
export async function factsOf(api: LineApi, token: string): Promise<TokenFacts | undefined> {
  const opaque = async () => named(await api.post(['v2', 'oauth', 'verify'], { access_token: token }), false)
  const signed = async () => named(await api.query(['oauth2', 'v2.1', 'verify'], { access_token: token }), true)
  for (const ask of SIGNED.test(token) ? [signed, opaque] : [opaque, signed]) {
    try {
      return await ask()
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }
  return undefined
}

function named(answer: JsonRecord, signed: boolean): TokenFacts {
  const seconds = number(answer.expires_in) ?? 0
  const endless = !signed && seconds > SHORT_LIVED_MAX_S
  // The last quarter of an hour of a v2.1 token looks the same as a stateless one.
  const kind = signed
    ? seconds <= STATELESS_MAX_S
      ? 'stateless'
      : 'user-specified expiration (v2.1)'
    : endless
      ? 'long-lived'
      : 'short-lived'
  return {
    kind,
    expiresAt: endless ? undefined : new Date(Date.now() + seconds * 1000),
    scopes: (filled(answer.scope) ?? '').split(/\s+/).filter(Boolean),
    channelId: filled(answer.client_id),
  }
}

/** A stateless token of the channel, valid for 15 minutes. Throws PlatformError `auth` for a wrong channel secret. */
export async function issueStateless(api: LineApi, channelId: string, channelSecret: string): Promise<RenewedToken> {
  return await issue(api, ['oauth2', 'v3', 'token'], channelId, channelSecret)
}

/**
 * A token to take the place of this one, of the same kind if it is stateless, else short-lived (30 days).
 * Undefined for a long-lived one.
 * @throws PlatformError `auth` when it is dead and no channel ID is known, or the channel secret is wrong.
 */
export async function renew(api: LineApi, credentials: LineCredentials): Promise<RenewedToken | undefined> {
  const { channelAccessToken, channelSecret } = credentials
  const facts = await factsOf(api, channelAccessToken)
  if (facts && facts.expiresAt === undefined) return undefined
  const channelId = facts?.channelId ?? credentials.channelId
  if (channelId === undefined)
    throw new PlatformError(
      'line',
      'auth',
      'LINE no longer knows the channel access token, and without channelId the hub cannot ask for another. Issue one in the LINE Developers Console → the channel → Messaging API.',
    )
  if (facts?.kind === 'stateless') return await issueStateless(api, channelId, channelSecret)
  return await issue(api, ['v2', 'oauth', 'accessToken'], channelId, channelSecret)
}

async function issue(api: LineApi, path: Path, channelId: string, channelSecret: string): Promise<RenewedToken> {
  const answer = await api
    .post(path, { grant_type: 'client_credentials', client_id: channelId, client_secret: channelSecret })
    .catch((error: unknown) => {
      if (!(error instanceof PlatformError) || error.kind !== 'auth') throw error
      const message = `LINE does not take the channel secret for channel ${channelId}: ${error.message}. Copy it from the LINE Developers Console → the channel → Basic settings.`
      throw new PlatformError('line', 'auth', message, { revoked: error.revoked, cause: error })
    })
  const accessToken = filled(answer.access_token)
  const seconds = number(answer.expires_in)
  if (accessToken === undefined || seconds === undefined)
    throw new PlatformError('line', 'unavailable', 'LINE issued no token in its answer')
  return { accessToken, expiresAt: new Date(Date.now() + seconds * 1000) }
}

function isRefusal(error: unknown): error is PlatformError {
  return error instanceof PlatformError && (error.kind === 'auth' || error.kind === 'invalid')
}
