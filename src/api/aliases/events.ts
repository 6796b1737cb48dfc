import { renderDelivery } from '../../events/envelope.ts'
import { fromPublicId } from '../../events/ids.ts'
import { isRecord } from '../views.ts'
import type { Written } from './as-written.ts'
import { defined, FIELD_TYPES, FLAT_TYPES, fieldOf, typesFrom } from './names.ts'

type Names = Readonly<Record<string, unknown>>

const STATUSES: Readonly<Record<string, string>> = { completed: 'processed', processing: 'pending' }
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** `?processed=false&event_type=new_message&limit=10` as a query of events. */
export function fromFlatEventQuery(query: Names): Names {
  const { event_type, type, ...rest } = query
  return defined({ ...rest, type: typesFrom(event_type ?? type, FLAT_TYPES) })
}

/** Where a query with the names of the format `flat` has the filters of events. */
export const FLAT_EVENT_NAMES: Written['names'] = { query: { type: ['event_type', 'type'] } }

/** An event with the names of the format `flat` beside its own; `data` is the flat one. */
export function toFlatEvent(event: Names): Names {
  const { id, type, platform, occurredAt, data, account } = event
  if (typeof id !== 'string' || typeof type !== 'string' || typeof occurredAt !== 'string') return event
  const flat = renderDelivery(
    'flat',
    {
      id: fromPublicId('event', id) ?? NOBODY,
      workspaceId: NOBODY,
      type,
      platform: String(platform),
      occurredAt: new Date(occurredAt),
      data: JSON.stringify(isRecord(data) ? data : {}),
      raw: '{}',
    },
    isRecord(account)
      ? {
          id: fromPublicId('account', String(account.id)) ?? NOBODY,
          platform: String(platform),
          externalId: String(account.externalId),
          username: typeof account.username === 'string' ? account.username : undefined,
        }
      : undefined,
  )
  return { ...event, ...(JSON.parse(flat) as Names) }
}

export function toFlatProcessed(answer: Names): Names {
  return { success: true, event_id: answer.id, ...answer }
}

/** `?eventType=messages&status=completed&accountId=…` as a query of events. */
export function fromOldEventQuery(query: Names): Names {
  const { eventType, type, status, accountId, account, startDate, endDate, search, ...rest } = query
  return defined({
    since: startDate,
    until: endDate,
    q: search,
    ...rest,
    type: typesFrom(eventType ?? type, FIELD_TYPES),
    status: typeof status === 'string' ? (STATUSES[status] ?? status) : status,
    account: accountId ?? account,
  })
}

/** Where a query of earlier systems has the filters of events. */
export const OLD_EVENT_NAMES: Written['names'] = {
  query: {
    since: ['since', 'startDate'],
    until: ['until', 'endDate'],
    q: ['q', 'search'],
    type: ['eventType', 'type'],
    account: ['accountId', 'account'],
  },
}

/** An event with the names of earlier systems beside its own. */
export function addOldEventNames(event: Names): Names {
  const data = isRecord(event.data) ? event.data : {}
  const account = isRecord(event.account) ? event.account : {}
  const person = [data.sender, data.author, data.follower].find(isRecord) ?? {}
  const [attachment] = Array.isArray(data.attachments) ? data.attachments.filter(isRecord) : []
  return {
    ...event,
    eventId: event.id,
    eventType: fieldOf(event.type),
    accountId: account.externalId ?? null,
    senderId: event.senderId,
    recipientId: isRecord(data.recipient) ? (data.recipient.id ?? null) : (account.externalId ?? null),
    payload: event.raw ?? event.data,
    content: {
      text: data.content ?? null,
      mediaUrl: attachment?.url ?? null,
      mediaType: attachment?.type ?? null,
    },
    userInfo: {
      username: person.username ?? null,
      fullName: person.name ?? null,
      profilePicture: person.profilePicture ?? person.avatarUrl ?? null,
    },
    processedStatus: event.status === 'processed' ? 'completed' : event.status,
    deduplicationKey: data.messageId ?? data.commentId ?? data.mentionId ?? event.id,
    createdAt: event.receivedAt,
  }
}
