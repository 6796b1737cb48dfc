import { filled, id, type JsonRecord, record } from '../json.ts'
import { contentKey, naturalKey } from '../key.ts'
import type { Draft } from '../meta/draft.ts'
import { idsOf, personOf } from './people.ts'
import type { Scope } from './scope.ts'

const ID_CHANGES: ReadonlySet<string> = new Set([
  'user_changed_number',
  'customer_changed_number',
  'user_changed_user_id',
])

/** A person's new number or id, announced in the chat; undefined for any other notice. */
export function systemDraft(item: JsonRecord, scope: Scope): Draft | undefined {
  const system = record(item.system)
  const kind = system && filled(system.type)
  if (!system || !kind || !ID_CHANGES.has(kind)) return undefined
  const now = idsOf(system.wa_id ?? system.new_wa_id, system.user_id)
  const contact = personOf(now, undefined)
  if (contact?.id === undefined) return undefined
  const before = personOf(idsOf(item.from, item.from_user_id), scope.contact)
  const previousId = previousOf(before?.id, contact.id) ?? previousOf(id(item.from), contact.id)
  const messageId = id(item.id)
  // The conversation so far goes by the old id.
  const conversationId = previousId ?? contact.id
  return {
    type: 'contact.linked',
    key: messageId === undefined ? contentKey('contact', item) : naturalKey('contact', messageId),
    time: item.timestamp,
    senderId: contact.id,
    conversationKey: conversationId,
    data: {
      platform: 'whatsapp',
      contact: { ...contact, name: before?.name, username: before?.username },
      conversationId,
      status: 'changed',
      previousId,
    },
  }
}

function previousOf(given: string | undefined, current: string): string | undefined {
  return given === current ? undefined : given
}
