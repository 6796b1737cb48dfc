import type { NormalisedEvent } from '../../events/normalised.ts'
import { id, record } from '../json.ts'
import { contentKey } from '../key.ts'
import type { Draft, Unknown } from './draft.ts'
import { firstTime } from './time.ts'

/** Longer than any account's id: the store cuts there. */
const MAX_ACCOUNT_LENGTH = 200

/** The value as the id of an account, or undefined. */
export function accountId(value: unknown): string | undefined {
  const given = id(value)
  return given !== undefined && given.length <= MAX_ACCOUNT_LENGTH ? given : undefined
}

/** Where an item stood in a body. */
export interface Place {
  readonly platform: string
  readonly accountExternalId: string
  /** The time of the entry around it. */
  readonly entryTime: unknown
  readonly receivedAt: Date
  /** The body reduced to the item. */
  readonly raw: unknown
}

/** The event that a draft stands for; what is not understood is told apart by the content of the item. */
export function eventOf(item: unknown, draft: Draft | Unknown, place: Place): NormalisedEvent {
  const { platform, accountExternalId, entryTime, receivedAt, raw } = place
  if ('reason' in draft) {
    return {
      type: 'event.unhandled',
      accountExternalId,
      dedupKey: contentKey('unhandled', item),
      occurredAt: firstTime(receivedAt, record(item)?.timestamp, entryTime),
      data: { platform, reason: draft.reason, field: draft.field },
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

/** The events without those that say again what another one says. */
export function distinct(events: NormalisedEvent[]): NormalisedEvent[] {
  if (events.length < 2) return events
  const seen = new Set<string>()
  return events.filter(({ accountExternalId, dedupKey }) => {
    const key = `${accountExternalId}\0${dedupKey}`
    return !seen.has(key) && seen.add(key)
  })
}
