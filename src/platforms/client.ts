import type { ReadableStream } from 'node:stream/web'
import type { Reason } from '../codes/sentence.ts'
import type { HttpClient } from './http.ts'
import type { OutboundMessage } from './outbound.ts'
import type { VariableValues } from './settings.ts'

/** What a connection test shows. */
export interface Inspection {
  /** The platform's id of the account, as webhooks name it (`accountExternalId`). */
  readonly externalId: string
  /** What is subscribed in its place, for all of the accounts it holds, e.g. a business account. */
  readonly parentId: string | undefined
  readonly username: string | undefined
  readonly name: string | undefined
  readonly pictureUrl: string | undefined
  readonly followers: number | undefined
  /** How the platform judges the account, or what is left of its messages; in the platform's own words. */
  readonly quality: string | undefined
  /** The same with a code, where the hub makes the sentence. */
  readonly qualityReason?: Reason | undefined
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
  /** What is wrong; its code is of `SUBSCRIPTION_CAUSES`, or the platform's own. */
  readonly problem: Reason | undefined
}

export interface SendReceipt {
  /** The platform's id of the message; undefined for reactions, typing and read marks. */
  readonly messageId: string | undefined
  /** The way it went; `reply` and `push` where answers to an event are free of charge. */
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
  /** With `callbackUrl`, a subscription that goes elsewhere is a problem too, where each account has one. */
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

/** The way to the platforms that is handed to every client: pooled, timed, with the values of the platform's variables. */
export interface ClientEnvironment {
  readonly http: HttpClient
  readonly variables: VariableValues
  /** Milliseconds an answer may take. */
  readonly timeoutMs: number
  /** Called after every answer that carries usage headers. */
  onUsage(report: UsageReport): void
}

/** Where a platform sends the events of an app. */
export interface AppSubscription {
  /** Undefined when it has no address. */
  readonly callbackUrl: string | undefined
  readonly fields: readonly string[]
  readonly active: boolean
  /** Where a person changes it, e.g. the page of a console. */
  readonly where: string
}

/** Asks a platform about the app that all accounts share. */
export interface AppFacet {
  /** Undefined where it cannot be asked: the hub lacks the id or the secret of the app. @throws PlatformError */
  subscription(environment: ClientEnvironment): Promise<AppSubscription | undefined>
}
