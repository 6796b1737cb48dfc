import { filled, type JsonRecord, list, record, shallow } from '../json.ts'
import type { NormalisedEvent } from '../webhook.ts'
import { type Draft, type MessagingContext, type Unknown, unknown } from './draft.ts'
import { accountId, distinct, eventOf } from './events.ts'
import { isMessagingField } from './messaging-fields.ts'
import { accountOfItem } from './parties.ts'

/** One change: `field` and `value`, and where it stood. */
export interface ChangeContext {
  readonly change: JsonRecord
  readonly account: string
  /** The entry around it. */
  readonly entry: JsonRecord
  readonly object: unknown
}

/** What sets one of Meta's webhooks apart from the next. */
export interface Dialect {
  readonly platform: MessagingContext['platform']
  messaging(context: MessagingContext): Draft | Unknown
  /** For every field but those of `messaging`. */
  change(context: ChangeContext): Draft | Unknown
  /** Whether entries of this `object` are about a person, not an account. */
  personal?(object: unknown): boolean
  /** Whether a body may be one change, without `entry`, as some of the documentation has it. */
  readonly loneChange?: boolean
}

/** `normalise` and `accountsOf` of a platform whose bodies are entries of `messaging`, `standby` and `changes`. */
export function createEntries(dialect: Dialect) {
  const { platform } = dialect

  const messaging = (item: JsonRecord, account: string, standby: boolean, entryTime: unknown): Draft | Unknown =>
    dialect.messaging({ platform, item, account, standby, entryTime })

  const changeDraft = (change: JsonRecord, account: string, entry: JsonRecord, object: unknown): Draft | Unknown => {
    const field = filled(change.field)
    if (field === undefined) return unknown('a change without a field')
    if (!isMessagingField(field)) return dialect.change({ change, account, entry, object })
    const item = record(change.value)
    if (!item) return unknown('a change whose value is not an object', field)
    return messaging(item, account, field === 'standby', entry.time)
  }

  const nowhere = (raw: JsonRecord, reason: string, receivedAt: Date): NormalisedEvent =>
    eventOf(raw, unknown(reason), { platform, accountExternalId: '', entryTime: undefined, receivedAt, raw })

  const addEntry = (events: NormalisedEvent[], object: unknown, given: unknown, receivedAt: Date): void => {
    const entry = record(given)
    if (!entry) {
      const raw = { object, entry: [given] }
      events.push(nowhere(raw, 'an entry that is not an object', receivedAt))
      return
    }
    const before = events.length
    const { time } = entry
    const head = entry.uid === undefined ? { id: entry.id, time } : { id: entry.id, uid: entry.uid, time }
    const add = (rest: JsonRecord, item: unknown, account: string, draft: Draft | Unknown) => {
      const raw = { object, entry: [{ ...head, ...rest }] }
      events.push(eventOf(item, draft, { platform, accountExternalId: account, entryTime: time, receivedAt, raw }))
    }
    const personal = dialect.personal?.(object) === true
    const accountOf = (item: unknown) => (personal ? '' : accountOfEntry(entry, item))
    const accountOfChange = (change: JsonRecord) => (personal ? '' : accountOfChangeIn(entry, change))

    for (const name of ['messaging', 'standby'] as const) {
      const items = entry[name]
      if (items === undefined) continue
      if (!Array.isArray(items)) {
        add({ [name]: items }, { [name]: items }, accountOf(undefined), unknown('not a list', name))
        continue
      }
      for (const item of items) {
        const account = accountOf(item)
        const known = record(item)
        const draft = known ? messaging(known, account, name === 'standby', time) : unknown('not an object', name)
        add({ [name]: [item] }, item, account, draft)
      }
    }

    if (entry.changes !== undefined && !Array.isArray(entry.changes)) {
      const { changes } = entry
      add({ changes }, { changes }, accountOf(undefined), unknown('not a list', 'changes'))
    }
    for (const item of list(entry.changes)) {
      const known = record(item)
      const account = accountOfChange(known ?? {})
      const draft = known ? changeDraft(known, account, entry, object) : unknown('not an object', 'changes')
      // Without a value only the time tells such a change from the next.
      add({ changes: [item] }, known && known.value === undefined ? { ...known, time } : item, account, draft)
    }

    // An app that subscribed without values is only told the names of the fields.
    for (const field of list(entry.changed_fields)) {
      const account = accountOf(undefined)
      const draft = changeDraft({ field }, account, entry, object)
      add({ changed_fields: [field] }, { field, time }, account, draft)
    }

    // Instagram Login is documented with the one change directly on the entry.
    if (entry.field !== undefined || entry.value !== undefined) {
      const change = { field: entry.field, value: entry.value }
      const account = accountOfChange(change)
      add(change, change, account, changeDraft(change, account, entry, object))
    }

    if (events.length > before) return
    // Only its time can tell such an entry from the next.
    const raw = { object, entry: [entry] }
    const place = { platform, accountExternalId: accountOf(undefined), entryTime: time, receivedAt, raw }
    events.push(eventOf(entry, unknown('an entry without items'), place))
  }

  const isLoneChange = (body: JsonRecord) =>
    dialect.loneChange === true && body.entry === undefined && typeof body.field === 'string'

  const loneChange = (body: JsonRecord, receivedAt: Date): NormalisedEvent => {
    const { field, value } = body
    const change = shallow({ field, value }) as JsonRecord
    const account = accountOfChangeIn({}, change)
    const draft = changeDraft(change, account, {}, undefined)
    return eventOf(change, draft, {
      platform,
      accountExternalId: account,
      entryTime: undefined,
      receivedAt,
      raw: change,
    })
  }

  return {
    /** Every fact of a body; an entry without any, and whatever is not understood, gives `event.unhandled`. */
    normalise(payload: unknown, receivedAt: Date): NormalisedEvent[] {
      const body = record(payload)
      if (body && isLoneChange(body)) return [loneChange(body, receivedAt)]
      if (!body || !Array.isArray(body.entry)) return []
      const events: NormalisedEvent[] = []
      const object = shallow(body.object)
      for (const entry of body.entry) addEntry(events, object, shallow(entry), receivedAt)
      if (body.entry.length === 0) events.push(nowhere({ object, entry: [] }, 'no entry', receivedAt))
      return distinct(events)
    },

    /** The accounts a body speaks of. */
    accountsOf(payload: unknown): string[] {
      const body = record(payload)
      if (!body || dialect.personal?.(body.object) === true) return []
      const accounts = new Set<string>()
      if (isLoneChange(body)) accounts.add(accountOfChangeIn({}, body))
      for (const given of list(body.entry)) {
        const entry = record(given)
        if (!entry) continue
        const named = accountId(entry.id)
        if (named !== undefined) {
          accounts.add(named)
          continue
        }
        for (const item of [...list(entry.messaging), ...list(entry.standby)]) accounts.add(accountOfEntry(entry, item))
        for (const change of [...list(entry.changes), entry])
          accounts.add(accountOfChangeIn(entry, record(change) ?? {}))
      }
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

function accountOfEntry(entry: JsonRecord, item: unknown): string {
  return accountId(entry.id) ?? accountId(accountOfItem(record(item) ?? {})) ?? ''
}

function accountOfChangeIn(entry: JsonRecord, change: JsonRecord): string {
  return accountOfEntry(entry, isMessagingField(change.field) ? change.value : undefined)
}
