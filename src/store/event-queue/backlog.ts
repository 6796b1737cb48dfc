import { sql } from 'kysely'
import type { Executor } from '../database.ts'

export interface QueueState {
  /** Rows waiting, retries included; counted up to BACKLOG_LIMIT. */
  readonly depth: number
  /** How long the oldest due row has been waiting. */
  readonly oldestDueSeconds: number
}

export interface Backlog {
  readonly process: QueueState
  /** `oldestDueSeconds` leaves out endpoints that fail, are limited or keep an order: their wait is not the hub's. */
  readonly deliver: QueueState
}

const BACKLOG_LIMIT = 100_000

/** What waits in the queues of several workspaces. */
export async function readBacklogs(executor: Executor, workspaceIds: readonly string[]): Promise<Backlog> {
  const backlogs: Backlog[] = []
  for (const id of workspaceIds) backlogs.push(await readBacklog(executor, id))
  return { process: sum(backlogs.map((each) => each.process)), deliver: sum(backlogs.map((each) => each.deliver)) }
}

function sum(states: readonly QueueState[]): QueueState {
  return {
    depth: Math.min(
      BACKLOG_LIMIT,
      states.reduce((total, { depth }) => total + depth, 0),
    ),
    oldestDueSeconds: Math.max(0, ...states.map(({ oldestDueSeconds }) => oldestDueSeconds)),
  }
}

/** What waits in the queues of a workspace. */
export async function readBacklog(executor: Executor, workspaceId: string): Promise<Backlog> {
  const { rows } = await sql<{ queued: number; queue_age: number; sending: number; send_age: number }>`
    select
      (select count(*)::int from (select 1 from event_queue where workspace_id = ${workspaceId} and state = 'pending' limit ${sql.lit(BACKLOG_LIMIT)}) t) as queued,
      greatest(0, coalesce((select extract(epoch from now() - min(due_at)) from event_queue where workspace_id = ${workspaceId} and state = 'pending'), 0))::float8 as queue_age,
      (select count(*)::int from (select 1 from deliveries where workspace_id = ${workspaceId} and state = 'pending' limit ${sql.lit(BACKLOG_LIMIT)}) t) as sending,
      greatest(0, coalesce((select max(t.age) from (
        select (select extract(epoch from now() - min(d.due_at)) from deliveries d
          where d.workspace_id = e.workspace_id and d.endpoint_id = e.id and d.state = 'pending') as age
        from endpoints e
        where e.workspace_id = ${workspaceId} and e.state = 'enabled' and e.failures = 0 and e.rate_limit is null and e.ordering = 'none') t), 0))::float8 as send_age`.execute(
    executor,
  )
  const row = rows[0]
  return {
    process: { depth: row?.queued ?? 0, oldestDueSeconds: row?.queue_age ?? 0 },
    deliver: { depth: row?.sending ?? 0, oldestDueSeconds: row?.send_age ?? 0 },
  }
}
