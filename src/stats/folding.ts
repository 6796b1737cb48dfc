import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { foldCounts, foldMinutes, vacuumChanges, workspacesWithChanges } from '../store/counts/fold.ts'
import type { Database } from '../store/database.ts'
import type { Workspaces } from '../store/workspaces/known.ts'

/** Between folds while there is traffic, and between looks while there is none. */
const BUSY_MS = 2000
const IDLE_MS = 10_000
const MINUTES_EVERY_MS = 5 * 60_000
/** Folded changes that leave enough dead rows to be worth a vacuum. */
const VACUUM_AFTER = 20_000

export interface Folding {
  stop(): Promise<void>
}

/** Folds changes into the counters, in every process: whatever counts, somebody folds. */
export function startFolding(database: Database, workspaces: Pick<Workspaces, 'all'>, log: Logger): Folding {
  let stopping = false
  let dead = 0
  let minutesAt = 0
  let timer: NodeJS.Timeout
  let running: Promise<void> = Promise.resolve()

  const fold = async (): Promise<number> => {
    if (performance.now() >= minutesAt) {
      minutesAt = performance.now() + MINUTES_EVERY_MS
      for (const workspaceId of workspaces.all()) await foldMinutes(database, workspaceId, new Date())
    }
    let changes = 0
    for (const workspaceId of await workspacesWithChanges(database))
      changes += await database.transaction((trx) => foldCounts(trx, workspaceId, new Date()))
    dead += changes
    if (dead >= VACUUM_AFTER) {
      dead = 0
      await vacuumChanges(database)
    }
    return changes
  }

  const schedule = (inMs: number) => {
    if (stopping) return
    timer = setTimeout(() => {
      running = fold()
        .catch((error) => {
          log.debug({ error: messageOf(error) }, 'counters could not be folded; trying again later')
          return 0
        })
        .then((changes) => schedule(changes > 0 ? BUSY_MS : IDLE_MS))
    }, inMs)
    timer.unref()
  }
  schedule(BUSY_MS)

  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await running
    },
  }
}
