import type { Reason } from '../../codes/sentence.ts'
import type { Inspection } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled, number } from '../json.ts'
import type { LineApi } from './api.ts'
import type { LineCredentials } from './credentials.ts'
import { because } from './reasons.ts'
import { factsOf, issueStateless, type TokenFacts } from './token.ts'

/**
 * Who the channel is, what its token is worth, and what is left of the month's messages.
 * @throws PlatformError `auth` for a dead token or a wrong channel secret, `invalid` for another channel's token.
 */
export async function inspect(api: LineApi, credentials: LineCredentials): Promise<Inspection> {
  const started = performance.now()
  const bot = await api.get(['v2', 'bot', 'info'])
  const latencyMs = Math.round(performance.now() - started)
  const externalId = filled(bot.userId)
  if (externalId === undefined) throw new PlatformError('line', 'unavailable', 'LINE did not say whose token it is')
  const [facts, quota] = await Promise.all([factsOf(api, credentials.channelAccessToken), quotaOf(api)])
  await checkChannel(api, credentials, facts)
  const chatMode = filled(bot.chatMode)
  const qualityReason = qualityOf(chatMode, quota)
  return {
    externalId,
    parentId: undefined,
    username: filled(bot.premiumId) ?? filled(bot.basicId),
    name: filled(bot.displayName),
    pictureUrl: filled(bot.pictureUrl),
    followers: undefined,
    quality: qualityReason?.detail,
    qualityReason,
    token: {
      kind: facts?.kind ?? 'stateless',
      scopes: facts?.scopes ?? [],
      missingScopes: [],
      // One that works and that no call explains is stateless: it lasts for a quarter of an hour at most.
      expiresAt: facts ? facts.expiresAt : new Date(Date.now() + 900_000),
    },
    latencyMs,
  }
}

/** The only way to find out that a secret is wrong before events are refused for it: to ask for a token with it. */
async function checkChannel(api: LineApi, credentials: LineCredentials, facts: TokenFacts | undefined): Promise<void> {
  const { channelId, channelSecret } = credentials
  const known = facts?.channelId ?? channelId
  if (known === undefined) return
  if (channelId !== undefined && channelId !== known)
    throw new PlatformError(
      'line',
      'invalid',
      `The channel access token belongs to channel ${known}, not to ${channelId}.`,
    )
  await issueStateless(api, known, channelSecret).catch((error: unknown) => {
    if (!(error instanceof PlatformError) || error.kind === 'auth') throw error
  })
}

interface Quota {
  readonly used: number
  readonly limit: number | undefined
}

/** How the channel answers, and what is left of its month. */
function qualityOf(chatMode: string | undefined, quota: Quota | undefined): Reason | undefined {
  if (!quota) return chatMode === undefined ? undefined : because('line_chat_mode', { mode: chatMode })
  const { used, limit } = quota
  const mode = chatMode ?? 'unknown'
  if (limit === undefined) return because('line_unlimited', { mode, used })
  return because(used >= limit ? 'line_quota_used_up' : 'line_quota', { mode, used, limit })
}

async function quotaOf(api: LineApi): Promise<Quota | undefined> {
  try {
    const [quota, consumption] = await Promise.all([
      api.get(['v2', 'bot', 'message', 'quota']),
      api.get(['v2', 'bot', 'message', 'quota', 'consumption']),
    ])
    const used = number(consumption.totalUsage)
    const limit = quota.type === 'limited' ? number(quota.value) : undefined
    return used === undefined ? undefined : { used, limit }
  } catch (error) {
    if (error instanceof PlatformError) return undefined
    throw error
  }
}
