import type { EventType } from '../../events/catalogue.ts'

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
