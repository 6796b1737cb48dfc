import { previewOf } from '../events/preview.ts'
import { publicIdOf } from '../events/public-id.ts'
import { addTo } from '../events/stored.ts'
import type { AttemptRow } from '../store/attempts/read.ts'
import type { DeliveryRow } from '../store/deliveries/read.ts'
import type { EventRow } from '../store/events/rows.ts'
import type { AttemptBody, DeliveryBody, EventBody } from './schemas/events.ts'

/** An event as lists and the live stream show it; a light one without its data. */
export function eventView(row: EventRow, light = false): EventBody {
  return {
    id: publicIdOf('event', row.id),
    workspaceId: publicIdOf('workspace', row.workspace_id),
    type: row.type,
    platform: row.platform,
    account:
      row.account_id === null
        ? null
        : {
            id: publicIdOf('account', row.account_id),
            platform: row.platform,
            username: row.account_username,
            externalId: row.account_external_id ?? '',
          },
    occurredAt: row.occurred_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    senderId: row.sender_id,
    conversationKey: row.conversation_key,
    preview: previewOf(row.data),
    ...(light ? {} : { data: parseStored(dataOf(row)) }),
    status: row.status,
    attempts: row.attempts,
    error: row.error,
    processed: row.handled_at !== null,
    handledAt: row.handled_at?.toISOString() ?? null,
    ...(row.deliveries ? { deliveries: row.deliveries } : {}),
  }
}

/** The JSON text of an event's data with what the hub added. */
export function dataOf({ data, additions }: EventRow): string {
  if (!additions) return data
  const { conversation, contact, members } = additions
  return addTo(data, {
    conversationId: conversation ?? undefined,
    contactId: contact ?? undefined,
    members: members === null ? undefined : JSON.parse(members),
  })
}

export function deliveryView(row: DeliveryRow): DeliveryBody {
  return {
    id: publicIdOf('delivery', row.id),
    eventId: publicIdOf('event', row.event_id),
    event: row.event_type,
    endpointId: publicIdOf('endpoint', row.endpoint_id),
    status: row.state,
    attemptCount: row.attempts,
    statusCode: row.status_code,
    code: row.code,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.state === 'pending' ? row.due_at.toISOString() : null,
    completedAt: row.completed_at?.toISOString() ?? null,
  }
}

export function attemptView(row: AttemptRow): AttemptBody {
  const headers = row.response_headers === null ? null : parseStored(row.response_headers)
  return {
    id: publicIdOf('attempt', row.id),
    number: row.number,
    outcome: row.outcome,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    statusCode: row.status_code,
    code: row.code,
    error: row.error,
    responseHeaders: isRecord(headers) ? headers : null,
    responseBody: row.response_body?.toString('utf8') ?? null,
  }
}

/** JSON text of the store; what is not JSON is shown as the text it is. */
export function parseStored(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
