import { statement } from '../batch.ts'
import type { Database } from '../database.ts'
import { LOCK_CLASS, SHARED_LOCK, SHOWN_LOCKS } from './locks.ts'
import type { ProcessRow } from './processes.ts'

/** Which queues the process serves: only of those it hears what is due. */
export interface Served {
  readonly process: boolean
  readonly deliver: boolean
  readonly send: boolean
  readonly replay: boolean
  readonly jobs: boolean
}

export interface Beat {
  /** The time of the database, in milliseconds. */
  readonly now: number
  readonly processes: readonly { readonly id: string; readonly version: string; readonly seenAt: number }[]
  /** Keys of the locks by which processes show themselves, see `shownKey`. */
  readonly shown: ReadonlySet<number>
  /** How many processes are there. */
  readonly holders: number
  /** Times at which rows become due next, in milliseconds; undefined where nothing is due soon. */
  readonly due: {
    readonly process: number | undefined
    readonly deliver: ReadonlyMap<string, number>
    readonly replay: number | undefined
    readonly jobs: number | undefined
    /** Messages are due to be sent. */
    readonly send: boolean
    /** The lease of messages that were being sent is over. */
    readonly left: boolean
  }
}

interface BeatRow {
  now: number
  processes: { id: string; version: string; seen_at: number }[]
  shown: number[]
  holders: number
  process_due: number | null
  deliver_due: { id: string; at: number }[]
  replay_due: number | null
  jobs_due: number | null
  send_due: boolean
  left_due: boolean
}

const ms = (expression: string) => `(extract(epoch from ${expression}) * 1000)::float8`

// Beats the heart, reads presence, and names what is due: one statement a second is all that an idle process asks. Each part
// is a look into the index of what is pending, and is left out for queues that this process does not serve.
const BEAT = statement(
  'beat',
  {
    workspaceId: 'uuid',
    id: 'uuid',
    roles: 'text[]',
    version: 'text',
    startedAt: 'timestamptz',
    soon: 'timestamptz',
    forget: 'timestamptz',
    process: 'bool',
    deliver: 'bool',
    send: 'bool',
    replay: 'bool',
    jobs: 'bool',
  },
  (p) => `with forgotten as (
      delete from processes where workspace_id = ${p.workspaceId} and id <> ${p.id} and seen_at < ${p.forget}
    ), seen as (
      insert into processes (workspace_id, id, roles, version, started_at, seen_at)
      values (${p.workspaceId}, ${p.id}, ${p.roles}, ${p.version}, ${p.startedAt}, now())
      on conflict (workspace_id, id) do update set seen_at = excluded.seen_at
    )
    select ${ms('clock_timestamp()')} as now,
      (select coalesce(json_agg(json_build_object('id', id, 'version', version, 'seen_at', ${ms('seen_at')})), '[]')
        from processes where workspace_id = ${p.workspaceId} and id <> ${p.id}) as processes,
      locks.shown, locks.holders,
      case when ${p.process} then (select ${ms('min(due_at)')} from event_queue
        where workspace_id = ${p.workspaceId} and state = 'pending' and due_at <= ${p.soon}) end as process_due,
      case when ${p.deliver} then (select coalesce(json_agg(json_build_object('id', e.id, 'at', ${ms('d.due_at')})), '[]')
        from endpoints e cross join lateral (
          select due_at from deliveries where workspace_id = e.workspace_id and endpoint_id = e.id and state = 'pending'
            and due_at <= ${p.soon} order by due_at limit 1) d
        where e.workspace_id = ${p.workspaceId} and e.state = 'enabled') end as deliver_due,
      case when ${p.replay} then (select ${ms('min(due_at)')} from replays
        where workspace_id = ${p.workspaceId} and state = 'running' and due_at <= ${p.soon}) end as replay_due,
      case when ${p.jobs} then (select ${ms('min(due_at)')} from jobs
        where workspace_id = ${p.workspaceId} and due_at <= ${p.soon}) end as jobs_due,
      ${p.send} and exists (select 1 from message_queue
        where workspace_id = ${p.workspaceId} and owner is null and due_at <= ${p.soon}) as send_due,
      ${p.send} and exists (select 1 from message_queue
        where workspace_id = ${p.workspaceId} and owner is not null and due_at <= ${p.soon}) as left_due
    from (
      select coalesce(array_agg(objid::bigint::float8) filter (where classid = ${SHOWN_LOCKS}), '{}') as shown,
        count(*) filter (where classid = ${LOCK_CLASS} and objid = ${SHARED_LOCK})::int4 as holders
      from pg_locks where locktype = 'advisory' and granted and classid in (${LOCK_CLASS}, ${SHOWN_LOCKS})
        and database = (select oid from pg_database where datname = current_database())
    ) locks`,
)

/** Notes that this process is there, and reads what it has to know of the others and of the queues. */
export async function beatHeart(
  database: Database,
  workspaceId: string,
  self: Omit<ProcessRow, 'seen_at'>,
  served: Served,
  /** Rows due by `soon` are named; processes not heard of since `forget` are forgotten. */
  { soon, forget }: { readonly soon: number; readonly forget: number },
): Promise<Beat> {
  const values = BEAT.values({
    workspaceId,
    id: self.id,
    roles: self.roles,
    version: self.version,
    startedAt: self.started_at,
    soon: new Date(soon),
    forget: new Date(forget),
    ...served,
  })
  const [row] = await database.hot<BeatRow>(BEAT, values)
  if (!row) throw new Error('the heartbeat got no row')
  return {
    now: row.now,
    processes: row.processes.map(({ id, version, seen_at }) => ({ id, version, seenAt: seen_at })),
    shown: new Set(row.shown),
    holders: row.holders,
    due: {
      process: row.process_due ?? undefined,
      deliver: new Map((row.deliver_due ?? []).map(({ id, at }) => [id, at])),
      replay: row.replay_due ?? undefined,
      jobs: row.jobs_due ?? undefined,
      send: row.send_due,
      left: row.left_due,
    },
  }
}
