import type { PlatformErrorKind } from './error.ts'
import type { OutboundMessage, OutboundType } from './outbound.ts'

/** What an account may send. */
export interface Capabilities {
  readonly sends: readonly OutboundType[]
  /** `replyTo` is understood. */
  readonly quotes: boolean
  readonly maxTextLength: number
  readonly textUnit: 'bytes' | 'characters' | 'utf16'
}

/** Recipients that a limit is for. */
export interface Recipients {
  readonly name: 'groups'
  includes(recipient: string): boolean
}

export interface RateLimit {
  readonly scope: 'send' | 'recipient' | 'calls'
  /** Of `recipient`: messages to these only; undefined: to each. */
  readonly recipients?: Recipients
  /** Of `send`: messages of these types only, beside what holds for all of them. */
  readonly types?: readonly OutboundType[]
  readonly max: number
  readonly perMs: number
  /** More at once than the rate says. */
  readonly burst?: number
}

/** For how long a person's message may be answered. */
export interface MessagingWindow {
  readonly hours: number
  /** For how long a person may still answer, after the person's last message; undefined: not at all. */
  readonly humanAgentHours: number | undefined
}

/** Tokens in events with which a conversation is answered at no charge. */
export interface AnswerToken {
  /** Until when `data.replyToken` of an event can be counted on. */
  deadline(occurredAt: Date, receivedAt: Date): Date
}

/** How an error code is to be treated; by default `rate` and `unavailable` may be tried again. */
export interface Verdict {
  readonly kind: PlatformErrorKind
  readonly retryable?: boolean
}

/** What can be said on a platform, and when. Every member is pure. */
export interface MessagingFacet {
  readonly capabilities: Capabilities
  readonly limits: readonly RateLimit[]
  /** Undefined: an account may write at any time. */
  readonly window: MessagingWindow | undefined
  /** The platform sends the same message once, by the key that the hub gives it. */
  readonly deduplicatesByKey: boolean
  /** Messages are quoted by a token of theirs (`data.quoteToken`), not by their id. */
  readonly quotesByToken?: boolean
  readonly answerToken?: AnswerToken
  /** Events may come from people that the platform does not name. */
  readonly anonymousSenders?: boolean
  /** A person has more ids than one, so what a message is about cannot be told from its conversation. */
  readonly severalIds?: boolean
  /** The recipient as the platform's payloads name it, for what people may write in other ways. */
  recipient(to: string): string
  /** Asks the platform nothing. @throws PlatformError `invalid` for a message that `send` would refuse to send. */
  check(message: OutboundMessage): void
  /** What the code of a `message.failed` means, where the platform reports failures after it took a message. */
  failure?(code: string): Verdict | undefined
}

/** For platforms that know a recipient by one spelling. */
export const asGiven = (to: string): string => to
