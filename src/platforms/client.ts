import type { ReadableStream } from 'node:stream/web'
import type { TSchema } from 'typebox'
import type { HttpClient } from './http.ts'
import type { OutboundMessage, OutboundType } from './outbound.ts'
import type { PlatformId } from './platform.ts'

/** Why a platform refused or could not be asked. */
export type PlatformErrorKind = 'auth' | 'permission' | 'window' | 'rate' | 'invalid' | 'not-found' | 'unavailable'

/** An error of a platform's API, in the hub's words. */
export class PlatformError extends Error {
  readonly kind: PlatformErrorKind
  readonly platform: PlatformId
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

  constructor(
    platform: PlatformId,
    kind: PlatformErrorKind,
    message: string,
    details: {
      platformCode?: string | undefined
      httpStatus?: number
      retryable?: boolean
      retryAfterMs?: number
      outcomeUnknown?: boolean
      revoked?: boolean
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
  }
}

/** What a connection test shows. */
export interface Inspection {
  /** The platform's id of the account, as webhooks name it (`accountExternalId`). */
  readonly externalId: string
  /** What is subscribed in its place, for all of the accounts it holds: a WhatsApp Business Account, a Page. */
  readonly parentId: string | undefined
  readonly username: string | undefined
  readonly name: string | undefined
  readonly pictureUrl: string | undefined
  readonly followers: number | undefined
  /** WhatsApp: quality rating; verified name state; LINE: chat mode; …: the platform's own words. */
  readonly quality: string | undefined
  readonly token: {
    readonly kind: string
    readonly scopes: readonly string[]
    /** Scopes that are needed for what the hub does and are not granted. */
    readonly missingScopes: readonly string[]
    readonly expiresAt: Date | undefined
  }
  readonly latencyMs: number
}

export interface SubscriptionState {
  readonly active: boolean
  readonly fields: readonly string[]
  /** What is wrong and how to mend it, in words. */
  readonly problem: string | undefined
}

export interface SendReceipt {
  /** The platform's id of the message; undefined for reactions, typing and read marks. */
  readonly messageId: string | undefined
  /** The way it went: LINE says whether the free reply token was used. */
  readonly via: 'message' | 'reply' | 'push' | 'template' | 'action'
}

export interface PersonProfile {
  readonly id: string
  readonly username: string | undefined
  readonly name: string | undefined
  readonly pictureUrl: string | undefined
}

export interface RenewedToken {
  readonly accessToken: string
  readonly expiresAt: Date | undefined
}

/** Share of a limit that is used, 0 to 1 or more, as the platform's headers say; and when it is free again. */
export interface UsageReport {
  readonly share: number
  readonly regainAt: Date | undefined
}

/** Media fetched from a platform; the body is streamed, never kept by the hub. */
export interface DownloadedMedia {
  readonly contentType: string | undefined
  readonly size: number | undefined
  readonly body: ReadableStream<Uint8Array>
}

/** Speaks to one platform on behalf of one account. Every method may throw PlatformError. */
export interface PlatformClient {
  /** Asks who the credentials belong to and what they may do. */
  inspect(): Promise<Inspection>
  /** With `callbackUrl`, a subscription that goes elsewhere is a problem too (LINE). */
  subscription(options?: { callbackUrl?: string }): Promise<SubscriptionState>
  /** Makes the platform push this account's events to the app; with `partial` without those fields that it refuses. */
  subscribe(options?: {
    fields?: readonly string[]
    partial?: boolean
    callbackUrl?: string
  }): Promise<SubscriptionState>
  /** `alone`: nobody else has a use for what is subscribed in the account's place. */
  unsubscribe(options?: { alone?: boolean }): Promise<void>
  send(message: OutboundMessage): Promise<SendReceipt>
  person(id: string): Promise<PersonProfile>
  /** A token that lasts longer; undefined when the platform's tokens do not expire. */
  renew(): Promise<RenewedToken | undefined>
  uploadMedia?(file: { body: Blob; contentType: string; filename: string }): Promise<{ mediaId: string }>
  downloadMedia?(mediaId: string): Promise<DownloadedMedia>
}

/** What an account may send, and how much. */
export interface Capabilities {
  readonly sends: readonly OutboundType[]
  /** `replyTo` is understood. */
  readonly quotes: boolean
  readonly maxTextLength: number
  readonly textUnit: 'bytes' | 'characters' | 'utf16'
  readonly windowHours: number | undefined
}

export interface RateLimit {
  readonly scope: 'send' | 'recipient' | 'calls'
  /** Of `send`: messages of these types only, beside what holds for all of them. */
  readonly types?: readonly OutboundType[]
  readonly max: number
  readonly perMs: number
  /** More at once than the rate says. */
  readonly burst?: number
}

/** The HTTP side handed to every client: pooled, timed, with the app's secrets. */
export interface ClientEnvironment {
  readonly graphUrl: string
  readonly instagramGraphUrl: string
  readonly graphVersion: string
  readonly lineApiUrl: string
  readonly lineDataUrl: string
  /** One client per platform family, shared by all accounts. */
  readonly http: HttpClient
  /** With the secret, lets the app itself look into tokens; undefined: the token looks into itself. */
  appIdFor(platform: PlatformId): string | undefined
  /** For `appsecret_proof`; undefined: none is sent. */
  appSecretFor(platform: PlatformId): string | undefined
  /** Milliseconds an answer may take. */
  readonly timeoutMs: number
  /** Told after every answer that carries usage headers. */
  onUsage(report: UsageReport): void
}

/** The outgoing side of one platform. */
export interface Outgoing {
  /** What connecting an account needs; every field has a description for the form. */
  readonly credentials: TSchema
  readonly capabilities: Capabilities
  readonly limits: readonly RateLimit[]
  /** Asks the platform nothing. @throws PlatformError `invalid` for a message that `send` would refuse to send. */
  check(message: OutboundMessage): void
  /** @throws PlatformError `invalid` naming what is wrong with the credentials. */
  createClient(credentials: unknown, environment: ClientEnvironment): PlatformClient
}
