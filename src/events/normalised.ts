import type { EventType } from './catalogue.ts'

/** One normalised, immutable fact taken from a platform's payload. */
export interface NormalisedEvent {
  readonly type: EventType
  /** The platform's id of the account it belongs to; `''` when the payload names none. */
  readonly accountExternalId: string
  /**
   * Natural key within (platform, account), e.g. `message:<mid>`. The same fact sent again has the same key;
   * two different facts never share one.
   */
  readonly dedupKey: string
  /** When it happened, by the platform's clock; the time of receipt when the payload does not say. */
  readonly occurredAt: Date
  /** The platform's id of the person who caused it, when known. */
  readonly senderId?: string
  /** The key that orders events into one conversation or thread: usually the other party's id. */
  readonly conversationKey?: string
  /** The shape of `type` in the catalogue. */
  readonly data: Readonly<Record<string, unknown>>
  /** The platform's own body, reduced to this one item: normalising it again gives this event again. */
  readonly raw: unknown
}
