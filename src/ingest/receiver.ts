import type { Platform } from '../platforms/platform.ts'
import type { RequestHeaders } from '../platforms/webhook.ts'

/** Why a platform's request was refused. */
export type RejectionCause =
  | 'no_secret'
  | 'no_signature'
  | 'malformed_signature'
  | 'wrong_length'
  | 'signature_mismatch'
  | 'wrong_account'
  | 'not_json'
  | 'wrong_shape'
  | 'too_large'
  | 'verification_failed'

export interface InboundRequest {
  readonly platform: Platform
  /** The bytes as received. */
  readonly body: Buffer
  readonly headers: RequestHeaders
  /** Path without query. */
  readonly route: string
  readonly remoteAddress: string | undefined
  /** The account a per-account route names: an `acc_` id or the platform's own id. */
  readonly account?: string
}

export type ReceiveOutcome =
  | { readonly kind: 'accepted'; readonly eventIds: readonly string[]; readonly duplicates: number }
  | { readonly kind: 'rejected'; readonly cause: RejectionCause; readonly status: 400 | 401 | 413 }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterSeconds: number }

/** Takes in platform requests: proves them genuine, normalises and stores them. */
export interface Receiver {
  /** Never rejects, and always resolves within 1.5 s. `accepted` means: on disk. */
  receive(request: InboundRequest): Promise<ReceiveOutcome>
  /** Records a refusal that happened before the body could be received (413, failed handshake). */
  refuse(request: Omit<InboundRequest, 'body'>, cause: RejectionCause, detail: string, bodySize: number): void
  /** A secret that would be accepted now for this platform, or for this account, to sign test events with. */
  signingSecret(platform: Platform, account?: string): string | undefined
}
