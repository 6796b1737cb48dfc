import type { EventType } from '../../events/catalogue.ts'
import { filled, flag, id, type JsonRecord, record } from '../json.ts'

/** What one webhook event says, before it is known when it happened. */
export interface Draft {
  readonly type: EventType
  readonly data: Readonly<Record<string, unknown>>
}

/** Why nothing could be made of an event. */
export interface Unknown {
  readonly reason: string
  readonly field?: string | undefined
}

export const unknown = (reason: string, field?: string): Unknown => ({ reason, field })

/** A webhook event with what all of them have in common. */
export interface Context {
  readonly item: JsonRecord
  /** The bot's user id; '' when the body names none. */
  readonly account: string
  /** The group, else the room, else the person. */
  readonly conversation: string | undefined
  readonly type: 'dm' | 'group' | 'room'
  /** Absent for people who have not agreed to be known. */
  readonly person: { readonly id: string } | undefined
  /** The account as the other side of a conversation between two. */
  readonly recipient: { readonly id: string } | undefined
  readonly standby: true | undefined
  readonly replyToken: string | undefined
}

export function contextOf(item: JsonRecord, account: string): Context {
  const source = record(item.source)
  const group = source && id(source.groupId)
  const room = source && id(source.roomId)
  const user = source && id(source.userId)
  const type = group !== undefined ? 'group' : room !== undefined ? 'room' : 'dm'
  return {
    item,
    account,
    conversation: group ?? room ?? user,
    type,
    person: user === undefined ? undefined : { id: user },
    recipient: type === 'dm' && account !== '' ? { id: account } : undefined,
    standby: flag(item.mode === 'standby'),
    replyToken: filled(item.replyToken),
  }
}
