import { filled, id, type JsonRecord, record } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { idsOf, personOf } from './people.ts'
import { factKey, type Scope } from './scope.ts'

const ACTIONS = [
  ['control_passed', 'pass'],
  ['control_taken', 'take'],
  ['control_requested', 'request'],
] as const

/** Which application owns a conversation now. */
export function handoverDraft(value: JsonRecord, scope: Scope): Draft | Unknown {
  const sender = record(value.sender)
  const person = personOf(idsOf(sender?.phone_number ?? sender?.wa_id, sender?.user_id), scope.contact)
  for (const [member, action] of ACTIONS) {
    const control = record(value[member])
    if (!control && value.type !== member) continue
    return {
      type: 'account.standby',
      key: factKey('handover', value, value.timestamp, scope.moment),
      time: value.timestamp,
      senderId: person?.id,
      conversationKey: person?.id,
      data: {
        platform: 'whatsapp',
        action,
        conversationId: person?.id,
        newOwnerAppId: id(control?.new_owner_app_id) ?? id(control?.new_owner_app_role),
        previousOwnerAppId: id(control?.previous_owner_app_id) ?? id(control?.previous_owner_app_role),
        requestedOwnerAppId: id(control?.requested_owner_app_id) ?? id(control?.requested_owner_app_role),
        metadata: filled(control?.metadata),
      },
    }
  }
  return unknown('a hand-over of an unknown kind', scope.field)
}
