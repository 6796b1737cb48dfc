import { Type } from 'typebox'
import { appWebhook } from '../accounts/app-webhooks.ts'
import { addressProblem, platformCallback } from '../accounts/callback-url.ts'
import { loginOf } from '../accounts/login.ts'
import { platformOf } from '../accounts/platform-of.ts'
import { toApiError } from '../accounts/refusal.ts'
import { describePlatform } from '../platforms/describe.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { MessagingFacet, RateLimit } from '../platforms/messaging.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Language } from '../platforms/texts.ts'
import type { ApiInstance } from './app.ts'
import { baseUrlOf } from './base-url.ts'
import type { AccountContext, AddressContext, HandshakeContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { platformTraffic } from './platform-traffic.ts'
import { PlatformName, PlatformSchema, PlatformsQuery, PlatformTest } from './schemas/accounts.ts'

export function platformRoutes(
  app: ApiInstance,
  ctx: StoreContext & AccountContext & AddressContext & HandshakeContext,
): void {
  app.get(
    '/api/v1/platforms',
    {
      schema: {
        operationId: 'listPlatforms',
        tags: ['Accounts'],
        summary: 'What each platform can do, and what connecting an account takes',
        querystring: PlatformsQuery,
        response: { 200: Type.Object({ data: Type.Array(PlatformSchema) }) },
      },
    },
    async (request) => {
      const { workspaceId, role } = callerOf(request)
      const baseUrl = baseUrlOf(request, ctx.config.publicUrl)
      const data = []
      for (const platform of PLATFORMS) {
        const traffic = await platformTraffic(ctx.database.db, workspaceId, platform)
        const verifyToken = platform.webhook.handshake && role === 'admin' ? (ctx.verifyTokens[0] ?? null) : null
        data.push({ ...platformView(ctx, platform, baseUrl, request.query.language ?? 'en'), verifyToken, ...traffic })
      }
      return { data }
    },
  )
  app.post(
    '/api/v1/platforms/:platform/test',
    {
      config: { problems: [422, 503] },
      schema: {
        operationId: 'testPlatform',
        tags: ['Accounts'],
        summary: 'Ask a platform where it sends the events of the app',
        params: Type.Object({ platform: PlatformName }),
        response: { 200: PlatformTest },
      },
    },
    async (request) => {
      const platform = platformOf(request.params.platform)
      try {
        const webhook = await appWebhook(ctx.accounts.access, platform, baseUrlOf(request, ctx.config.publicUrl))
        return {
          asked: webhook !== undefined,
          ok: webhook?.ok ?? true,
          callbackUrl: webhook?.callbackUrl ?? null,
          fields: [...(webhook?.fields ?? [])],
          problem: webhook?.problem?.detail ?? null,
          reason: webhook?.problem ?? null,
        }
      } catch (error) {
        throw toApiError(error)
      }
    },
  )
}

function platformView(ctx: AccountContext, platform: Platform, baseUrl: string, language: Language) {
  const { id, name, brand, messaging, settings, webhook, login } = platform
  const problem = addressProblem(baseUrl)
  const offered = loginOf(ctx.accounts.access, platform, baseUrl)
  const { console, ...texts } = describePlatform(platform, language)
  const { title, steps, owner = null, cannotAsk = null, noFields = null, noHandshake = null, call = null } = console
  return {
    id,
    name,
    brand: { ...brand },
    ...texts,
    console: { title, url: settings.console, steps, owner, cannotAsk, noFields, noHandshake, call },
    callback: webhook.callback,
    capabilities: capabilitiesView(messaging),
    limits: messaging.limits.map(limitView),
    handshake: webhook.handshake !== undefined,
    callbackUrl: webhook.accountInAddress
      ? `${baseUrl}/api/v1/webhooks/${id}/{accountId}`
      : platformCallback(baseUrl, id),
    login: { name: login?.name ?? null, ...offered, problem: offered.problem?.detail ?? null, reason: offered.problem },
    warnings: problem === undefined ? [] : [`The callback address is ${baseUrl}…: ${problem}`],
  }
}

function limitView({ types, burst, recipients, ...limit }: RateLimit) {
  return { ...limit, recipients: recipients?.name ?? null, types: types ? [...types] : null, burst: burst ?? null }
}

/** The kinds of messages an account may send. */
export function capabilitiesView({ capabilities, window }: Pick<MessagingFacet, 'capabilities' | 'window'>) {
  return { ...capabilities, sends: [...capabilities.sends], windowHours: window?.hours ?? null }
}
