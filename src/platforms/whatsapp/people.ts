import { filled, id, type JsonRecord, list, record } from '../json.ts'

/**
 * A person. The id is the business-scoped user id (`US.1349…`) where the platform gives one, for that is in every
 * body, while the telephone number comes and goes; else the number.
 */
export interface Person {
  readonly id: string | undefined
  readonly username: string | undefined
  readonly name: string | undefined
  readonly phone: string | undefined
}

/** How an item names a person. */
export interface PersonIds {
  /** The telephone number (`wa_id`). */
  readonly phone: string | undefined
  readonly userId: string | undefined
}

export const idsOf = (phone: unknown, userId: unknown): PersonIds => ({ phone: id(phone), userId: id(userId) })

/**
 * The entry of `contacts` that speaks of the person. A number may be spelt in two ways there, and an item may name
 * nobody at all: one contact beside one item belong together.
 */
export function contactOf(contacts: unknown, ids: PersonIds, sole: boolean): JsonRecord | undefined {
  const given = list(contacts)
  for (const item of given) {
    const contact = record(item)
    if (!contact) continue
    if (ids.userId !== undefined && id(contact.user_id) === ids.userId) return contact
    if (ids.phone !== undefined && id(contact.wa_id) === ids.phone) return contact
  }
  return sole && given.length === 1 ? record(given[0]) : undefined
}

/** The person, with what `contacts` has to say; undefined when nothing is known. */
export function personOf(ids: PersonIds, contact: JsonRecord | undefined): Person | undefined {
  const profile = contact && record(contact.profile)
  const phone = ids.phone ?? (contact && id(contact.wa_id))
  const personId = ids.userId ?? (contact && id(contact.user_id)) ?? phone
  const name = profile && filled(profile.name)
  const username = usernameOf(profile?.username) ?? usernameOf(contact?.username)
  if (personId === undefined && name === undefined && username === undefined) return undefined
  return { id: personId, username, name, phone }
}

/** A handle without its @. */
export function usernameOf(value: unknown): string | undefined {
  const given = filled(value)
  return given?.startsWith('@') ? given.slice(1) || undefined : given
}

/** A telephone number reduced to its digits, for comparison. */
export function digits(value: unknown): string | undefined {
  return filled(value)?.replace(/\D/g, '') || undefined
}
