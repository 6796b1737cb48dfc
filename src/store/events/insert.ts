import { CompiledQuery } from 'kysely'
import { textArray, timestamptzArray, uuidArray } from '../binary.ts'
import type { Database, Executor } from '../database.ts'

export interface EventRow {
  readonly id: string
  readonly platform: string
  readonly accountId: string | undefined
  readonly type: string
  /** Canonical uuid text of the first 128 bits of SHA-256 over platform, account and natural key. */
  readonly dedupKey: string
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly senderId: string | undefined
  readonly conversationKey: string | undefined
  readonly data: string
  readonly raw: string
}

const INSERT_EVENTS = {
  name: 'insert_events',
  text: `with input as (
      select * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::timestamptz[],
        $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[])
        as t(id, platform, account_id, type, dedup_key, occurred_at, received_at, sender_id, conversation_key, data, raw)
    ), stored as (
      insert into events (workspace_id, id, platform, account_id, type, dedup_key, occurred_at, received_at, sender_id,
        conversation_key, data, raw)
      select $1::uuid, id, platform, account_id, type, dedup_key, occurred_at, received_at, sender_id, conversation_key,
        data, raw from input
      on conflict (workspace_id, dedup_key) do nothing
      returning id
    ), queued as (
      insert into event_queue (workspace_id, event_id, due_at)
      select $1::uuid, id, now() + $13::int4 * interval '1 millisecond' from stored
    )
    select id from stored`,
}

/**
 * Stores events that are not stored yet and queues them for processing, in one transaction, due after `leaseMs`.
 * @returns the ids that were new.
 */
export async function insertEvents(
  database: Database,
  workspaceId: string,
  rows: readonly EventRow[],
  leaseMs: number,
): Promise<Set<string>> {
  const stored = await database.hot<{ id: string }>(INSERT_EVENTS, valuesOf(workspaceId, rows, leaseMs))
  return new Set(stored.map((row) => row.id))
}

/** The same as a part of a transaction, due at once. */
export async function insertEventsWithin(
  executor: Executor,
  workspaceId: string,
  rows: readonly EventRow[],
): Promise<Set<string>> {
  const query = CompiledQuery.raw(INSERT_EVENTS.text, valuesOf(workspaceId, rows, 0))
  const stored = await executor.executeQuery<{ id: string }>(query)
  return new Set(stored.rows.map((row) => row.id))
}

/** Rows go in the order of their keys, so that two batches with the same events cannot deadlock. */
function valuesOf(workspaceId: string, rows: readonly EventRow[], leaseMs: number): unknown[] {
  const sorted = rows.toSorted((a, b) => (a.dedupKey < b.dedupKey ? -1 : a.dedupKey > b.dedupKey ? 1 : 0))
  return [
    workspaceId,
    uuidArray(sorted.map((row) => row.id)),
    textArray(sorted.map((row) => row.platform)),
    uuidArray(sorted.map((row) => row.accountId)),
    textArray(sorted.map((row) => row.type)),
    uuidArray(sorted.map((row) => row.dedupKey)),
    timestamptzArray(sorted.map((row) => row.occurredAt)),
    timestamptzArray(sorted.map((row) => row.receivedAt)),
    textArray(sorted.map((row) => row.senderId)),
    textArray(sorted.map((row) => row.conversationKey)),
    textArray(sorted.map((row) => row.data)),
    textArray(sorted.map((row) => row.raw)),
    leaseMs,
  ]
}
