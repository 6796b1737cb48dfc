import type { Logger } from '../log.ts'
import { databaseTime } from '../store/clock.ts'
import type { Database } from '../store/database.ts'

const NOTICEABLE_MS = 1000

/**
 * Warns when this machine's clock is not the database's, which stands for those of the other processes. Ids carry the
 * clock, and live streams run two seconds behind it: an event with an older id would be passed.
 */
export async function checkClock(database: Database, log: Logger): Promise<void> {
  const asked = Date.now()
  const time = await databaseTime(database)
  const aheadMs = Math.round((asked + Date.now()) / 2 - time.getTime())
  if (Math.abs(aheadMs) < NOTICEABLE_MS) return
  log.warn(
    { aheadMs },
    "this machine's clock is not the database's: with several processes, live streams may leave out events; set both by NTP",
  )
}
