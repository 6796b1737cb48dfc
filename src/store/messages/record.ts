import { textArray, timestamptzArray, uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'
import type { EventRow } from '../events/insert.ts'

/** What became of a message that was `sending`. */
export interface SendRecord {
  readonly messageId: string
  readonly status: 'queued' | 'sent' | 'failed'
  readonly platformMessageId: string | undefined
  readonly via: string | undefined
  readonly errorKind: string | undefined
  readonly errorCode: string | undefined
  readonly errorMessage: string | undefined
  readonly retryable: boolean | undefined
  readonly outcomeUnknown: boolean
  /** When queued again: in how many milliseconds, and why: `retry`, `rate_limit`. */
  readonly dueInMs: number
  readonly reason: string | undefined
  readonly at: Date
  /** The event that tells of it. */
  readonly event: EventRow | undefined
}

/** Of a message that was sent, or waits for its turn. */
export const UNTROUBLED = {
  errorKind: undefined,
  errorCode: undefined,
  errorMessage: undefined,
  retryable: undefined,
  outcomeUnknown: false,
  dueInMs: 0,
  reason: undefined,
} as const

// The echo may have come before the answer of the call: it has the same key, and becomes the event of the reply.
const RECORD_SENDS = {
  name: 'record_sends',
  text: `with input as (
      select * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bool[],
        $10::bool[], $11::int4[], $12::text[], $13::timestamptz[])
        as t(id, status, platform_message_id, via, error_kind, error_code, error_message, retryable, unknown, due_in, reason, at)
    ), moved as (
      update messages m set status = i.status, platform_message_id = coalesce(i.platform_message_id, m.platform_message_id),
        via = i.via, error_kind = i.error_kind, error_code = i.error_code, error_message = i.error_message,
        error_retryable = i.retryable, outcome_unknown = i.unknown, reason = i.reason, claim = null,
        due_at = now() + i.due_in * interval '1 millisecond',
        sent_at = case when i.status = 'sent' then i.at else m.sent_at end,
        failed_at = case when i.status = 'failed' then i.at end,
        failing_since = case when i.reason = 'retry' then coalesce(m.failing_since, i.at) end
      from input i
      where m.workspace_id = $1::uuid and m.id = i.id
        and (m.status = 'sending' or (i.status = 'sent'
          and (m.status = 'queued' and m.attempts > 0 or m.status = 'failed' and m.outcome_unknown)))
      returning m.id
    ), told as (
      insert into events (workspace_id, id, platform, account_id, type, dedup_key, occurred_at, received_at, sender_id,
        conversation_key, data, raw)
      select $1::uuid, e.id, e.platform, e.account_id, e.type, e.dedup_key, e.occurred_at, e.received_at, e.sender_id,
        e.conversation_key, e.data, e.raw
      from unnest($14::uuid[], $15::uuid[], $16::text[], $17::uuid[], $18::text[], $19::uuid[], $20::timestamptz[],
        $21::timestamptz[], $22::text[], $23::text[], $24::text[], $25::text[])
        as e(message_id, id, platform, account_id, type, dedup_key, occurred_at, received_at, sender_id, conversation_key, data, raw)
      where e.message_id in (select id from moved)
      order by e.dedup_key
      on conflict (workspace_id, dedup_key) do update set type = excluded.type, data = excluded.data
        where events.type = 'message.sent'
      returning id
    ), queued as (
      insert into event_queue (workspace_id, event_id, due_at)
      select $1::uuid, id, now() from told where id = any($15::uuid[])
    )
    select id from moved`,
}

/**
 * Records what became of messages together with the events that tell of it, in one transaction. A message whose
 * outcome was unknown, or that waits to be tried again, becomes `sent` when it turns out so.
 * @returns the ids of the messages that changed.
 */
export async function recordSends(
  database: Database,
  workspaceId: string,
  records: readonly SendRecord[],
): Promise<Set<string>> {
  const events = records.flatMap(({ messageId, event }) => (event ? [{ messageId, ...event }] : []))
  const rows = await database.hot<{ id: string }>(RECORD_SENDS, [
    workspaceId,
    uuidArray(records.map((record) => record.messageId)),
    textArray(records.map((record) => record.status)),
    textArray(records.map((record) => record.platformMessageId)),
    textArray(records.map((record) => record.via)),
    textArray(records.map((record) => record.errorKind)),
    textArray(records.map((record) => record.errorCode)),
    textArray(records.map((record) => record.errorMessage)),
    records.map((record) => record.retryable ?? null),
    records.map((record) => record.outcomeUnknown),
    records.map((record) => record.dueInMs),
    textArray(records.map((record) => record.reason)),
    timestamptzArray(records.map((record) => record.at)),
    uuidArray(events.map((event) => event.messageId)),
    uuidArray(events.map((event) => event.id)),
    textArray(events.map((event) => event.platform)),
    uuidArray(events.map((event) => event.accountId)),
    textArray(events.map((event) => event.type)),
    uuidArray(events.map((event) => event.dedupKey)),
    timestamptzArray(events.map((event) => event.occurredAt)),
    timestamptzArray(events.map((event) => event.receivedAt)),
    textArray(events.map((event) => event.senderId)),
    textArray(events.map((event) => event.conversationKey)),
    textArray(events.map((event) => event.data)),
    textArray(events.map((event) => event.raw)),
  ])
  return new Set(rows.map((row) => row.id))
}
