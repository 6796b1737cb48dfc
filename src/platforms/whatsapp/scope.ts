import { filled, id, type JsonRecord, present, record } from '../json.ts'
import { contentKey } from '../key.ts'
import type { Person } from './people.ts'

/** What surrounds an item of a change. */
export interface Scope {
  /** The id of the business phone number, or of the WhatsApp Business Account. */
  readonly account: string
  /** The number of the account, as digits. */
  readonly phone: string | undefined
  readonly field: string
  /** The entry of `contacts` that belongs to the item. */
  readonly contact: JsonRecord | undefined
  /** What the platform says went wrong with the items of the change. */
  readonly errors: unknown
  /** Tells facts apart that carry neither id nor time. */
  moment(): string
}

/** The account as one side of a message. */
export function accountParty({ account, phone }: Scope): Person {
  return { id: account || undefined, username: undefined, name: undefined, phone }
}

/**
 * The key of a fact without an id. With a time of its own its content tells it apart; else the time of its entry does,
 * for the same may well be true again next month.
 */
export function factKey(kind: string, fact: unknown, ownTime: unknown, moment: () => string): string {
  return contentKey(kind, ownTime === undefined ? { fact, moment: moment() } : fact)
}

/** The first of the platform's errors in the catalogue's words, or undefined when there is none. */
export function faultOf(errors: unknown) {
  const first = Array.isArray(errors) ? record(errors[0]) : undefined
  if (!first) return undefined
  return present({
    error: filled(first.title) ?? filled(first.message),
    errorCode: id(first.code),
    details: filled(record(first.error_data)?.details) ?? filled(first.details),
  })
}

/** The members of the value that are not named, for `details`; undefined when there are none. */
export function othersOf(value: JsonRecord, known: readonly string[]): JsonRecord | undefined {
  const others = Object.entries(value).filter(
    ([name, member]) => !known.includes(name) && member !== null && member !== undefined,
  )
  return others.length > 0 ? Object.fromEntries(others) : undefined
}
