import type { EventType } from '../../events/catalogue.ts'
import { filled, id, type JsonRecord, record } from '../json.ts'

/** What one update says, before it is known when it happened. */
export interface Draft {
  readonly type: EventType
  /** Natural key of the fact within the bot, beside the number of the update. */
  readonly key: string
  /** Seconds since the epoch. */
  readonly time: unknown
  readonly senderId: string | undefined
  readonly conversation: string | undefined
  readonly data: Readonly<Record<string, unknown>>
}

/** Why nothing could be made of an update. */
export interface Unknown {
  readonly reason: string
  readonly field: string
}

export const unknown = (reason: string, field: string): Unknown => ({ reason, field })

/**
 * The conversation of a chat: its id, and for chats of a business account behind `@` the connection, without which
 * nothing can be sent there.
 */
export function conversationOf(item: JsonRecord, chat = record(item.chat)): string | undefined {
  const chatId = chat && id(chat.id)
  const connection = id(item.business_connection_id)
  return chatId === undefined ? undefined : connection === undefined ? chatId : `${chatId}@${connection}`
}

/** Ids of messages are unique within a chat, so the chat belongs to them. */
export function messageIdOf(chatId: string, messageId: unknown): string | undefined {
  const given = id(messageId)
  return given === undefined ? undefined : `${chatId}:${given}`
}

export function personOf(user: JsonRecord | undefined) {
  const userId = user && id(user.id)
  if (!user || userId === undefined) return undefined
  const name = [filled(user.first_name), filled(user.last_name)].filter(Boolean).join(' ')
  return { id: userId, username: filled(user.username), name: name || filled(user.title) }
}

/** Between two, or in a group or channel. */
export const typeOf = (chat: JsonRecord | undefined) =>
  chat?.type === 'private' || chat?.type === undefined ? 'dm' : 'group'
