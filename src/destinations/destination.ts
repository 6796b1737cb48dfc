import type { TObject } from 'typebox'
import type { InputCode } from '../codes/input.ts'
import type { Params, Sentences } from '../codes/sentence.ts'
import type { Guard } from '../lib/net/guard.ts'
import type { Net } from './net.ts'

/** The settings of one webhook's destination, without secrets: JSON that fits the kind's schema. */
export type DestinationConfig = Readonly<Record<string, unknown>>

/** The webhook's secret and, while it is being rotated, the one before it. */
export interface Secrets {
  readonly current: string
  readonly previous: string | undefined
}

/** Everything that a sender needs. */
export interface Opening<Config> {
  readonly config: Config
  readonly secrets: Secrets
  /** The longest that one call of `send` may take, milliseconds. */
  readonly timeoutMs: number
  readonly net: Net
}

/**
 * A kind of thing that events are delivered to: one folder of `destinations/` and one line in its list. Everything but
 * the sender is pure.
 */
export interface Destination<Config extends object = DestinationConfig> {
  readonly kind: string
  /** The members of a configuration; their values are checked by it before `faultOf`. */
  readonly config: TObject
  /** Absent: each delivery goes out by itself. */
  readonly batch?: Batch
  /** Codes that only its attempts fail with, each with its sentence; the others are in `codes/attempts.ts`. */
  readonly codes?: Sentences
  readonly secret: SecretRules
  /** Why a configuration that fits the schema cannot be used; undefined when it can. */
  faultOf(config: Config, guard: Guard): ConfigFault | undefined
  /** The place that it delivers to, in the form of a URL without secrets: for lists, alerts and logs. */
  addressOf(config: Config): string
  open(opening: Opening<Config>): Sender
}

/** Deliveries that go out in one call. */
export interface Batch {
  readonly max: number
  /** How long the first of them waits for others, milliseconds. */
  readonly waitMs: number
}

/** The secrets that this kind of destination takes. */
export interface SecretRules {
  /** A new one. */
  generate(): string
  /** Why a text cannot be one; undefined when it can. */
  faultOf(secret: string): { readonly code: InputCode; readonly params: Params } | undefined
}

export interface ConfigFault {
  /** JSON pointer of the member within the configuration. */
  readonly pointer: string
  readonly code: InputCode
  readonly params: Params
}

/** Sends the deliveries of one webhook. */
export interface Sender {
  /**
   * One attempt for each delivery: at most `batch.max` of them, in the order in which they became due. Answers in the same
   * order, within the timeout, and never rejects.
   */
  send(batch: readonly RenderedDelivery[], signal: AbortSignal): Promise<readonly Sent[]>
  /** Refuses new batches, waits for those under way, then closes its connections. */
  close(): Promise<void>
}

/** A delivery as it goes out. */
export interface RenderedDelivery {
  /** `dlv_…`, the same for every attempt. */
  readonly id: string
  readonly eventType: string
  readonly contentType: string
  readonly body: Buffer
  /** When this attempt begins, milliseconds of the clock. */
  readonly at: number
}

/** The result of one attempt. */
export type Sent =
  | { readonly outcome: 'delivered'; readonly log: SentLog }
  | ({
      readonly outcome: 'retry'
      /** The wait that the destination asked for; the schedule of the webhook may make it longer. */
      readonly retryAfterMs?: number
      readonly log: SentLog
    } & SentCause)
  | ({
      readonly outcome: 'failed'
      /** The destination wants nothing more: the webhook is to be disabled. */
      readonly disable?: boolean
      readonly log: SentLog
    } & SentCause)
  /** The signal cut it off, or the sender was closing: it does not count as an attempt. */
  | { readonly outcome: 'aborted' }

/** Why an attempt failed. */
export interface SentCause {
  /** For programs: a code of `codes/attempts.ts` or of the destination. */
  readonly code: string
  /** For people: one line without secrets. */
  readonly detail: string
}

/** The answer of the destination, as far as it is kept. */
export interface SentLog {
  readonly statusCode?: number
  /** Without secrets. */
  readonly headers?: Readonly<Record<string, string>>
  /** The beginning of it, at most 16 KB. */
  readonly body?: Buffer
}
