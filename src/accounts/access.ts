import type { ClientEnvironment, UsageReport } from '../platforms/client.ts'
import type { HttpClient } from '../platforms/http.ts'
import { createHttpClient } from '../platforms/http-client.ts'
import type { VariableValues } from '../platforms/settings.ts'

const TIMEOUT_MS = 10_000

/** Told of the calls that are made. */
export interface CallWatch {
  onUsage?(report: UsageReport): void
  /** Before each call. */
  onCall?(): void
}

/** The way to the platforms: pooled connections, and the values of the platforms' variables. */
export interface PlatformAccess {
  readonly variables: VariableValues
  environment(watch?: CallWatch): ClientEnvironment
  close(): Promise<void>
}

/** One HTTP client for all platforms, made when it is first needed: it pools connections by host. */
export function createPlatformAccess(variables: VariableValues, userAgent: string): PlatformAccess {
  let made: HttpClient | undefined
  const http = () => {
    made ??= createHttpClient({ userAgent })
    return made
  }
  return {
    variables,
    environment: ({ onUsage = () => undefined, onCall } = {}) => ({
      variables,
      http: onCall ? watched(http(), onCall) : http(),
      timeoutMs: TIMEOUT_MS,
      onUsage,
    }),
    async close() {
      await made?.close()
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
