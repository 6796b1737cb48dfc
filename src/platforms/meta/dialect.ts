import { filled, type JsonRecord, record } from '../json.ts'
import { type Draft, type MessagingContext, type Unknown, unknown } from './draft.ts'
import { accountId } from './events.ts'
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

/** What a change says; fields of messaging are read as items of `messaging` are. */
export function changeDraft(dialect: Dialect, context: ChangeContext): Draft | Unknown {
  const { change, account, entry } = context
  const field = filled(change.field)
  if (field === undefined) return unknown('a change without a field')
  if (!isMessagingField(field)) return dialect.change(context)
  const item = record(change.value)
  if (!item) return unknown('a change whose value is not an object', field)
  const { platform } = dialect
  return dialect.messaging({ platform, item, account, standby: field === 'standby', entryTime: entry.time })
}

/** The account of an entry; where it names none, that of the item. */
export function accountOfEntry(entry: JsonRecord, item: unknown): string {
  return accountId(entry.id) ?? accountId(accountOfItem(record(item) ?? {})) ?? ''
}

export function accountOfChange(entry: JsonRecord, change: JsonRecord): string {
  return accountOfEntry(entry, isMessagingField(change.field) ? change.value : undefined)
}
