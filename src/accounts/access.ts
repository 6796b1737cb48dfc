import type { PlatformSettings } from '../config.ts'
import type { ClientEnvironment, UsageReport } from '../platforms/client.ts'
import { createHttpClient, type HttpClient } from '../platforms/http.ts'
import type { PlatformId } from '../platforms/platform.ts'

const TIMEOUT_MS = 10_000

/** Told of the calls that are made. */
export interface CallWatch {
  onUsage?(report: UsageReport): void
  /** Before each call. */
  onCall?(): void
}

/** The way to the platforms: pooled connections and the app's own ids and secrets. */
export interface PlatformAccess {
  readonly settings: PlatformSettings
  environment(platform: PlatformId, watch?: CallWatch): ClientEnvironment
  appIdOf(platform: PlatformId): string | undefined
  appSecretOf(platform: PlatformId): string | undefined
  close(): Promise<void>
}

export interface AppSecrets {
  readonly instagram: readonly string[]
  readonly meta: readonly string[]
}

/** One HTTP client for each platform family, made when it is first needed. */
export function createPlatformAccess(
  settings: PlatformSettings,
  appSecrets: AppSecrets,
  userAgent: string,
): PlatformAccess {
  const clients = new Map<string, HttpClient>()
  const httpFor = (platform: PlatformId): HttpClient => {
    const family = platform === 'line' ? 'line' : 'meta'
    const known = clients.get(family)
    if (known) return known
    const made = createHttpClient({ userAgent })
    clients.set(family, made)
    return made
  }
  const appIdOf = (platform: PlatformId) => {
    if (platform === 'line') return undefined
    return platform === 'instagram' ? (settings.instagramAppId ?? settings.metaAppId) : settings.metaAppId
  }
  const appSecretOf = (platform: PlatformId) => {
    if (platform === 'line') return undefined
    return platform === 'instagram' ? (appSecrets.instagram[0] ?? appSecrets.meta[0]) : appSecrets.meta[0]
  }
  return {
    settings,
    environment: (platform, { onUsage = () => undefined, onCall } = {}) => ({
      graphUrl: settings.graphUrl,
      instagramGraphUrl: settings.instagramGraphUrl,
      graphVersion: settings.graphVersion,
      lineApiUrl: settings.lineApiUrl,
      lineDataUrl: settings.lineDataUrl,
      http: onCall ? watched(httpFor(platform), onCall) : httpFor(platform),
      appIdFor: appIdOf,
      appSecretFor: appSecretOf,
      timeoutMs: TIMEOUT_MS,
      onUsage,
    }),
    appIdOf,
    appSecretOf,
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()))
    },
  }
}

function watched(http: HttpClient, onCall: () => void): HttpClient {
  return {
    ...http,
    request(request) {
      onCall()
      return http.request(request)
    },
  }
}
