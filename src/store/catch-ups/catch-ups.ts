import type { StoredEvent } from '../../events/stored.ts'
import { statement } from '../batch.ts'
import type { Database, Runner } from '../database.ts'
import { ADDED_COLUMNS, ADDITIONS, type EventColumns, toStoredEvent } from '../event-queue/claim.ts'

/** How far a handler got through the events that were stored before it was there. */
export interface CatchUp {
  readonly handler: string
  readonly version: number
  /** The last event looked at. */
  readonly cursor: string | undefined
  /** How many events it went through. */
  readonly events: number
  readonly done: boolean
}

interface Row {
  cursor: string | null
  events: number
  done: boolean
}

const BEGIN = statement(
  'begin_catch_up',
  { workspaceId: 'uuid', handler: 'text', version: 'int4' },
  ({ workspaceId, handler, version }) => `with begun as (
      insert into catch_ups (workspace_id, handler, version) values (${workspaceId}, ${handler}, ${version})
      on conflict (workspace_id, handler) do update
        set version = excluded.version, cursor = null, events = 0, started_at = now(), completed_at = null
        where catch_ups.version < excluded.version
      returning cursor, events, completed_at
    )
    select cursor, events::int, completed_at is not null as done from begun
    union all
    select cursor, events::int, completed_at is not null from catch_ups
    where workspace_id = ${workspaceId} and handler = ${handler} and not exists (select 1 from begun)`,
)

/** Where the handler is; from the newest event on when this version of it has not begun. */
export async function beginCatchUp(
  database: Database,
  workspaceId: string,
  handler: string,
  version: number,
): Promise<CatchUp> {
  const [row] = await database.hot<Row>(BEGIN, BEGIN.values({ workspaceId, handler, version }))
  return {
    handler,
    version,
    cursor: row?.cursor ?? undefined,
    events: row?.events ?? 0,
    done: row?.done ?? false,
  }
}

const READ = statement(
  'read_catch_up_events',
  { workspaceId: 'uuid', before: 'uuid', max: 'int4' },
  ({ workspaceId, before, max }) => `
    select e.workspace_id, e.id as event_id, e.platform, e.account_id, e.type, e.occurred_at, e.received_at, e.sender_id,
      e.conversation_key, e.data, '{}' as raw, ${ADDED_COLUMNS}
    from (
      select * from events where workspace_id = ${workspaceId} and (${before} is null or id < ${before})
      order by id desc limit ${max}
    ) e ${ADDITIONS}
    order by e.id desc`,
)

/** The next events, newest first, without the platform's own payload. */
export async function readCatchUpEvents(
  database: Database,
  workspaceId: string,
  { cursor }: CatchUp,
  max: number,
): Promise<StoredEvent[]> {
  const found = await database.hot<EventColumns>(READ, READ.values({ workspaceId, before: cursor, max }))
  return found.map(toStoredEvent)
}

const ADVANCE = statement(
  'advance_catch_up',
  { workspaceId: 'uuid', handler: 'text', version: 'int4', from: 'uuid', cursor: 'uuid', events: 'int4', done: 'bool' },
  ({ workspaceId, handler, version, from, cursor, events, done }) => `
    update catch_ups set cursor = ${cursor}, events = events + ${events}, completed_at = case when ${done} then now() end
    where workspace_id = ${workspaceId} and handler = ${handler} and version = ${version}
      and cursor is not distinct from ${from}`,
)

/** Notes how far the handler got. Nothing changes when another process went further meanwhile. */
export function advanceCatchUp(run: Runner, workspaceId: string, before: CatchUp, after: CatchUp): Promise<unknown> {
  return run(
    ADVANCE,
    ADVANCE.values({
      workspaceId,
      handler: before.handler,
      version: before.version,
      from: before.cursor,
      cursor: after.cursor,
      events: after.events - before.events,
      done: after.done,
    }),
  )
}

const OPEN = statement(
  'open_catch_ups',
  { workspaceId: 'uuid' },
  ({ workspaceId }) => `select 1 from catch_ups where workspace_id = ${workspaceId} and completed_at is null limit 1`,
)

/** Whether a handler has still to see events that are stored. */
export async function isCatchingUp(database: Database, workspaceId: string): Promise<boolean> {
  return (await database.hot(OPEN, OPEN.values({ workspaceId }))).length > 0
}
