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
  /** How many workspaces there are. */
  readonly workspaces: number
  /** Times at which rows become due next, in milliseconds, by workspace; nothing is due soon in the others. */
  readonly due: {
    readonly process: ReadonlyMap<string, number>
    /** By endpoint. */
    readonly deliver: ReadonlyMap<string, number>
    readonly replay: ReadonlyMap<string, number>
    readonly jobs: ReadonlyMap<string, number>
    /** Workspaces in which messages are due to be sent. */
    readonly send: readonly string[]
    /** Workspaces in which the lease of messages that were being sent is over. */
    readonly left: readonly string[]
  }
}

interface BeatRow {
  now: number
  processes: { id: string; version: string; seen_at: number }[]
  shown: number[]
  holders: number
  workspaces: number
  process_due: Due[] | null
  deliver_due: Due[] | null
  replay_due: Due[] | null
  jobs_due: Due[] | null
  send_due: string[] | null
  left_due: string[] | null
}

interface Due {
  id: string
  at: number
}

const ms = (expression: string) => `(extract(epoch from ${expression}) * 1000)::float8`

/** The first time at which something of each workspace, or of each row of `of`, is due. */
const first = (of: string, due: string) =>
  `(select coalesce(json_agg(json_build_object('id', o.id, 'at', ${ms('d.due_at')})), '[]')
    from ${of} o cross join lateral (${due} order by due_at limit 1) d)`
const anyIn = (due: string) => `array(select id from workspaces o where exists (${due}))`

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
      (select count(*)::int4 from workspaces) as workspaces,
      case when ${p.process} then ${first(
        'workspaces',
        `select due_at from event_queue where workspace_id = o.id and state = 'pending' and due_at <= ${p.soon}`,
      )} end as process_due,
      case when ${p.deliver} then ${first(
        "(select * from endpoints where state = 'enabled')",
        `select due_at from deliveries where workspace_id = o.workspace_id and endpoint_id = o.id and state = 'pending'
          and due_at <= ${p.soon}`,
      )} end as deliver_due,
      case when ${p.replay} then ${first(
        'workspaces',
        `select due_at from replays where workspace_id = o.id and state = 'running' and due_at <= ${p.soon}`,
      )} end as replay_due,
      case when ${p.jobs} then ${first(
        'workspaces',
        `select due_at from jobs where workspace_id = o.id and due_at <= ${p.soon}`,
      )} end as jobs_due,
      case when ${p.send} then ${anyIn(
        `select 1 from message_queue where workspace_id = o.id and owner is null and due_at <= ${p.soon}`,
      )} end as send_due,
      case when ${p.send} then ${anyIn(
        `select 1 from message_queue where workspace_id = o.id and owner is not null and due_at <= ${p.soon}`,
      )} end as left_due
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
    workspaces: row.workspaces,
    due: {
      process: timesOf(row.process_due),
      deliver: timesOf(row.deliver_due),
      replay: timesOf(row.replay_due),
      jobs: timesOf(row.jobs_due),
      send: row.send_due ?? [],
      left: row.left_due ?? [],
    },
  }
}

function timesOf(due: readonly Due[] | null): ReadonlyMap<string, number> {
  return new Map(due?.map(({ id, at }) => [id, at]))
}
