import { createArrivals } from './arrivals.ts'
import { type Chunk, createPages, type Place } from './pages.ts'
import { mergeRows, type Row } from './row.ts'
import { chunkOf, type ListSource, type PageAnswer, readAgain, readPlace } from './source.ts'

export interface ListState {
  readonly count: number
  /** `resting`: a search found nothing for long, and goes on when told to. */
  readonly phase: 'loading' | 'idle' | 'resting' | 'failed' | 'end'
  readonly error: unknown
  readonly searchedUntil: string | null
  /** New rows that are not shown yet. */
  readonly waiting: number
  /** Changes with every row. */
  readonly version: number
}

export type EventList = ReturnType<typeof createEventList>

/** Rows that are ready below those that are looked at. */
const AHEAD = 600
/** Chunks on each side of what is looked at that keep their rows. */
const KEPT = 10
/** What came live makes the top longer, up to here; then only the newest stay, and what is below is read again. */
const TOP_AT_MOST = 1000
const TOP_AFTER_CUT = 500
/** Answers without a row after which a search rests. */
const EMPTY_AT_MOST = 15
/** The hub takes no more ids at once; far fewer rows are in sight. */
const IDS_AT_MOST = 100

/**
 * The rows of a list without end, newest first: reads ahead of where one looks, lets go what is far away, and takes in
 * what is new. Its memory is bounded, but for some bytes per page that was seen.
 */
