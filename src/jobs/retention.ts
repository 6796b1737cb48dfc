import { messageOf } from '../errors.ts'
import { floorUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'

const EVERY_MS = 10 * 60_000
const CHUNK = 500
const DAY_MS = 86_400_000
/** However short events are kept: longer than a person may answer late. */
const KEEP_CONVERSATIONS_MS = 8 * DAY_MS

// Events still waiting to be processed or delivered are kept, however old.
const DELETE_OLD = {
  name: 'delete_old_events',
  text: `with old as (
      select e.id from events e
      where e.workspace_id = $1::uuid and e.id < $2::uuid
        and not exists (select 1 from event_queue q where q.workspace_id = e.workspace_id and q.event_id = e.id and q.state = 'pending')
        and not exists (select 1 from deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id and d.state = 'pending')
      order by e.id limit $3::int4
    ), their_deliveries as (
      delete from deliveries d using old where d.workspace_id = $1::uuid and d.event_id = old.id returning d.id
    ), their_attempts as (
      delete from attempts a using their_deliveries d where a.workspace_id = $1::uuid and a.delivery_id = d.id
    ), their_queue as (
      delete from event_queue q using old where q.workspace_id = $1::uuid and q.event_id = old.id
    ), gone as (
      delete from events e using old where e.workspace_id = $1::uuid and e.id = old.id returning 1
    )
    select count(*)::int as count from gone`,
}

const DELETE_OLD_REJECTIONS = {
  name: 'delete_old_rejections',
  text: `with rows as (delete from rejections where workspace_id = $1::uuid and id < $2::uuid)
    delete from rejection_counts where workspace_id = $1::uuid and hour < $3::timestamptz`,
}

// With its message an idempotency key is forgotten. Conversations begin anew with the next word of their person.
const DELETE_OLD_MESSAGES = {
  name: 'delete_old_messages',
  text: `with rows as (
      delete from messages where workspace_id = $1::uuid and id < $2::uuid and status not in ('queued', 'sending')
    )
    delete from conversations where workspace_id = $1::uuid and last_inbound_at < $3::timestamptz`,
}

export interface Retention {
  /** Deletes what is too old now; resolves with the number of events deleted. */
  sweep(): Promise<number>
  stop(): Promise<void>
}

/** Deletes events, with their deliveries and attempts, and rejections after so many days; 0 keeps them for ever. */
export function createRetention(
  database: Database,
  workspaceId: string,
  retentionDays: () => number,
  log: Logger,
): Retention {
  let stopping = false
  let running: Promise<number> | undefined

  const sweep = async () => {
    const days = retentionDays()
    if (days === 0) return 0
    const cutoff = new Date(Date.now() - days * DAY_MS)
    const before = floorUuid(cutoff)
    await database.hot(DELETE_OLD_REJECTIONS, [workspaceId, before, cutoff])
    await database.hot(DELETE_OLD_MESSAGES, [
      workspaceId,
      before,
      new Date(Math.min(cutoff.getTime(), Date.now() - KEEP_CONVERSATIONS_MS)),
    ])
    let total = 0
    for (;;) {
      const [row] = await database.hot<{ count: number }>(DELETE_OLD, [workspaceId, before, CHUNK])
      total += row?.count ?? 0
      if (!row || row.count < CHUNK || stopping) break
      // Between the chunks, live traffic goes first.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    if (total > 0) log.info({ events: total, days }, 'old events were deleted')
    return total
  }

  const tick = () => {
    running ??= sweep()
      .catch((error) => {
        log.warn({ error: messageOf(error) }, 'old events could not be deleted; trying again later')
        return 0
      })
      .finally(() => {
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
