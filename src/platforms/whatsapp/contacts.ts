import { filled, id, type JsonRecord, record } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { idsOf, personOf } from './people.ts'
import { factKey, type Scope } from './scope.ts'

const WISHES: ReadonlyMap<string, string> = new Map([
  ['resume', 'opted_in'],
  ['start', 'opted_in'],
  ['signup', 'opted_in'],
  ['stop', 'opted_out'],
])

/** A person's wish to get, or no longer get, marketing messages. */
export function preferenceDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const status = WISHES.get(filled(item.value)?.toLowerCase() ?? '')
  if (status === undefined) return unknown('a preference that says neither yes nor no', scope.field)
  const sender = personOf(idsOf(item.wa_id, item.user_id), scope.contact)
  return {
    type: 'message.optin',
    key: factKey('preference', item, item.timestamp, scope.moment),
    time: item.timestamp,
    senderId: sender?.id,
    conversationKey: sender?.id,
    data: {
      conversationId: sender?.id,
      platform: 'whatsapp',
      sender,
      recipient: { id: scope.account || undefined, phone: scope.phone },
      status,
      type: filled(item.category),
      ref: filled(item.signup_id),
    },
  }
}

/** A person's new business-scoped id. */
export function userIdDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const change = record(item.user_id)
  const current = change && id(change.current)
  if (current === undefined) return unknown('a new user id that is missing', scope.field)
  const contact = personOf(idsOf(item.wa_id, current), scope.contact)
  const previousId = change && id(change.previous)
  const conversationId = previousId ?? current
  return {
    type: 'contact.linked',
    key: factKey('user_id', item, item.timestamp, scope.moment),
    time: item.timestamp,
    senderId: current,
    conversationKey: conversationId,
    data: { platform: 'whatsapp', contact, conversationId, status: 'changed', previousId },
  }
}

/** A contact that was put into, or taken out of, the address book of the business's phone. */
export function addressBookDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const contact = record(item.contact)
  const time = record(item.metadata)?.timestamp
  const ids = contact && idsOf(contact.phone_number, contact.user_id)
  const person = ids && personOf(ids, { profile: { name: filled(contact.full_name) ?? filled(contact.first_name) } })
  if (!person) return unknown('a synchronised thing that is not a contact', scope.field)
  const status = item.action === 'remove' ? 'unlinked' : 'linked'
  return {
    type: 'contact.linked',
    key: factKey('address_book', item, time, scope.moment),
    time,
    senderId: person.id,
    conversationKey: person.id,
    data: { platform: 'whatsapp', contact: person, conversationId: person.id, status },
  }
}
