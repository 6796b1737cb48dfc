import { rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'
import type { AttemptOutcome, DeliveryState } from '../schema.ts'

export interface AttemptRecord {
  readonly workspaceId: string
  readonly deliveryId: string
  readonly endpointId: string
  /** Of the event. */
  readonly accountId: string | undefined
  readonly id: string
  readonly number: number
  readonly startedAt: Date
  readonly durationMs: number
  readonly outcome: AttemptOutcome
  readonly statusCode: number | undefined
  /** Why it failed; undefined when it did not. */
  readonly code: string | undefined
  /** The same for people. */
  readonly error: string | undefined
  /** JSON text. */
  readonly responseHeaders: string | undefined
  readonly responseBody: Buffer | undefined
  /** State of the delivery after it. */
  readonly state: DeliveryState
  /** When it is due again; undefined when it is completed. */
  readonly dueAt: Date | undefined
}

// The commit does not wait for the disk: when it is lost, the delivery is sent again under the same id. A repeated record
// of the same attempt changes nothing. What waited behind a delivery of an ordered conversation becomes due with it
// (see deliveries/claim-ordered.ts).
const RECORD_ATTEMPTS = statement(
  'record_attempts',
  {
    workspaceId: 'uuid',
    now: 'timestamptz',
    attempts: rows<AttemptRecord>({
      deliveryId: 'uuid',
      id: 'uuid',
      number: 'int4',
      startedAt: 'timestamptz',
      durationMs: 'int4',
      outcome: 'text',
      statusCode: 'int4',
      code: 'text',
      error: 'text',
      responseHeaders: 'text',
      responseBody: 'bytea',
      state: 'text',
      endpointId: 'uuid',
      accountId: 'uuid',
      dueAt: 'timestamptz',
    }),
  },
  ({ workspaceId, now, attempts }) => `with input as (
      select * from ${attempts.as('t')}
    ), logged as (
      insert into attempts (workspace_id, delivery_id, id, number, started_at, duration_ms, outcome, status_code, code,
        error, response_headers, response_body)
      select ${workspaceId}, delivery_id, id, number, started_at, duration_ms, outcome, status_code, code, error,
        response_headers, response_body from input
      on conflict do nothing
      returning id
    ), moved as (
      update deliveries d set state = i.state, attempts = d.attempts + 1, status_code = i.status_code, code = i.code,
        error = i.error, due_at = coalesce(i.due_at, d.due_at), owner = null,
        completed_at = case when i.state <> 'pending' then i.started_at + i.duration_ms * interval '1 millisecond' end
      from input i
      where d.workspace_id = ${workspaceId} and d.id = i.delivery_id and d.state = 'pending'
        and d.id = any(array(select delivery_id from input))
        and (d.attempts < i.number or i.state = 'delivered')
      returning d.id, d.endpoint_id, d.event_id, d.ordering_key, d.state, d.attempts, d.completed_at, i.id as attempt_id
    ), counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, before, after, ms, attempt_id, outcome,
        code, attempt_ms, attempts)
      select ${workspaceId}, m.id, m.event_id, i.endpoint_id, i.account_id, case m.attempts when 1 then 'waiting' else 'retrying' end,
        delivery_state(m.state, m.attempts), coalesce(delivery_ms(m.id, m.state, m.completed_at), 0), l.id, i.outcome,
        counted_code(i.code, i.status_code), i.duration_ms, case when l.id is null then 0 else 1 end
      from input i left join logged l on l.id = i.id left join moved m on m.attempt_id = i.id
      where l.id is not null or m.id is not null
    ), followed as (
      update deliveries d set due_at = ${now}
      from moved m cross join lateral first_pending(${workspaceId}, m.endpoint_id, m.ordering_key, m.event_id) next
      where m.ordering_key is not null and m.state <> 'pending'
        and d.workspace_id = ${workspaceId} and d.id = next.id and d.due_at > ${now}
        and d.id not in (select delivery_id from input)
    )
    select set_config('synchronous_commit', 'off', true)`,
)

/** Logs attempts and moves their deliveries on, in one transaction. */
export async function recordAttempts(
  database: Database,
  workspaceId: string,
  records: readonly AttemptRecord[],
  now: Date,
): Promise<void> {
  await database.hot(RECORD_ATTEMPTS, RECORD_ATTEMPTS.values({ workspaceId, now, attempts: records }))
}
