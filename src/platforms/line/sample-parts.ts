import { randomBytes, randomInt } from 'node:crypto'
import type { SampleOptions } from '../webhook.ts'

/** The pieces samples are made of; ids are fresh in every set. */
export interface Parts {
  readonly options: SampleOptions
  readonly account: string
  readonly person: UserSource
  readonly group: { readonly type: 'group'; readonly groupId: string; readonly userId: string }
  readonly room: { readonly type: 'room'; readonly roomId: string; readonly userId: string }
  readonly now: number
  text(fallback: string): string
}

export interface UserSource {
  readonly type: 'user'
  readonly userId: string
}

export const SAMPLE_ACCOUNT = 'U00000000000000000000000000000001'

const SAMPLE_PERSON = 'U0000000000000000000000000000a11c'
const SAMPLE_GROUP = 'C0000000000000000000000000000c1ab'
const SAMPLE_ROOM = 'R0000000000000000000000000000d00d'

let last = 0

export function partsOf(options: SampleOptions): Parts {
  const userId = options.senderId ?? SAMPLE_PERSON
  // No two samples of a process happen at the same time.
  const now = Math.max(Date.now(), last + 1)
  last = now
  return {
    options,
    account: options.accountId ?? SAMPLE_ACCOUNT,
    person: { type: 'user', userId },
    group: { type: 'group', groupId: SAMPLE_GROUP, userId },
    room: { type: 'room', roomId: SAMPLE_ROOM, userId },
    now,
    text: (fallback) => options.text ?? fallback,
  }
}

/** A body with webhook events for the account. */
export function body<Event extends object>(parts: Parts, ...events: Event[]) {
  return { destination: parts.account, events }
}

/** What every webhook event has. */
export function event(parts: Parts) {
  return {
    timestamp: parts.now,
    mode: 'active' as const,
    webhookEventId: eventId(parts.now),
    deliveryContext: { isRedelivery: false },
  }
}

/** A fresh reply token. */
export function replyToken(): string {
  return randomBytes(16).toString('hex')
}

/** A fresh quote or mark-as-read token. */
export function token(): string {
  return randomBytes(24).toString('base64url')
}

/** A fresh message id. */
export function messageId(): string {
  return `5${randomInt(2 ** 47)
    .toString()
    .padStart(17, '0')}`
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A fresh ULID: 48 bits of time, 80 of chance, in Crockford's base32. */
export function eventId(now: number): string {
  let bits = (BigInt(now) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`)
  let text = ''
  for (let i = 0; i < 26; i++) {
    text = CROCKFORD.charAt(Number(bits & 31n)) + text
    bits >>= 5n
  }
  return text
}
