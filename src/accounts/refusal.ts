import { HubError } from '../errors.ts'
import { PlatformError } from '../platforms/client.ts'
import { findPlatform } from '../platforms/index.ts'

const DEFAULT_WAIT_SECONDS = 30

/** An error of a platform as the API answers it; anything else stays what it is. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error
  const detail = describeRefusal(error)
  if (error.kind === 'rate' || error.kind === 'unavailable')
    return new HubError('platform_unavailable', detail, {
      cause: error,
      retryAfterSeconds: Math.max(1, Math.ceil((error.retryAfterMs ?? DEFAULT_WAIT_SECONDS * 1000) / 1000)),
    })
  return new HubError('platform_refused', detail, { cause: error })
}

/** The platform's words with its name, the kind and its own code. */
export function describeRefusal(error: PlatformError): string {
  const name = findPlatform(error.platform)?.name ?? error.platform
  const code = error.platformCode === undefined ? '' : `, code ${error.platformCode}`
  return `${name}: ${error.message} (${error.kind}${code})`
}

/** Whether the platform itself says that the credentials are of no use any more; what stands before it cannot know. */
export function isDeath(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.revoked
}
