import { filled, id, type JsonRecord, list, record } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { idsOf, type Person, personOf, usernameOf } from './people.ts'
import { accountParty, factKey, faultOf, othersOf, type Scope } from './scope.ts'

const NAMED = ['timestamp', 'type', 'group_id', 'errors', 'wa_id', 'user_id', 'username']
const JOIN_REQUEST = 'group_join_request_'

/** What an item of `groups` says: who came and went, and what became of the group. */
export function groupDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const type = filled(item.type)
  if (type === undefined) return unknown('a group change of no kind', scope.field)
  const group = id(item.group_id)
  const key = factKey('group', item, item.timestamp, scope.moment)
  const draft = { key, time: item.timestamp, conversationKey: group }
  const fault = faultOf(item.errors)
  if (group !== undefined && !fault) {
    const people = { platform: 'whatsapp', conversationId: group }
    const account = { members: [accountParty(scope)], self: true }
    switch (type) {
      case 'group_create':
        return { ...draft, type: 'member.joined', data: { ...people, ...account } }
      case 'group_delete':
        return { ...draft, type: 'member.left', data: { ...people, ...account } }
      case 'group_participants_add': {
        const members = membersOf(item.added_participants)
        if (members.length === 0) break
        return { ...draft, senderId: members[0]?.id, type: 'member.joined', data: { ...people, members } }
      }
      case 'group_participants_remove': {
        const members = membersOf(item.removed_participants)
        if (members.length === 0) break
        return { ...draft, senderId: members[0]?.id, type: 'member.left', data: { ...people, members } }
      }
    }
  }
  const request = type.startsWith(JOIN_REQUEST) ? type.slice(JOIN_REQUEST.length) : undefined
  const person = memberOf(item)
  return {
    ...draft,
    senderId: person?.id,
    type: 'account.updated',
    data: {
      platform: 'whatsapp',
      change: request ? 'group_join_request' : type,
      status: fault ? 'failed' : request,
      conversationId: group,
      person,
      reason: fault?.details ?? fault?.error,
      details: othersOf(item, NAMED),
    },
  }
}

function membersOf(value: unknown): Person[] {
  return list(value).flatMap((item) => memberOf(record(item)) ?? [])
}

// Somebody whom the business names is given back as it was put in.
function memberOf(item: JsonRecord | undefined): Person | undefined {
  if (!item) return undefined
  const input = id(item.input)
  const person = personOf(idsOf(item.wa_id, item.user_id ?? (item.wa_id === undefined ? input : undefined)), undefined)
  return person && { ...person, username: usernameOf(item.username) }
}
