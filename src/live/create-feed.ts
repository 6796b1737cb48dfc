import { floorUuid } from '../events/ids.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { LiveFeed } from './feed.ts'

const EVENTS_CHANNEL = 'hubbub_events'
/** With other processes on the store, events younger than this may still be committing: longer than any ingest transaction may take. */
const CLUSTER_LAG_MS = 2000
const CLUSTER_POLL_MS = 500

export interface LiveFeedSource extends LiveFeed {
  /** Events were committed by this process. */
  committed(): void
  close(): void
}

/** The feed of one process; `notify` wakes the feeds of the other processes at most every 50 ms. */
export async function createLiveFeed(database: Database, window: IdWindow): Promise<LiveFeedSource> {
  const subscribers = new Set<() => void>()
  const wake = () => {
    for (const subscriber of subscribers) subscriber()
  }
  await database.listen(EVENTS_CHANNEL, wake)
  let notifying: NodeJS.Timeout | undefined
  let poll: NodeJS.Timeout | undefined

  return {
    subscribe(onChange) {
      subscribers.add(onChange)
      poll ??= setInterval(() => {
        if (!database.alone()) wake()
      }, CLUSTER_POLL_MS)
      return () => {
        subscribers.delete(onChange)
        if (subscribers.size > 0) return
        clearInterval(poll)
        poll = undefined
      }
    },
    horizon() {
      const oldest = window.oldest() ?? floorUuid(new Date(Date.now() + 86_400_000))
      if (database.alone()) return oldest
      const lagged = floorUuid(new Date(Date.now() - CLUSTER_LAG_MS))
      return lagged.localeCompare(oldest) < 0 ? lagged : oldest
    },
    committed() {
      wake()
      if (notifying) return
      notifying = setTimeout(() => {
        notifying = undefined
        // A lost wake-up costs the others one poll.
        if (!database.alone()) database.notify(EVENTS_CHANNEL).catch(() => undefined)
      }, 50)
    },
    close() {
      clearInterval(poll)
      clearTimeout(notifying)
      subscribers.clear()
    },
  }
}
