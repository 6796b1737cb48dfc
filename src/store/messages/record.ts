import { columnNames, rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'
import { EVENT_COLUMNS, type EventRow } from '../events/insert.ts'

/** The result of sending a message. */
export interface SendRecord {
  readonly messageId: string
  /** The call that it is of; undefined: it was learnt in another way. */
  readonly stepId: string | undefined
  readonly status: 'queued' | 'sent' | 'failed' | 'unknown'
  /** What became of the call. */
  readonly step: 'done' | 'failed' | 'unknown'
  /** Who says so of a call whose outcome was unknown. */
  readonly settledBy: 'platform' | 'person' | undefined
  readonly platformMessageId: string | undefined
  readonly via: string | undefined
  readonly errorKind: string | undefined
  readonly errorCode: string | undefined
  readonly errorMessage: string | undefined
  readonly retryable: boolean | undefined
  /** When it is due again when it is queued again; and why: `retry`, `rate_limit`. */
  readonly dueAt: Date | undefined
  readonly reason: string | undefined
  readonly at: Date
  /** The event about it. */
  readonly event: EventRow | undefined
}

/** What most records have in common. */
export const UNTROUBLED = {
  errorKind: undefined,
  errorCode: undefined,
  errorMessage: undefined,
  retryable: undefined,
  platformMessageId: undefined,
  via: undefined,
  settledBy: undefined,
  dueAt: undefined,
  reason: undefined,
} as const

interface SendEvent extends EventRow {
  readonly messageId: string
}

// The echo may have been stored before the call was answered: it has the same key, and becomes the event of the reply. What
// the inbox knows of the message by then, in a row of the platform's id, goes over into the row of the hub. A call that is done
// says the same of earlier ones of the message: the platform took them once. A late refusal settles what was unknown, too. A
// message is locked in the line first, as its claim and its cancelling do it.
const RECORD_SENDS = statement(
  'record_sends',
  {
    workspaceId: 'uuid',
    sends: rows<SendRecord>({
      messageId: 'uuid',
      stepId: 'uuid',
      status: 'text',
      step: 'text',
      settledBy: 'text',
      platformMessageId: 'text',
      via: 'text',
      errorKind: 'text',
      errorCode: 'text',
      errorMessage: 'text',
      retryable: 'bool',
      dueAt: 'timestamptz',
      reason: 'text',
      at: 'timestamptz',
    }),
    events: rows<SendEvent>({ messageId: 'uuid', ...EVENT_COLUMNS }),
    eventIds: 'uuid[]',
  },
  ({ workspaceId, sends, events, eventIds }) => `with input as (
      select t.*, s.state as step_state from ${sends.as('t')}
        left join steps s on s.workspace_id = ${workspaceId} and s.id = t.step_id
    ), line as materialized (
      select message_id, attempts from message_queue
      where workspace_id = ${workspaceId} and message_id in (select message_id from input) order by message_id for update
    ), absorbed as (
      delete from messages o using input i, messages m
      where m.workspace_id = ${workspaceId} and m.id = i.message_id and i.platform_message_id is not null
        and o.workspace_id = ${workspaceId} and o.account_id = m.account_id and o.platform_message_id = i.platform_message_id
        and o.id <> m.id and o.fingerprint is null
      returning i.message_id, o.delivered_at, o.read_at, o.deleted_at, o.reactions
    ), moved as (
      update messages m set status = case when l.message_id is null and i.status = 'queued' then 'failed'
          when i.status <> 'sent' then i.status when a.read_at is not null then 'read'
          when a.delivered_at is not null then 'delivered' else 'sent' end,
        delivered_at = coalesce(m.delivered_at, a.delivered_at), read_at = coalesce(m.read_at, a.read_at),
        deleted_at = coalesce(m.deleted_at, a.deleted_at), reactions = coalesce(m.reactions, a.reactions),
        said_at = case when i.status = 'sent' then i.at else m.said_at end, platform_message_id = coalesce(i.platform_message_id, m.platform_message_id),
        via = i.via, error_kind = i.error_kind, error_code = i.error_code, error_message = i.error_message,
        error_retryable = i.retryable, attempts = coalesce(l.attempts, m.attempts),
        started_at = (select max(s.started_at) from steps s where s.workspace_id = ${workspaceId} and s.message_id = m.id),
        sent_at = case when i.status = 'sent' then i.at else m.sent_at end,
        failed_at = case when i.status in ('failed', 'unknown') then i.at end
      from input i left join line l on l.message_id = i.message_id left join absorbed a on a.message_id = i.message_id
      where m.workspace_id = ${workspaceId} and m.id = i.message_id
        and (m.status = 'unknown' or i.settled_by is distinct from 'person')
        and case m.status
          when 'queued' then case when i.step_id is not null then i.step_state = 'running' else i.status = 'sent' and exists (
            select 1 from steps s where s.workspace_id = ${workspaceId} and s.message_id = m.id) end
          when 'unknown' then i.status = 'sent' or i.step = 'failed' and not exists (
            select 1 from steps o
            where o.workspace_id = ${workspaceId} and o.message_id = m.id and o.id <> i.step_id and o.state = 'unknown')
          end
      returning m.id
    ), put_off as (
      update message_queue q set owner = null, due_at = coalesce(i.due_at, i.at), reason = i.reason,
        failing_since = case when i.reason = 'retry' then coalesce(q.failing_since, i.at) end
      from input i
      where q.workspace_id = ${workspaceId} and q.message_id = i.message_id and i.status = 'queued'
        and q.message_id in (select id from moved)
    ), out_of_line as (
      delete from message_queue q using input i
      where q.workspace_id = ${workspaceId} and q.message_id = i.message_id and i.status <> 'queued'
        and q.message_id in (select id from moved)
    ), ended as (
      update steps s set state = i.step, ended_at = coalesce(s.ended_at, i.at),
        settled_by = case when s.state = 'unknown' then coalesce(i.settled_by, 'platform') end
      from input i
      where s.workspace_id = ${workspaceId} and s.message_id = i.message_id and s.state in ('running', 'unknown')
        and (i.settled_by is distinct from 'person' or s.message_id in (select id from moved))
        and case when i.step = 'done' then true when i.step_id is null then s.state = 'running' else s.id = i.step_id end
    ), stored as (
      insert into events (workspace_id, ${columnNames(EVENT_COLUMNS)})
      select ${workspaceId}, ${columnNames(EVENT_COLUMNS)} from ${events.as('e')}
      where message_id in (select id from moved)
      order by dedup_key
      on conflict (workspace_id, dedup_key) do update set type = excluded.type, data = excluded.data
        where events.type = 'message.sent'
      returning id, account_id, platform, type
    ), counted as (
      insert into event_changes (workspace_id, id, account_id, platform, type, n)
      select ${workspaceId}, id, account_id, platform, type, 1 from stored
      union all
      select ${workspaceId}, id, account_id, platform, 'message.sent', -1 from stored where id <> all(${eventIds})
    ), queued as (
      insert into event_queue (workspace_id, event_id, due_at)
      select ${workspaceId}, id, now() from stored where id = any(${eventIds})
    )
    select id from moved`,
)

/**
 * Records results of sending together with the events about them, in one transaction. A message of unknown outcome, or
 * one that waits to be tried again, becomes `sent` when the platform shows that it was.
 * @returns the ids of the messages that changed.
 */
export async function recordSends(
  database: Database,
  workspaceId: string,
  records: readonly SendRecord[],
): Promise<Set<string>> {
  const events = records.flatMap(({ messageId, event }) => (event ? [{ messageId, ...event }] : []))
  const values = RECORD_SENDS.values({
    workspaceId,
    sends: records,
    events,
    eventIds: events.map((event) => event.id),
  })
  const moved = await database.hot<{ id: string }>(RECORD_SENDS, values)
  return new Set(moved.map((row) => row.id))
}
