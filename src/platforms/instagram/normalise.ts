import { id, type JsonRecord, list, record, shallow } from '../json.ts'
import { contentKey } from '../key.ts'
import { firstTime } from '../meta/time.ts'
import type { NormalisedEvent } from '../platform.ts'
import { changeDraft, isMessagingField } from './changes.ts'
import { type Draft, type Unknown, unknown } from './draft.ts'
import { messagingDraft } from './messaging.ts'
import { accountOfItem } from './parties.ts'

/** Longer than any account's id: the store cuts there. */
const MAX_ACCOUNT_LENGTH = 200

/** Every fact of a body; an entry without any, and whatever is not understood, gives `event.unhandled`. */
export function normalise(payload: unknown, receivedAt: Date): NormalisedEvent[] {
  const body = record(payload)
  if (!body || !Array.isArray(body.entry)) return []
  const events: NormalisedEvent[] = []
  const object = shallow(body.object)
  for (const entry of body.entry) addEntry(events, object, shallow(entry), receivedAt)
  if (body.entry.length === 0) {
    const raw = { object, entry: [] }
    events.push(event(raw, '', undefined, receivedAt, unknown('no entry'), raw))
  }
  return events.length > 1 ? distinct(events) : events
}

/** The accounts a body speaks of. */
export function accountsOf(payload: unknown): string[] {
  const accounts = new Set<string>()
  for (const given of list(record(payload)?.entry)) {
    const entry = record(given)
    if (!entry) continue
    const named = accountId(entry.id)
    if (named !== undefined) {
      accounts.add(named)
      continue
    }
    for (const item of [...list(entry.messaging), ...list(entry.standby)]) accounts.add(accountOf(entry, item))
    for (const change of [...list(entry.changes), entry]) accounts.add(accountOfChange(entry, record(change) ?? {}))
  }
  accounts.delete('')
  return [...accounts]
}

function addEntry(events: NormalisedEvent[], object: unknown, given: unknown, receivedAt: Date): void {
  const entry = record(given)
  if (!entry) {
    const raw = { object, entry: [given] }
    events.push(event(raw, '', undefined, receivedAt, unknown('an entry that is not an object'), raw))
    return
  }
  const before = events.length
  const { id: entryId, time } = entry
  const add = (rest: JsonRecord, item: unknown, account: string, draft: Draft | Unknown) => {
    const raw = { object, entry: [{ id: entryId, time, ...rest }] }
    events.push(event(item, account, time, receivedAt, draft, raw))
  }

  for (const name of ['messaging', 'standby'] as const) {
    const items = entry[name]
    if (items === undefined) continue
    if (!Array.isArray(items)) {
      add({ [name]: items }, { [name]: items }, accountOf(entry, undefined), unknown('not a list', name))
      continue
    }
    for (const item of items) {
      const account = accountOf(entry, item)
      const known = record(item)
      const draft = known ? messagingDraft(known, account, name === 'standby') : unknown('not an object', name)
      add({ [name]: [item] }, item, account, draft)
    }
  }

  if (entry.changes !== undefined && !Array.isArray(entry.changes))
    add(
      { changes: entry.changes },
      { changes: entry.changes },
      accountOf(entry, undefined),
      unknown('not a list', 'changes'),
    )
  for (const item of list(entry.changes)) {
    const known = record(item)
    const account = accountOfChange(entry, known ?? {})
    add({ changes: [item] }, item, account, known ? changeDraft(known, account) : unknown('not an object', 'changes'))
  }

  // Instagram Login is documented with the one change directly on the entry.
  if (entry.field !== undefined || entry.value !== undefined) {
    const change = { field: entry.field, value: entry.value }
    const account = accountOfChange(entry, change)
    add(change, change, account, changeDraft(change, account))
  }

  if (events.length > before) return
  // Only its time can tell such an entry from the next.
  const raw = { object, entry: [entry] }
  events.push(event(entry, accountOf(entry, undefined), time, receivedAt, unknown('an entry without items'), raw))
}

function event(
  item: unknown,
  accountExternalId: string,
  entryTime: unknown,
  receivedAt: Date,
  draft: Draft | Unknown,
  raw: unknown,
): NormalisedEvent {
  if ('reason' in draft) {
    return {
      type: 'event.unhandled',
      accountExternalId,
      dedupKey: contentKey('unhandled', item),
      occurredAt: firstTime(receivedAt, record(item)?.timestamp, entryTime),
      data: { platform: 'instagram', reason: draft.reason, field: draft.field },
      raw,
    }
  }
  return {
    type: draft.type,
    accountExternalId,
    dedupKey: draft.key,
    occurredAt: firstTime(receivedAt, draft.time, entryTime),
    ...(draft.senderId === undefined ? {} : { senderId: draft.senderId }),
    ...(draft.conversationKey === undefined ? {} : { conversationKey: draft.conversationKey }),
    data: draft.data,
    raw,
  }
}

function accountId(value: unknown): string | undefined {
  const given = id(value)
  return given !== undefined && given.length <= MAX_ACCOUNT_LENGTH ? given : undefined
}

function accountOf(entry: JsonRecord, item: unknown): string {
  return accountId(entry.id) ?? accountId(accountOfItem(record(item) ?? {})) ?? ''
}

function accountOfChange(entry: JsonRecord, change: JsonRecord): string {
  return accountOf(entry, isMessagingField(change.field) ? change.value : undefined)
}

function distinct(events: NormalisedEvent[]): NormalisedEvent[] {
  const seen = new Set<string>()
  return events.filter(({ accountExternalId, dedupKey }) => {
    const key = `${accountExternalId}\0${dedupKey}`
    return !seen.has(key) && seen.add(key)
  })
}
