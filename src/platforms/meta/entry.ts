import type { NormalisedEvent } from '../../events/normalised.ts'
import { type JsonRecord, list, record } from '../json.ts'
import { accountOfChange, accountOfEntry, changeDraft, type Dialect } from './dialect.ts'
import { type Draft, type Unknown, unknown } from './draft.ts'
import { eventOf } from './events.ts'

/** A body whose entries become events. */
export interface Reading {
  readonly dialect: Dialect
  readonly object: unknown
  readonly receivedAt: Date
  readonly events: NormalisedEvent[]
}

interface EntryReading extends Reading {
  readonly entry: JsonRecord
  /** Entries about a person name no account. */
  readonly personal: boolean
}

/** Adds every fact of an entry. */
export function readEntry(reading: Reading, given: unknown): void {
  const entry = record(given)
  if (!entry) {
    readNothing(reading, [given], 'an entry that is not an object')
    return
  }
  const within = { ...reading, entry, personal: reading.dialect.personal?.(reading.object) === true }
  const before = reading.events.length
  readMessaging(within, 'messaging')
  readMessaging(within, 'standby')
  readChanges(within)
  readChangedFields(within)
  readOwnChange(within)
  if (reading.events.length === before) readEmptyEntry(within)
}

/** Adds that nothing of these entries was understood. */
export function readNothing(reading: Reading, entries: readonly unknown[], reason: string): void {
  const { dialect, object, receivedAt } = reading
  const raw = { object, entry: entries }
  const place = { platform: dialect.platform, accountExternalId: '', entryTime: undefined, receivedAt, raw }
  reading.events.push(eventOf(raw, unknown(reason), place))
}

function readMessaging(reading: EntryReading, name: 'messaging' | 'standby'): void {
  const { dialect, entry } = reading
  const items = entry[name]
  if (items === undefined) return
  if (!Array.isArray(items)) {
    add(reading, { [name]: items }, { [name]: items }, accountOf(reading, undefined), unknown('not a list', name))
    return
  }
  const { platform } = dialect
  for (const given of items) {
    const account = accountOf(reading, given)
    const item = record(given)
    const draft = item
      ? dialect.messaging({ platform, item, account, standby: name === 'standby', entryTime: entry.time })
      : unknown('not an object', name)
    add(reading, { [name]: [given] }, given, account, draft)
  }
}

function readChanges(reading: EntryReading): void {
  const { changes, time } = reading.entry
  if (changes !== undefined && !Array.isArray(changes))
    add(reading, { changes }, { changes }, accountOf(reading, undefined), unknown('not a list', 'changes'))
  for (const given of list(changes)) {
    const change = record(given)
    const account = accountOfChangeIn(reading, change ?? {})
    const draft = change ? draftOf(reading, change, account) : unknown('not an object', 'changes')
    // Without a value only the time tells such a change from the next.
    const item = change && change.value === undefined ? { ...change, time } : given
    add(reading, { changes: [given] }, item, account, draft)
  }
}

/** An app that subscribed without values gets only the names of the fields. */
function readChangedFields(reading: EntryReading): void {
  for (const field of list(reading.entry.changed_fields)) {
    const account = accountOf(reading, undefined)
    const item = { field, time: reading.entry.time }
    add(reading, { changed_fields: [field] }, item, account, draftOf(reading, { field }, account))
  }
}

/** Instagram Login is documented with the one change directly on the entry. */
function readOwnChange(reading: EntryReading): void {
  const { field, value } = reading.entry
  if (field === undefined && value === undefined) return
  const change = { field, value }
  const account = accountOfChangeIn(reading, change)
  add(reading, change, change, account, draftOf(reading, change, account))
}

/** Only its time can tell such an entry from the next. */
function readEmptyEntry(reading: EntryReading): void {
  const { dialect, object, receivedAt, entry } = reading
  const accountExternalId = accountOf(reading, undefined)
  const raw = { object, entry: [entry] }
  const place = { platform: dialect.platform, accountExternalId, entryTime: entry.time, receivedAt, raw }
  reading.events.push(eventOf(entry, unknown('an entry without items'), place))
}

function add(reading: EntryReading, rest: JsonRecord, item: unknown, account: string, draft: Draft | Unknown): void {
  const { dialect, object, receivedAt, entry } = reading
  const { id, uid, time } = entry
  const raw = { object, entry: [uid === undefined ? { id, time, ...rest } : { id, uid, time, ...rest }] }
  const place = { platform: dialect.platform, accountExternalId: account, entryTime: time, receivedAt, raw }
  reading.events.push(eventOf(item, draft, place))
}

function draftOf({ dialect, entry, object }: EntryReading, change: JsonRecord, account: string): Draft | Unknown {
  return changeDraft(dialect, { change, account, entry, object })
}

function accountOf({ personal, entry }: EntryReading, item: unknown): string {
  return personal ? '' : accountOfEntry(entry, item)
}

function accountOfChangeIn({ personal, entry }: EntryReading, change: JsonRecord): string {
  return personal ? '' : accountOfChange(entry, change)
}
