import type { NormalisedEvent } from '../../events/normalised.ts'
import { filled, id, type JsonRecord, list, record, shallow } from '../json.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { accountId, distinct, eventOf } from '../meta/events.ts'
import { accountDraft, errorDraft } from './account.ts'
import { COLLECTION_NAMES, COLLECTIONS, type Collection } from './collections.ts'
import { historyFacts } from './history.ts'
import { contactOf, digits } from './people.ts'
import type { Scope } from './scope.ts'

/** Every fact of a body; an entry without any, and whatever is not understood, gives `event.unhandled`. */
export function normalise(payload: unknown, receivedAt: Date): NormalisedEvent[] {
  const body = record(payload)
  if (!body || !Array.isArray(body.entry)) return []
  const events: NormalisedEvent[] = []
  const object = shallow(body.object)
  for (const entry of body.entry) addEntry(events, object, shallow(entry), receivedAt)
  if (body.entry.length === 0) {
    const raw = { object, entry: [] }
    const place = { platform: 'whatsapp', accountExternalId: '', entryTime: undefined, receivedAt, raw } as const
    events.push(eventOf(raw, unknown('no entry'), place))
  }
  return distinct(events)
}

/** The accounts a body speaks of: business phone numbers, and the WhatsApp Business Account where none is named. */
export function accountsOf(payload: unknown): string[] {
  const accounts = new Set<string>()
  for (const given of list(record(payload)?.entry)) {
    const entry = record(given)
    if (!entry) continue
    const changes = list(entry.changes)
    for (const change of changes) accounts.add(accountOf(entry, record(record(change)?.value)))
    if (changes.length === 0) accounts.add(accountOf(entry, undefined))
  }
  accounts.delete('')
  return [...accounts]
}

function accountOf(entry: JsonRecord, value: JsonRecord | undefined): string {
  return (value && (numberOf(value) ?? accountId(record(value.waba_info)?.waba_id))) ?? accountId(entry.id) ?? ''
}

// Partners are told of other accounts than the one of the entry, in `waba_info`.
function numberOf(value: JsonRecord): string | undefined {
  return (
    accountId(record(value.metadata)?.phone_number_id) ??
    accountId(record(value.phone_number_settings)?.phone_number_id) ??
    accountId(record(value.recipient)?.phone_number_id)
  )
}

/** Adds an event made of the item; `rest` is what its entry is reduced to. */
type Add = (rest: JsonRecord, item: unknown, draft: Draft | Unknown, account: string) => void

function addEntry(events: NormalisedEvent[], object: unknown, given: unknown, receivedAt: Date): void {
  const entry = record(given)
  const entryTime = entry?.time
  const add: Add = (rest, item, draft, accountExternalId) => {
    const raw = { object, entry: [{ id: entry?.id, time: entryTime, ...rest }] }
    events.push(eventOf(item, draft, { platform: 'whatsapp', accountExternalId, entryTime, receivedAt, raw }))
  }
  if (!entry) {
    const raw = { object, entry: [given] }
    const place = { platform: 'whatsapp', accountExternalId: '', entryTime, receivedAt, raw } as const
    events.push(eventOf(raw, unknown('an entry that is not an object'), place))
    return
  }
  const moment = () => momentOf(entryTime, receivedAt)
  const changes = list(entry.changes)
  if (changes.length === 0) {
    const known = Array.isArray(entry.changes) || entry.changes === undefined
    add(
      entry,
      entry,
      unknown(known ? 'an entry without changes' : 'changes that are not a list'),
      accountOf(entry, undefined),
    )
  }
  for (const item of changes) {
    const change = record(item)
    const value = change && record(change.value)
    const account = accountOf(entry, value)
    const field = change && filled(change.field)
    // What is not understood has no time of its own that could be trusted: that of the entry tells it from the next.
    const refuse = (reason: string) =>
      add({ changes: [item] }, { item, moment: moment() }, unknown(reason, field), account)
    if (!change) refuse('a change that is not an object')
    else if (field === undefined) refuse('a change without a field')
    else if (!value) refuse('a change whose value is not an object')
    else addChange(add, change, value, { account, phone: phoneOf(value), field, moment })
  }
}

function addChange(add: Add, change: JsonRecord, value: JsonRecord, about: Omit<Scope, 'contact' | 'errors'>): void {
  const { account, field } = about
  const sole = isSole(value)
  let common: JsonRecord | undefined
  const reduce = (members: JsonRecord) => {
    common ??= commonOf(value)
    return { changes: [{ ...change, value: { ...common, ...members } }] }
  }
  let count = 0
  for (const collection of COLLECTIONS) {
    const { name } = collection
    const given = value[name]
    if (given === undefined) continue
    if (!Array.isArray(given)) {
      count++
      add(reduce({ [name]: given }), { [name]: given, moment: about.moment() }, unknown('not a list', name), account)
      continue
    }
    for (const item of given) {
      count++
      const known = record(item)
      if (!known) {
        add(
          reduce({ [name]: [item] }),
          { [name]: item, moment: about.moment() },
          unknown('not an object', name),
          account,
        )
        continue
      }
      const contact = contactOf(value.contacts, collection.person(known, about.phone), sole)
      const scope = { ...about, contact, errors: value.errors }
      if (sole && collection.draft) {
        add({ changes: [change] }, item, collection.draft(known, scope), account)
        continue
      }
      const contacts = contact && { contacts: [contact] }
      for (const { draft, item: reduced } of factsOf(known, scope, collection))
        add(reduce({ ...contacts, [name]: [reduced] }), reduced, draft, account)
    }
  }
  if (count > 0) return
  if (Array.isArray(value.errors) && value.errors.length > 0) {
    const { errors, ...rest } = value
    for (const error of value.errors) {
      const known = record(error)
      const scope = { ...about, contact: undefined, errors }
      const draft = known ? errorDraft(known, scope) : unknown('not an object', 'errors')
      add(
        { changes: [{ ...change, value: { ...rest, errors: [error] } }] },
        { error, moment: about.moment() },
        draft,
        account,
      )
    }
    return
  }
  const contact = contactOf(value.contacts, { phone: undefined, userId: undefined }, true)
  const draft = accountDraft(value, { ...about, contact, errors: undefined })
  const told = 'reason' in draft ? { field, value, moment: about.moment() } : value
  add({ changes: [change] }, told, draft, account)
}

function factsOf(item: JsonRecord, scope: Scope, collection: Collection) {
  if (collection.draft) return [{ draft: collection.draft(item, scope), item }]
  return historyFacts(item, scope)
}

/** Whether a change holds one item and nothing that is misshapen: then it need not be reduced. */
function isSole(value: JsonRecord): boolean {
  let count = 0
  for (const { name } of COLLECTIONS) {
    const items = value[name]
    if (items === undefined) continue
    if (!Array.isArray(items)) return false
    count += items.length
  }
  return count === 1
}

/** The members that every item of a change shares. */
function commonOf(value: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => name !== 'contacts' && !COLLECTION_NAMES.has(name)),
  )
}

const phoneOf = (value: JsonRecord) =>
  digits(record(value.metadata)?.display_phone_number) ?? digits(value.display_phone_number)

// Without any time, the same fact within an hour is one.
function momentOf(entryTime: unknown, receivedAt: Date): string {
  return id(entryTime) ?? receivedAt.toISOString().slice(0, 13)
}
