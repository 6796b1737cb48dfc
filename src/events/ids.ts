import { TypeID } from 'typeid-js'
import { uuidv7obj } from 'uuidv7'

/** The prefix each kind of row carries in the API (a TypeID is `prefix_` + UUIDv7 in base32). */
export const ID_PREFIXES = {
  workspace: 'ws',
  account: 'acc',
  event: 'evt',
  endpoint: 'wh',
  delivery: 'dlv',
  attempt: 'att',
  rejection: 'rej',
  replay: 'rpl',
  contact: 'con',
  conversation: 'conv',
  message: 'msg',
  comment: 'cmt',
  step: 'step',
  apiKey: 'key',
  audit: 'aud',
  connectSession: 'cs',
} as const

export type IdKind = keyof typeof ID_PREFIXES

/** A new time-ordered UUIDv7 in canonical form. Ids made by one process only ever grow. */
export function newUuid(): string {
  return uuidv7obj().toString()
}

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** The TypeID a client sees for a stored uuid. By hand, because every delivery needs several (typeid-js takes 5 times as long). */
export function toPublicId(kind: IdKind, uuid: string): string {
  const hex = uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24)
  // 128 bits are 26 digits of 5 bits, two of them zero in front: 3 bits, then 5 hex digits for every 4 base32 digits.
  let text = `${ID_PREFIXES[kind]}_`
  const head = Number.parseInt(hex.slice(0, 2), 16)
  text += digit(head >> 5) + digit(head)
  for (let at = 2; at < 32; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16)
    text += digit(bits >> 15) + digit(bits >> 10) + digit(bits >> 5) + digit(bits)
  }
  return text
}

function digit(bits: number): string {
  return CROCKFORD.charAt(bits & 31)
}

/** The stored uuid of a TypeID, or undefined when the text is not a TypeID of that kind. */
export function fromPublicId(kind: IdKind, id: string): string | undefined {
  // Its refusals are errors with a stack: most texts that are asked about are ids of a platform.
  if (!id.startsWith(`${ID_PREFIXES[kind]}_`)) return undefined
  try {
    return TypeID.fromString(id, ID_PREFIXES[kind]).toUUID()
  } catch {
    return undefined
  }
}

/** The moment at which a UUIDv7 was made: it begins with it. */
export function timeOfId(uuid: string): Date {
  return new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16))
}

/** The smallest UUIDv7 of a moment: `id >= floorUuid(t)` selects what was made at or after `t`. */
export function floorUuid(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
