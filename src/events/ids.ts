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
  apiKey: 'key',
} as const

export type IdKind = keyof typeof ID_PREFIXES

/** A new time-ordered UUIDv7 in canonical form. Ids made by one process only ever grow. */
export function newUuid(): string {
  return uuidv7obj().toString()
}

/** The TypeID a client sees for a stored uuid. */
export function toPublicId(kind: IdKind, uuid: string): string {
  return TypeID.fromUUID(ID_PREFIXES[kind], uuid).toString()
}

/** The stored uuid of a TypeID, or undefined when the text is not a TypeID of that kind. */
export function fromPublicId(kind: IdKind, id: string): string | undefined {
  try {
    return TypeID.fromString(id, ID_PREFIXES[kind]).toUUID()
  } catch {
    return undefined
  }
}

/** The smallest UUIDv7 of a moment: `id >= floorUuid(t)` selects what was made at or after `t`. */
export function floorUuid(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
