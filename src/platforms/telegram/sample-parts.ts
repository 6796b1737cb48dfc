import { randomBytes, randomInt } from 'node:crypto'
import type { SampleOptions } from '../webhook.ts'

export const SAMPLE_BOT = '7000000001'
const SAMPLE_PERSON = 7100000001
const SAMPLE_GROUP = -1007200000001

/** The pieces samples are made of; ids are fresh in every set. */
export interface Parts {
  readonly options: SampleOptions
  readonly bot: { id: number; is_bot: true; first_name: string; username: string }
  readonly person: { id: number; is_bot: false; first_name: string; last_name: string; username: string }
  readonly chat: { id: number; type: 'private'; first_name: string; last_name: string; username: string }
  readonly group: { id: number; type: 'supergroup'; title: string }
  /** Seconds. */
  readonly now: number
  text(fallback: string): string
}

export function partsOf(options: SampleOptions): Parts {
  const id = Number(options.senderId ?? SAMPLE_PERSON)
  const names = { first_name: 'John', last_name: 'Doe', username: options.username ?? 'customer123' }
  return {
    options,
    bot: {
      id: Number(options.accountId ?? SAMPLE_BOT),
      is_bot: true,
      first_name: 'Your Brand',
      username: 'yourbrand_bot',
    },
    person: { id, is_bot: false, ...names },
    chat: { id, type: 'private', ...names },
    group: { id: SAMPLE_GROUP, type: 'supergroup', title: 'Customers' },
    now: Math.floor(Date.now() / 1000),
    text: (fallback) => options.text ?? fallback,
  }
}

export const number = () => randomInt(1, 2 ** 31)
export const fileId = () => `AgACAgIAAxkB${randomBytes(24).toString('base64url')}`
export const uniqueId = () => randomBytes(8).toString('base64url')

/** An update of one kind. */
export const update = (field: string, value: object) => ({ update_id: number(), [field]: value })

/** A message of the person to the bot. */
export const message = (parts: Parts, members: object) => ({
  message_id: number(),
  from: parts.person,
  chat: parts.chat,
  date: parts.now,
  ...members,
})
