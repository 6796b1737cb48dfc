import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { anyChanges, foldCounts, foldMinutes, vacuumChanges } from '../store/counts/fold.ts'
import type { Database } from '../store/database.ts'

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
export function startFolding(database: Database, workspaceId: string, log: Logger): Folding {
  let stopping = false
  let dead = 0
  let minutesAt = 0
  let timer: NodeJS.Timeout
  let running: Promise<void> = Promise.resolve()

  const fold = async (): Promise<number> => {
    if (performance.now() >= minutesAt) {
      minutesAt = performance.now() + MINUTES_EVERY_MS
      await foldMinutes(database, workspaceId, new Date())
    }
    if (!(await anyChanges(database, workspaceId))) return 0
    const changes = await database.transaction((trx) => foldCounts(trx, workspaceId, new Date()))
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
