import type { Reason } from '../codes/sentence.ts'

/** Why a platform refused or could not be asked. */
export type PlatformErrorKind = 'auth' | 'permission' | 'window' | 'rate' | 'invalid' | 'not-found' | 'unavailable'

/** An error of a platform's API, in the hub's words. */
export class PlatformError extends Error {
  readonly kind: PlatformErrorKind
  readonly platform: string
  /** The platform's own code, e.g. `190`, `131047`, `10/2018278`. */
  readonly platformCode: string | undefined
  readonly httpStatus: number | undefined
  /** The same request may succeed later. */
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  /** The request may have been carried out although no answer came. */
  readonly outcomeUnknown: boolean
  /** The platform itself says that the token is dead, or that a permission was taken away. */
  readonly revoked: boolean
  /** A `rate` error that holds for this recipient only: messages to others may go on. */
  readonly recipientOnly: boolean
  /** The code of what the connector itself refuses. */
  readonly reason: Reason | undefined

  constructor(
    platform: string,
    kind: PlatformErrorKind,
    message: string,
    details: {
      platformCode?: string | undefined
      httpStatus?: number
      retryable?: boolean
      retryAfterMs?: number
      outcomeUnknown?: boolean
      revoked?: boolean
      recipientOnly?: boolean
      reason?: Reason
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: details.cause })
    this.name = 'PlatformError'
    this.kind = kind
    this.platform = platform
    this.platformCode = details.platformCode
    this.httpStatus = details.httpStatus
    this.retryable = details.retryable ?? (kind === 'rate' || kind === 'unavailable')
    this.retryAfterMs = details.retryAfterMs
    this.outcomeUnknown = details.outcomeUnknown ?? false
    this.revoked = details.revoked ?? false
    this.recipientOnly = details.recipientOnly ?? false
    this.reason = details.reason
  }
}
