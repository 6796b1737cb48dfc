import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { checkAllSoon } from '../store/accounts/checks.ts'
import type { Database } from '../store/database.ts'
import { beatHeart } from '../store/heartbeats/heartbeats.ts'
import type { Workspaces } from '../store/workspaces/known.ts'

const EVERY_MS = 60_000
/** Platforms unsubscribe an app after an hour of failures; a restart takes seconds. */
const OUTAGE_MS = 10 * 60_000
const SPREAD_MS = 60_000

export interface Heartbeat {
  /** Notes that platforms can be answered now. @returns the milliseconds of the outage that ended with it, if one did. */
  beat(): Promise<number | undefined>
  stop(): void
}

/**
 * Notices when no process could take in events for a while. Platforms may have unsubscribed the app without saying so:
 * every account is checked soon afterwards.
 */
export function createHeartbeat(
  database: Database,
  workspaces: Pick<Workspaces, 'first' | 'all'>,
  log: Logger,
): Heartbeat {
  const beat = async () => {
    const gap = await beatHeart(database, workspaces.first, 'ingest')
    if (gap < OUTAGE_MS) return undefined
    let accounts = 0
    for (const workspaceId of workspaces.all()) accounts += await checkAllSoon(database.db, workspaceId, SPREAD_MS)
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
