import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { checkAllSoon } from '../store/accounts/write.ts'
import type { Database } from '../store/database.ts'

const EVERY_MS = 60_000
/** Platforms unsubscribe an app after an hour of failures; a restart takes seconds. */
const OUTAGE_MS = 10 * 60_000
const SPREAD_MS = 60_000

const BEAT = {
  name: 'beat_heart',
  background: true,
  text: `with before as (
      select at from heartbeats where workspace_id = $1::uuid and name = $2::text
    )
    insert into heartbeats (workspace_id, name, at) values ($1::uuid, $2::text, now())
    on conflict (workspace_id, name) do update set at = excluded.at
    returning extract(epoch from now() - (select at from before))::float8 * 1000 as gap`,
} as const

export interface Heartbeat {
  /** Notes that platforms can be answered now; resolves with the length of the outage that ended with it, in ms. */
  beat(): Promise<number | undefined>
  stop(): void
}

/**
 * Notices that no process could take in events for a while. Platforms may have unsubscribed the app meanwhile, without a
 * word: every account is checked soon afterwards.
 */
export function createHeartbeat(database: Database, workspaceId: string, log: Logger): Heartbeat {
  const beat = async () => {
    const [row] = await database.hot<{ gap: number | null }>(BEAT, [workspaceId, 'ingest'])
    const gap = row?.gap ?? 0
    if (gap < OUTAGE_MS) return undefined
    const accounts = await checkAllSoon(database.db, workspaceId, SPREAD_MS)
    log.info({ minutes: Math.round(gap / 60_000), accounts }, 'after an outage, subscriptions are checked')
    return gap
  }
  const quietly = () =>
    void beat().catch((error) => log.debug({ error: messageOf(error) }, 'the heartbeat could not be noted'))
  const timer = setInterval(quietly, EVERY_MS)
  timer.unref()
  quietly()
  return { beat, stop: () => clearInterval(timer) }
}