export function createEventList(source: ListSource) {
  const pages = createPages()
  const arrivals = createArrivals()
  const listeners = new Set<() => void>()
  const rereading = new Set<Chunk>()
  let run = { abort: new AbortController(), loading: false }
  let next: Place | null
  let loaded = false
  let resting = false
  let checking = false
  let refreshing = false
  let failure: { readonly error: unknown } | undefined
  let searchedUntil: string | null = null
  let range = { first: 0, last: 0 }
  let state = stateNow()

  function stateNow(): ListState {
    const busy = run.loading || !loaded
    const phase = failure ? 'failed' : resting ? 'resting' : next === null ? 'end' : busy ? 'loading' : 'idle'
    return {
      count: pages.count,
      phase,
      error: failure?.error,
      searchedUntil,
      waiting: arrivals.count,
      version: pages.version,
    }
  }
  const emit = () => {
    const now = stateNow()
    if (Object.entries(now).every(([name, value]) => state[name as keyof ListState] === value)) return
    state = now
    for (const listener of listeners) listener()
  }
  const restart = () => {
    run.abort.abort()
    run = { abort: new AbortController(), loading: false }
    rereading.clear()
    resting = false
    failure = undefined
  }
  const follow = ({ nextCursor, searchedUntil: until }: PageAnswer) => {
    next = nextCursor === null ? null : { cursor: nextCursor }
    searchedUntil = until
  }

  /** In place of all that was there: the first page, and what came while it was read. */
  const begin = (answer: PageAnswer) => {
    pages.set([chunkOf(undefined, answer.rows)])
    follow(answer)
    loaded = true
    range = { first: 0, last: 0 }
    takeIn(arrivals.release(), true)
  }
  async function load(): Promise<void> {
    const mine = run
    if (mine.loading || failure || resting || (loaded && next === null)) return
    mine.loading = true
    emit()
    try {
      let empty = 0
      do {
        const place = loaded ? (next ?? undefined) : undefined
        const answer = await readPlace(source, place, mine.abort.signal)
        if (mine !== run) return
        if (loaded) {
          const chunk = chunkOf(place, answer.rows)
          if (pages.count === 0) pages.set([chunk])
          else if (chunk.count > 0) pages.add(chunk)
          follow(answer)
        } else begin(answer)
        if (answer.rows.length > 0) break
        empty += 1
        resting = empty >= EMPTY_AT_MOST && next !== null
        emit()
      } while (next !== null && !resting)
    } catch (error) {
      if (mine === run) failure = { error }
    } finally {
      mine.loading = false
      if (mine === run) tend()
      else emit()
    }
  }
  async function reread(chunk: Chunk): Promise<void> {
    const mine = run
    if (rereading.has(chunk) || failure) return
    rereading.add(chunk)
    try {
      const rows = await readAgain(source, chunk, mine.abort.signal)
      if (mine === run) pages.fill(chunk, rows)
    } catch (error) {
      if (mine === run) failure = { error }
    } finally {
      rereading.delete(chunk)
      if (mine === run) tend()
    }
  }
  /** Reads what will be looked at soon, and lets go what is far away. */
  function tend(): void {
    const { first, last } = range
    const from = pages.chunkAt(first) - 1
    const to = pages.chunkAt(last) + 1
    pages.chunks.forEach((chunk, index) => {
      // The top is never let go: it has no place to be read from again.
      if (index === 0) return
      if (index < from - KEPT || index > to + KEPT) chunk.rows = undefined
      else if (index >= from && index <= to && chunk.rows === undefined) void reread(chunk)
    })
    emit()
    if (!loaded || last + AHEAD >= pages.count) void load()
  }

  /** `join`: shows new rows; else they wait. What is shown already is brought up to date in any case. */
  function takeIn(rows: readonly Row[], join: boolean): void {
    const top = pages.chunks[0]
    if (!top) return
    const goesOn = next !== null || pages.chunks.length > 1
    const own = rows.filter(({ id }) => !goesOn || id >= top.lastId)
    const before = top.rows ?? []
    const known = join || own.length === 0 ? undefined : new Set(before.map(({ id }) => id))
    const shown = known ? own.filter(({ id }) => known.has(id)) : own
    if (known) arrivals.hold(own.filter(({ id }) => !known.has(id)))
    if (shown.length === 0) return
    const merged = mergeRows(shown, before)
    if (merged.length <= TOP_AT_MOST) {
      pages.fill(top, merged)
      return
    }
    restart()
    const kept = merged.slice(0, TOP_AFTER_CUT)
    const lastId = kept.at(-1)?.id ?? ''
    pages.set([{ place: undefined, rows: kept, count: kept.length, lastId }])
    next = { below: lastId }
  }
  const replace = (fresh: readonly Row[]) => {
    pages.replace(fresh, range)
    emit()
  }
  const reload = () => {
    restart()
    arrivals.drop()
    arrivals.reloading = true
    loaded = false
    next = undefined
    void load()
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    state: () => state,
    at: pages.at,
    indexOf: pages.indexOf,
    start: tend,
    stop: restart,
    /** Says which rows are looked at. */
    look(first: number, last: number) {
      if (first === range.first && last === range.last) return
      range = { first, last }
      tend()
    },
    /** What came live, newest first. */
    offer(rows: readonly Row[], join: boolean) {
      if (loaded) takeIn(rows, join)
      else arrivals.hold(rows)
      emit()
    },
    /** So many came that perhaps belong to the list; the hub must be asked. */
    mayMatch(count: number) {
      arrivals.hint(count)
      emit()
    },
    /** Shows what waits; from the hub, when it is more than was kept. */
    showWaiting() {
      if (arrivals.complete) takeIn(arrivals.release(), true)
      else reload()
      emit()
    },
    /** Reads all anew; what is there stays until the first page has come. */
    reload,
    retry() {
      failure = undefined
      resting = false
      tend()
    },
    /** Compares the top with the hub: what was missed is taken in. */
    async check(join: () => boolean) {
      const mine = run
      if (!loaded || checking) return
      checking = true
      try {
        const answer = await readPlace(source, undefined, mine.abort.signal)
        if (mine !== run || !loaded) return
        const newest = pages.chunks[0]?.rows?.[0]?.id ?? ''
        const reaches = answer.nextCursor === null || (answer.rows.at(-1)?.id ?? '~') <= newest
        if (reaches) takeIn(answer.rows, join())
        else if (join()) {
          restart()
          begin(answer)
        } else arrivals.hint(answer.rows.length)
        emit()
      } catch {
        // The next check, or the live connection, says when the hub is away.
      } finally {
        checking = false
      }
    },
    /** Asks again for rows in sight that were still on their way; for none when all have arrived. */
    async refresh() {
      const ids = pages.unsettled(range).slice(0, IDS_AT_MOST)
      if (ids.length === 0 || refreshing) return
      refreshing = true
      try {
        replace(await source.readThese(ids, run.abort.signal))
      } catch {
        // As above.
      } finally {
        refreshing = false
      }
    },
    /** A row as it is now. */
    patch(row: Row) {
      replace([row])
    },
  }
}
