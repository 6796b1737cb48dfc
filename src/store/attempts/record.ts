import { byteaArray, int4Array, textArray, timestamptzArray, uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'
import type { AttemptOutcome, DeliveryState } from '../schema.ts'

export interface AttemptRecord {
  readonly deliveryId: string
  readonly id: string
  readonly number: number
  readonly startedAt: Date
  readonly durationMs: number
  readonly outcome: AttemptOutcome
  readonly statusCode: number | undefined
  readonly error: string | undefined
  /** JSON text. */
  readonly responseHeaders: string | undefined
  readonly responseBody: Buffer | undefined
  /** State of the delivery after it. */
  readonly state: DeliveryState
  /** Milliseconds until it is due again; undefined when it is completed. */
  readonly retryInMs: number | undefined
}

// Not waited for on disk: losing it means that the delivery is sent again, under the same id. An attempt whose answer got
// lost is written a second time, which changes nothing. What waited behind the delivery of an ordered conversation
// becomes due with it (see claim-ordered.ts).
const RECORD_ATTEMPTS = {
  name: 'record_attempts',
  text: `with input as (
      select * from unnest($2::uuid[], $3::uuid[], $4::int4[], $5::timestamptz[], $6::int4[], $7::text[], $8::int4[],
        $9::text[], $10::text[], $11::bytea[], $12::text[], $13::int4[])
        as t(delivery_id, id, number, started_at, duration_ms, outcome, status_code, error, response_headers,
          response_body, state, retry_in_ms)
    ), logged as (
      insert into attempts (workspace_id, delivery_id, id, number, started_at, duration_ms, outcome, status_code, error,
        response_headers, response_body)
      select $1::uuid, delivery_id, id, number, started_at, duration_ms, outcome, status_code, error, response_headers,
        response_body from input
      on conflict do nothing
    ), moved as (
      update deliveries d set state = i.state, attempts = greatest(d.attempts, i.number), status_code = i.status_code, error = i.error,
        due_at = case when i.state = 'pending' then now() + i.retry_in_ms * interval '1 millisecond' else d.due_at end,
        completed_at = case when i.state <> 'pending' then i.started_at + i.duration_ms * interval '1 millisecond' end
      from input i
      where d.workspace_id = $1::uuid and d.id = i.delivery_id and d.state = 'pending'
        and (d.attempts < i.number or i.state = 'delivered')
      returning d.endpoint_id, d.event_id, d.ordering_key, d.state
    ), followed as (
      update deliveries d set due_at = now()
      from moved m cross join lateral first_pending($1::uuid, m.endpoint_id, m.ordering_key, m.event_id) next
      where m.ordering_key is not null and m.state <> 'pending'
        and d.workspace_id = $1::uuid and d.id = next.id and d.due_at > now()
        and d.id not in (select delivery_id from input)
    )
    select set_config('synchronous_commit', 'off', true)`,
}

/** Logs attempts and moves their deliveries on, in one transaction. */
export async function recordAttempts(
  database: Database,
  workspaceId: string,
  records: readonly AttemptRecord[],
): Promise<void> {
  await database.hot(RECORD_ATTEMPTS, [
    workspaceId,
    uuidArray(records.map((record) => record.deliveryId)),
    uuidArray(records.map((record) => record.id)),
    int4Array(records.map((record) => record.number)),
    timestamptzArray(records.map((record) => record.startedAt)),
    int4Array(records.map((record) => record.durationMs)),
    textArray(records.map((record) => record.outcome)),
    int4Array(records.map((record) => record.statusCode)),
    textArray(records.map((record) => record.error)),
    textArray(records.map((record) => record.responseHeaders)),
    byteaArray(records.map((record) => record.responseBody)),
    textArray(records.map((record) => record.state)),
    int4Array(records.map((record) => record.retryInMs)),
  ])
}
