import { LRUCache } from 'lru-cache'
import type { Executor } from '../store/database.ts'
import {
  type DeliverySlice,
  type EventSlice,
  readDeliverySlices,
  readEventSlices,
  type Slice,
} from '../store/stats/stats.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
/** Rows looked at for one answer, so that it stays quick on any table. */
const BUDGET = 25_000
const MIN_ROWS = 250
const MAX_ROWS = 5000
/** Rows looked at by one query: the embedded store does nothing else meanwhile. */
const ROWS_PER_QUERY = 5000
/** Deliveries of a past slice can still change while they are retried. */
const PAST_TTL_MS = 10 * MINUTE_MS
const SETTLED_AFTER_MS = 9 * HOUR_MS
const SETTLED_TTL_MS = 6 * HOUR_MS
const CURRENT_TTL_MS = 2000

/** What happened from `at` on, for one step of time. */
export interface SliceFigures {
  readonly at: number
  readonly events: EventSlice
  readonly deliveries: DeliverySlice
}

interface Known {
  readonly figures: Promise<SliceFigures>
  /** Milliseconds; when it was read. */
  readonly readAt: number
  /** Where the slice ends. */
  readonly to: number
}

/** Reads figures slice by slice, remembering those it knows; an old answer about the past is given while it is read anew. */
export function createSliceReader(db: Executor) {
  const known = new LRUCache<string, Known>({ max: 4000 })

  const readAnew = (
    workspaceId: string,
    slices: readonly (Slice & { key: string })[],
    stepMs: number,
    limit: number,
  ) => {
    const reading = { limit, counted: stepMs >= HOUR_MS }
    const perQuery = Math.max(1, Math.floor(ROWS_PER_QUERY / limit))
    let before: Promise<unknown> = Promise.resolve()
    for (let from = 0; from < slices.length; from += perQuery) {
      const part = slices.slice(from, from + perQuery)
      const read = before.then(async () => {
        const events = await readEventSlices(db, workspaceId, part, reading)
        return { events, deliveries: await readDeliverySlices(db, workspaceId, part, reading) }
      })
      before = read
      for (const [n, { key, from: start, to }] of part.entries()) {
        const figures = read.then(({ events, deliveries }) => ({
          at: start.getTime(),
          events: events[n] ?? { scale: 1, groups: [], senders: [] },
          deliveries: deliveries[n] ?? { scale: 1, states: [], latencies: [] },
        }))
        figures.catch(() => known.delete(key))
        known.set(key, { figures, readAt: Date.now(), to: to.getTime() })
      }
    }
  }

  return async (workspaceId: string, since: number, until: number, stepMs: number): Promise<SliceFigures[]> => {
    const count = Math.max(1, Math.ceil((until - since) / stepMs))
    const limit = Math.max(MIN_ROWS, Math.min(MAX_ROWS, Math.floor(BUDGET / count)))
    const now = Date.now()
    const wanted = Array.from({ length: count }, (_, n) => {
      const at = since + n * stepMs
      // The slice that runs is asked for as a whole: its key stays the same, and nothing lies in the future.
      const to = at + stepMs > now ? at + stepMs : Math.min(at + stepMs, until)
      return { key: `${workspaceId} ${stepMs} ${at} ${to} ${limit}`, from: new Date(at), to: new Date(to) }
    })
    const found = wanted.map(({ key }) => known.get(key))
    const missing = wanted.filter((_, n) => !isUsable(found[n]))
    readAnew(workspaceId, missing, stepMs, limit)
    const figures = wanted.map(({ key }, n) => (isUsable(found[n]) ? found[n] : known.get(key))?.figures)
    const read = await Promise.all(figures)
    const old = wanted.filter((_, n) => isUsable(found[n]) && !isFresh(found[n]))
    if (old.length > 0) readAnew(workspaceId, old, stepMs, limit)
    return read.flatMap((each) => each ?? [])
  }
}

function isFresh(entry: Known): boolean {
  const now = Date.now()
  const age = entry.readAt - entry.to
  const lifetime = age < MINUTE_MS ? CURRENT_TTL_MS : age < SETTLED_AFTER_MS ? PAST_TTL_MS : SETTLED_TTL_MS
  return now - entry.readAt < lifetime
}

/** Fresh, or at least read after its time was over. */
function isUsable(entry: Known | undefined): entry is Known {
  return entry !== undefined && (isFresh(entry) || entry.readAt - entry.to >= MINUTE_MS)
}
