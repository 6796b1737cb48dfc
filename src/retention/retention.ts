import { messageOf } from '../errors.ts'
import { floorUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import type { Database, HotStatement } from '../store/database.ts'
import { ENDPOINT_DELETED } from '../store/endpoints/endpoints.ts'

const EVERY_MS = 10 * 60_000
/** Rows that one statement looks at. */
const CHUNK = 500
const PAUSE_MS = 50
const DAY_MS = 86_400_000
/** However short events are kept: longer than a person may answer late. */
const KEEP_CONVERSATIONS_MS = 8 * DAY_MS
const FIRST = '00000000-0000-0000-0000-000000000000'

// Events still waiting to be processed or delivered are kept, however old: the next chunk begins behind them.
const DELETE_OLD = {
  name: 'delete_old_events',
  text: `with chunk as (
      select e.id from events e where e.workspace_id = $1::uuid and e.id < $2::uuid and e.id > $4::uuid
      order by e.id limit $3::int4
    ), old as (
      select c.id from chunk c
      where not exists (select 1 from event_queue q where q.workspace_id = $1::uuid and q.event_id = c.id and q.state = 'pending')
        and not exists (select 1 from deliveries d where d.workspace_id = $1::uuid and d.event_id = c.id and d.state = 'pending')
    ), their_deliveries as (
      delete from deliveries d using old where d.workspace_id = $1::uuid and d.event_id = old.id returning d.id
    ), their_attempts as (
      delete from attempts a using their_deliveries d where a.workspace_id = $1::uuid and a.delivery_id = d.id
    ), their_queue as (
      delete from event_queue q using old where q.workspace_id = $1::uuid and q.event_id = old.id
    ), gone as (
      delete from events e using old where e.workspace_id = $1::uuid and e.id = old.id returning 1
    )
    select (select count(*)::int from chunk) as seen, (select count(*)::int from gone) as count,
      (select id from chunk order by id desc limit 1) as reached`,
}

// A replay or a retry by hand may have met an event at the moment it was deleted. Nobody can deliver or process it.
const DELETE_ORPHANS = {
  name: 'delete_orphaned_deliveries',
  text: `with chunk as (
      select d.id, d.event_id from deliveries d
      where d.workspace_id = $1::uuid and d.event_id < $2::uuid and d.event_id >= $4::uuid
        and (d.event_id, d.id) > ($4::uuid, $5::uuid)
      order by d.event_id, d.id limit $3::int4
    ), orphans as (
      delete from deliveries d using chunk c where d.workspace_id = $1::uuid and d.id = c.id
        and not exists (select 1 from events e where e.workspace_id = $1::uuid and e.id = c.event_id)
      returning d.id
    ), their_attempts as (
      delete from attempts a using orphans o where a.workspace_id = $1::uuid and a.delivery_id = o.id
    ), queued as (
      delete from event_queue q where q.workspace_id = $1::uuid and q.event_id < $2::uuid
        and not exists (select 1 from events e where e.workspace_id = $1::uuid and e.id = q.event_id)
    )
    select (select count(*)::int from chunk) as seen, (select count(*)::int from orphans) as count, last.event_id as reached, last.id
    from (select 1) as one left join (select event_id, id from chunk order by event_id desc, id desc limit 1) last on true`,
}

// A batch that was matched before its endpoint was deleted stores its deliveries after it. The endpoints of what waits
// are found by jumping from one to the next in the index.
const GIVE_UP = {
  name: 'give_up_deliveries',
  text: `with recursive waited as (
      (select endpoint_id as id from deliveries where workspace_id = $1::uuid and state = 'pending' order by endpoint_id limit 1)
      union all
      select (select d.endpoint_id from deliveries d
        where d.workspace_id = $1::uuid and d.state = 'pending' and d.endpoint_id > w.id order by d.endpoint_id limit 1)
      from waited w where w.id is not null
    ), gone as materialized (
      select w.id from waited w
      where w.id is not null and not exists (select 1 from endpoints e where e.workspace_id = $1::uuid and e.id = w.id)
    ), lost as (
      select d.id from gone cross join lateral (
        select d.id from deliveries d where d.workspace_id = $1::uuid and d.endpoint_id = gone.id and d.state = 'pending'
        limit $2::int4 for update skip locked
      ) d
      limit $2::int4
    ), given_up as (
      update deliveries d set state = 'failed', error = $3::text, completed_at = now()
      from lost where d.workspace_id = $1::uuid and d.id = lost.id returning 1
    ), cancelled as (
      update replays r set state = 'cancelled', completed_at = now()
      where r.workspace_id = $1::uuid and r.state = 'running'
        and not exists (select 1 from endpoints e where e.workspace_id = $1::uuid and e.id = r.endpoint_id)
    )
    select count(*)::int as seen, count(*)::int as count from given_up`,
}

const DELETE_OLD_REJECTIONS = {
  name: 'delete_old_rejections',
  text: `with rows as (delete from rejections where workspace_id = $1::uuid and id < $2::uuid)
    delete from rejection_counts where workspace_id = $1::uuid and hour < $3::timestamptz`,
}

// With its message an idempotency key is forgotten.
const DELETE_OLD_MESSAGES = {
  name: 'delete_old_messages',
  text: `with gone as (
      delete from messages where workspace_id = $1::uuid and id in (
        select id from messages where workspace_id = $1::uuid and id < $2::uuid and status not in ('queued', 'sending')
        order by id limit $3::int4)
      returning 1
    )
    select count(*)::int as seen, count(*)::int as count from gone`,
}

// Conversations begin anew with the next word of their person.
const DELETE_OLD_CONVERSATIONS = {
  name: 'delete_old_conversations',
  text: `with gone as (
      delete from conversations where (workspace_id, account_id, key) in (
        select workspace_id, account_id, key from conversations where workspace_id = $1::uuid and last_inbound_at < $2::timestamptz
        limit $3::int4)
      returning 1
    )
    select count(*)::int as seen, count(*)::int as count from gone`,
}

interface ChunkRow {
  /** Rows looked at: fewer than asked for, and there are no more. */
  readonly seen: number
  readonly count: number
  /** Where the next chunk begins. */
  readonly reached?: string | null
  readonly id?: string | null
}

export interface Retention {
  /** Deletes what is too old now; resolves with the number of events deleted. */
  sweep(): Promise<number>
  stop(): Promise<void>
}

/**
 * Deletes events, with their deliveries and attempts, and rejections after so many days; 0 keeps them for ever. Gives up
 * what waits for an endpoint that is gone.
 */
export function createRetention(
  database: Database,
  workspaceId: string,
  retentionDays: () => number,
  log: Logger,
): Retention {
  let stopping = false
  let running: Promise<number> | undefined

  /** Chunk by chunk; between them, live traffic goes first. @returns how many rows it was. */
  const inChunks = async (statement: HotStatement, values: (after: ChunkRow | undefined) => unknown[]) => {
    let total = 0
    let last: ChunkRow | undefined
    do {
      if (last) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      ;[last] = await database.hot<ChunkRow>(statement, [workspaceId, ...values(last)])
      total += last?.count ?? 0
    } while (last?.seen === CHUNK && !stopping)
    return total
  }

  /** What cannot be done now must not keep the rest from being done. */
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    if (stopping) return
    try {
      await work()
    } catch (error) {
      log.warn({ of: what, error: messageOf(error) }, 'what is too old could not all be deleted; trying again later')
    }
  }

  const sweep = async () => {
    await attempt('deliveries', () => inChunks(GIVE_UP, () => [CHUNK, ENDPOINT_DELETED]))
    const days = retentionDays()
    if (days === 0) return 0
    const cutoff = new Date(Date.now() - days * DAY_MS)
    const before = floorUuid(cutoff)
    const silentSince = new Date(Math.min(cutoff.getTime(), Date.now() - KEEP_CONVERSATIONS_MS))
    let total = 0
    await attempt('rejections', () => database.hot(DELETE_OLD_REJECTIONS, [workspaceId, before, cutoff]))
    await attempt('messages', () => inChunks(DELETE_OLD_MESSAGES, () => [before, CHUNK]))
    await attempt('conversations', () => inChunks(DELETE_OLD_CONVERSATIONS, () => [silentSince, CHUNK]))
    await attempt('events', async () => {
      total = await inChunks(DELETE_OLD, (last) => [before, CHUNK, last?.reached ?? FIRST])
    })
    await attempt('deliveries', () =>
      inChunks(DELETE_ORPHANS, (last) => [before, CHUNK, last?.reached ?? FIRST, last?.id ?? FIRST]),
    )
    if (total > 0) log.info({ events: total, days }, 'old events were deleted')
    return total
  }

  const tick = () => {
    running ??= sweep().finally(() => {
      running = undefined
    })
    return running
  }
  const timer = setInterval(() => void tick(), EVERY_MS)
  timer.unref()

  return {
    sweep: tick,
    async stop() {
      stopping = true
      clearInterval(timer)
      await running
    },
  }
}
