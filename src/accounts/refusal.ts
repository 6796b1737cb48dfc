import { type RefusalCode, refusalWith } from '../codes/refusals.ts'
import { PlatformError, type PlatformErrorKind } from '../platforms/error.ts'
import { platformName } from '../platforms/index.ts'

const DEFAULT_WAIT_SECONDS = 30

/** An error of a platform as the API answers it; anything else stays what it is. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error
  const detail = describeRefusal(error)
  const code = REASONS[error.kind]
  const params = { platform: platformName(error.platform), said: error.message, platformCode: error.platformCode }
  if (error.kind === 'rate' || error.kind === 'unavailable')
    return refusalWith(code, params, {
      detail,
      cause: error,
      retryAfterSeconds: Math.max(1, Math.ceil((error.retryAfterMs ?? DEFAULT_WAIT_SECONDS * 1000) / 1000)),
    })
  return refusalWith(code, params, { detail, cause: error })
}

/** The reason of each kind of error that a platform answers with. */
const REASONS = {
  auth: 'platform_auth',
  permission: 'platform_permission',
  invalid: 'platform_invalid',
  'not-found': 'platform_not_found',
  window: 'platform_window',
  rate: 'platform_rate',
  unavailable: 'platform_unavailable',
} as const satisfies Record<PlatformErrorKind, RefusalCode>

/** The platform's words with its name, the kind and its own code. */
export function describeRefusal(error: PlatformError): string {
  const code = error.platformCode === undefined ? '' : `, code ${error.platformCode}`
  return `${platformName(error.platform)}: ${error.message} (${error.kind}${code})`
}

/** Whether the platform itself says that the credentials are of no use any more; what stands before it cannot know. */
export function isDeath(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.revoked
}
