import { dedupKeyOf } from '../../events/dedup.ts'
import type { NormalisedEvent } from '../../events/normalised.ts'
import type { EventRow } from './insert.ts'

/** A normalised event as a row, but for its id and its account. */
export interface PreparedEvent extends Omit<EventRow, 'id' | 'accountId'> {
  readonly accountExternalId: string
  readonly bytes: number
}

/** Platform ids are far shorter; what is longer would not fit the unique index. */
const MAX_ID_LENGTH = 200

/** What a request brought, as rows. A request with one event keeps the received text as its raw payload. */
export function prepareEvents(
  platform: { readonly id: string },
  events: readonly NormalisedEvent[],
  bodyText: string,
  receivedAt: Date,
): PreparedEvent[] {
  const single = events.length === 1
  return events.map((event) => {
    const data = JSON.stringify(event.data)
    const raw = single ? bodyText : JSON.stringify(event.raw)
    const accountExternalId = withoutNul(event.accountExternalId).slice(0, MAX_ID_LENGTH)
    return {
      platform: platform.id,
      accountExternalId,
      type: event.type,
      dedupKey: dedupKeyOf(platform.id, accountExternalId, event.dedupKey),
      occurredAt: Number.isNaN(event.occurredAt.getTime()) ? receivedAt : event.occurredAt,
      receivedAt,
      senderId: event.senderId,
      conversationKey: event.conversationKey,
      data,
      raw,
      bytes: 600 + 2 * (data.length + raw.length),
    }
  })
}

function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '\ufffd') : text
}
