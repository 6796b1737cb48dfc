import type { NormalisedEvent } from '../events/normalised.ts'

/** Request headers with lower-case names, as node:http gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The query of a handshake, e.g. `hub.mode`, `hub.verify_token`, `hub.challenge`. */
export type HandshakeQuery = Readonly<Record<string, unknown>>

/** Why a signature was not accepted. */
export type SignatureFault = 'no_signature' | 'malformed_signature' | 'wrong_length' | 'signature_mismatch'

export interface WebhookField {
  readonly name: string
  /** Subscribed when an account is connected, unless the user says otherwise. */
  readonly default: boolean
}

/** What a made-up event should contain; everything is optional. */
export interface SampleOptions {
  readonly accountId?: string
  readonly senderId?: string
  readonly username?: string
  readonly text?: string
  readonly mediaUrl?: string
  readonly mediaType?: string
}

/** What a platform pushes to the hub. Every member is pure: no clock, no network, no store. */
export interface WebhookFacet {
  /**
   * Who sets the address that the platform calls: `app`, a person, once for all accounts of an app; `account`, the
   * hub, one address for each account.
   */
  readonly callback: 'app' | 'account'
  /** Header that carries the signature, lower case. */
  readonly signatureHeader: string
  /** The header is the secret itself: it proves who sent the request, and nothing of its body. */
  readonly secretInHeader?: boolean
  /** Bodies name no account: only the address of the account does. `sample`: the account that samples are of. */
  readonly accountInAddress?: { readonly sample: string }
  /** What can be subscribed; empty where everything comes. */
  readonly fields: readonly WebhookField[]
  /** The challenge to answer with, or undefined when the handshake is refused. */
  handshake?(query: HandshakeQuery, verifyTokens: readonly string[]): string | undefined
  /** Undefined when the signature over the received bytes is genuine for this secret, else what is wrong with it. */
  verify(body: Buffer, headers: RequestHeaders, secret: string): SignatureFault | undefined
  /** The value of `signatureHeader` that `verify` accepts for this body and secret. */
  sign(body: Buffer, secret: string): string
  /** Undefined when the parsed body has the platform's outer shape, else what is missing, in words. */
  shapeFault(payload: unknown): string | undefined
  /** Every account the payload speaks of, for routing. */
  accountsOf(payload: unknown): string[]
  /** Never throws; what it does not understand becomes `event.unhandled`. A payload of the right shape with no items gives []. */
  normalise(payload: unknown, receivedAt: Date): NormalisedEvent[]
  /** The kinds `sample` knows. */
  readonly samples: readonly string[]
  /** A fresh, valid body of that kind (new ids each time), or undefined for an unknown kind. */
  sample(kind: string, options?: SampleOptions): unknown
}
