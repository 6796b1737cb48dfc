import type { NormalisedEvent } from '../../events/normalised.ts'
import { type JsonRecord, list, record, shallow } from '../json.ts'
import { accountOfChange, accountOfEntry, changeDraft, type Dialect } from './dialect.ts'
import { type Reading, readEntry, readNothing } from './entry.ts'
import { accountId, distinct, eventOf } from './events.ts'

/** `normalise` and `accountsOf` of a platform whose bodies are entries of `messaging`, `standby` and `changes`. */
export function createEntries(dialect: Dialect) {
  return {
    /** Every fact of a body; an entry without any, and whatever is not understood, gives `event.unhandled`. */
    normalise(payload: unknown, receivedAt: Date): NormalisedEvent[] {
      const body = record(payload)
      if (body && isLoneChange(dialect, body)) return [loneChange(dialect, body, receivedAt)]
      if (!body || !Array.isArray(body.entry)) return []
      const reading: Reading = { dialect, object: shallow(body.object), receivedAt, events: [] }
      for (const entry of body.entry) readEntry(reading, shallow(entry))
      if (body.entry.length === 0) readNothing(reading, [], 'no entry')
      return distinct(reading.events)
    },

    /** The accounts a body speaks of. */
    accountsOf(payload: unknown): string[] {
      const body = record(payload)
      if (!body || dialect.personal?.(body.object) === true) return []
      const accounts = new Set<string>()
      if (isLoneChange(dialect, body)) accounts.add(accountOfChange({}, body))
      for (const given of list(body.entry)) addAccounts(accounts, given)
      accounts.delete('')
      return [...accounts]
    },
  }
}

/** Undefined when a body has one of these `object`s and a list of entries, else what is missing, in words. */
export function entryShapeFault(payload: unknown, objects: readonly string[]): string | undefined {
  const body = record(payload)
  if (!body) return 'the body is not a JSON object'
  const { object } = body
  if (typeof object !== 'string' || !objects.includes(object))
    return `\`object\` is not ${objects.map((name) => `"${name}"`).join(' or ')}`
  return Array.isArray(body.entry) ? undefined : '`entry` is not a list'
}

function isLoneChange(dialect: Dialect, body: JsonRecord): boolean {
  return dialect.loneChange === true && body.entry === undefined && typeof body.field === 'string'
}

function loneChange(dialect: Dialect, { field, value }: JsonRecord, receivedAt: Date): NormalisedEvent {
  const change = shallow({ field, value }) as JsonRecord
  const account = accountOfChange({}, change)
  const draft = changeDraft(dialect, { change, account, entry: {}, object: undefined })
  const place = {
    platform: dialect.platform,
    accountExternalId: account,
    entryTime: undefined,
    receivedAt,
    raw: change,
  }
  return eventOf(change, draft, place)
}

function addAccounts(accounts: Set<string>, given: unknown): void {
  const entry = record(given)
  if (!entry) return
  const named = accountId(entry.id)
  if (named !== undefined) {
    accounts.add(named)
    return
  }
  for (const item of [...list(entry.messaging), ...list(entry.standby)]) accounts.add(accountOfEntry(entry, item))
  for (const change of [...list(entry.changes), entry]) accounts.add(accountOfChange(entry, record(change) ?? {}))
}
