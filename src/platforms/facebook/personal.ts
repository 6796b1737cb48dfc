import { filled, id, record } from '../json.ts'
import { fingerprint, naturalKey } from '../key.ts'
import type { ChangeContext } from '../meta/dialect.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'

/** Whether entries of this `object` are about a person who uses the app, not about a Page. */
export function isPersonal(object: unknown): boolean {
  return object === 'user' || object === 'permissions'
}

/** What changed about a person: a permission given or taken back, a part of the profile. */
export function personalDraft({ change, entry, object }: ChangeContext): Draft | Unknown {
  const field = filled(change.field) ?? ''
  const personId = id(entry.id) ?? id(entry.uid)
  if (personId === undefined) return unknown('a change that does not say whose', field)
  const { verb: innerVerb, ...members } = record(change.value) ?? {}
  const permission = object === 'permissions'
  return {
    type: 'account.updated',
    // Nothing but the time of the entry tells giving from giving again.
    key: naturalKey(permission ? 'permission' : 'user', personId, field, id(entry.time) ?? '', fingerprint(change)),
    senderId: personId,
    data: {
      platform: 'facebook',
      change: permission ? 'permissions' : field,
      person: { id: personId },
      status: filled(change.verb) ?? filled(innerVerb),
      details: permission ? { ...members, permission: field } : detailsOf(change.value),
    },
  }
}

/** What a change brought, as `details` of `account.updated`. */
export function detailsOf(value: unknown) {
  return value === undefined ? undefined : { value }
}
