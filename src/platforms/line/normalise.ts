import type { NormalisedEvent } from '../../events/normalised.ts'
import { id, record, shallow } from '../json.ts'
import { contentKey } from '../key.ts'
import { type Context, contextOf, type Draft, type Unknown, unknown } from './context.ts'
import { draftOf } from './events.ts'
import { keyOf } from './key.ts'
import { dateOf } from './time.ts'

/** Longer than any account's id: the store cuts there. */
const MAX_ACCOUNT_LENGTH = 200

/** Every fact of a body; whatever is not understood gives `event.unhandled`, an empty list (a connection test) nothing. */
export function normalise(payload: unknown, receivedAt: Date): NormalisedEvent[] {
  const body = record(payload)
  if (!body || !Array.isArray(body.events)) return []
  const account = accountOf(body.destination)
  const destination = shallow(body.destination)
  const events: NormalisedEvent[] = []
  const seen = new Set<string>()
  for (const given of body.events) {
    const item = shallow(given)
    const event = eventOf(item, account, { destination, events: [item] }, receivedAt)
    if (seen.has(event.dedupKey)) continue
    seen.add(event.dedupKey)
    events.push(event)
  }
  return events
}

/** The account a body speaks of: the one that is its `destination`. */
export function accountsOf(payload: unknown): string[] {
  const account = accountOf(record(payload)?.destination)
  return account === '' ? [] : [account]
}

/** What of the outer shape is missing, in words. */
export function shapeFault(payload: unknown): string | undefined {
  const body = record(payload)
  if (!body) return 'the body is not a JSON object'
  return Array.isArray(body.events) ? undefined : '`events` is not a list'
}

function accountOf(destination: unknown): string {
  const given = id(destination)
  return given !== undefined && given.length <= MAX_ACCOUNT_LENGTH ? given : ''
}

function eventOf(given: unknown, account: string, raw: unknown, receivedAt: Date): NormalisedEvent {
  const item = record(given)
  if (!item) {
    const key = contentKey('unhandled', given)
    return unhandled(unknown('an event that is not an object'), account, key, receivedAt, raw)
  }
  const context = contextOf(item, account)
  const draft: Draft | Unknown = draftOf(context)
  const occurredAt = dateOf(item.timestamp) ?? receivedAt
  if ('reason' in draft) return unhandled(draft, account, keyOf(item), occurredAt, raw)
  return {
    type: draft.type,
    accountExternalId: account,
    dedupKey: keyOf(item),
    occurredAt,
    ...partiesOf(context),
    data: draft.data,
    raw,
  }
}

function unhandled(
  { reason, field }: Unknown,
  accountExternalId: string,
  dedupKey: string,
  occurredAt: Date,
  raw: unknown,
): NormalisedEvent {
  const data = { platform: 'line', reason, field }
  return { type: 'event.unhandled', accountExternalId, dedupKey, occurredAt, data, raw }
}

function partiesOf({ person, conversation }: Context) {
  return {
    ...(person === undefined ? {} : { senderId: person.id }),
    ...(conversation === undefined ? {} : { conversationKey: conversation }),
  }
}
