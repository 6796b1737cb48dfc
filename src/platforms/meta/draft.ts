import type { EventType } from '../../events/catalogue.ts'
import type { JsonRecord } from '../json.ts'
import { contentKey } from '../key.ts'

/** An event before it is known where and when it belongs. */
export interface Draft {
  readonly type: EventType
  readonly key: string
  /** When, as the platform writes it. */
  readonly time?: unknown
  readonly senderId?: string | undefined
  readonly conversationKey?: string | undefined
  readonly data: Readonly<Record<string, unknown>>
}

/** Why nothing could be made of an item. */
export interface Unknown {
  readonly reason: string
  readonly field?: string | undefined
}

export const unknown = (reason: string, field?: string): Unknown => ({ reason, field })

/** An item of `messaging` or `standby`, and where it stood. */
export interface MessagingContext {
  readonly platform: 'instagram' | 'facebook'
  readonly item: JsonRecord
  readonly account: string
  readonly standby: boolean
  /** The time of the entry around it. */
  readonly entryTime: unknown
}

/** The key of an item without an id: what it says. Without a time of its own, that of its entry tells it from the next. */
export function itemKey(kind: string, { item, entryTime }: MessagingContext): string {
  return contentKey(kind, item.timestamp === undefined ? { item, entryTime } : item)
}
