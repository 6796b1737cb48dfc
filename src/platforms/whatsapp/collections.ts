import { type JsonRecord, record } from '../json.ts'
import type { Draft, Unknown } from '../meta/draft.ts'
import { automaticDraft } from './account.ts'
import { callDraft, callerIds } from './calls.ts'
import { addressBookDraft, preferenceDraft, userIdDraft } from './contacts.ts'
import { groupDraft } from './groups.ts'
import { historyMessageDraft } from './history.ts'
import { echoDraft, receivedDraft } from './message.ts'
import { idsOf, type PersonIds } from './people.ts'
import type { Scope } from './scope.ts'
import { recipientIds, statusDraft } from './status.ts'

/** A list that a change may hold. What is in it decides, not the field: statuses also come under `calls`. */
export interface Collection {
  readonly name: string
  /** Whom of `contacts` an item is about. */
  person(item: JsonRecord, accountPhone: string | undefined): PersonIds
  /** What an item says; absent where one item says many things. */
  readonly draft?: (item: JsonRecord, scope: Scope) => Draft | Unknown
}

const nobody: PersonIds = { phone: undefined, userId: undefined }
const from = (item: JsonRecord) => idsOf(item.from, item.from_user_id)
const to = (item: JsonRecord) => idsOf(item.to, item.to_user_id)

export const COLLECTIONS: readonly Collection[] = [
  { name: 'messages', person: from, draft: messageOf },
  { name: 'message_echoes', person: to, draft: echoDraft },
  { name: 'statuses', person: recipientIds, draft: statusDraft },
  { name: 'calls', person: callerIds, draft: callDraft },
  { name: 'groups', person: () => nobody, draft: groupDraft },
  { name: 'user_preferences', person: (item) => idsOf(item.wa_id, item.user_id), draft: preferenceDraft },
  {
    name: 'user_id_update',
    person: (item) => idsOf(item.wa_id, record(item.user_id)?.current),
    draft: userIdDraft,
  },
  { name: 'state_sync', person: () => nobody, draft: addressBookDraft },
  { name: 'automatic_events', person: () => nobody, draft: automaticDraft },
  { name: 'history', person: () => nobody },
]

export const COLLECTION_NAMES: ReadonlySet<string> = new Set(COLLECTIONS.map(({ name }) => name))

function messageOf(item: JsonRecord, scope: Scope): Draft | Unknown {
  return scope.field === 'history' ? historyMessageDraft(item, scope) : receivedDraft(item, scope)
}
