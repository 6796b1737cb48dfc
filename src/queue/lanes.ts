import type { Leased, Schedule } from './schedule.ts'

export interface LaneRules<Job> {
  laneOf(job: Job): string
  /** Batches of one lane under way at the most. */
  readonly concurrency: number
  /** Jobs of one lane in memory at the most that wait to start; the rest stays due in the store. */
  readonly waiting: number
  /** The number of jobs of the lane that may start in a second; undefined: no limit. */
  perSecond?(lane: string): number | undefined
  /** The jobs of the lane that start together; undefined: each starts by itself. */
  batchOf?(lane: string): LaneBatch | undefined
}

export interface LaneBatch {
  readonly max: number
  /** How long the first job of a batch that is not full waits for others, milliseconds. */
  readonly waitMs: number
}

interface Lane<Job> {
  readonly name: string
  readonly waiting: Leased<Job>[]
  /** Batches under way. */
  active: number
  reserved: number
  /** The store may hold due rows of this lane. */
  mayHaveDue: boolean
  /** The rate limit allows no start before, in milliseconds of the clock. */
  notBefore: number
  /** When a batch that is not full starts; undefined while none waits. */
  fullBy: number | undefined
  /** When the lane may start its next batch, if it waits for a time. */
  startAt: number
}

/**
 * Jobs in lanes, each with its own concurrency, rate and batches: no lane waits for another. Within a lane they start in the order in
 * which they came. Lanes that the store may have due rows for are served in turn.
 */
export class Lanes<Job> implements Schedule<Job> {
  readonly #rules: LaneRules<Job>
  readonly #lanes = new Map<string, Lane<Job>>()
  /** Lanes in which something may start. */
  readonly #ready = new Set<Lane<Job>>()
  /** Lanes that wait for their rate limit, or for a batch to be full. */
  readonly #timed = new Set<Lane<Job>>()
  /** Lanes with room whose rows are to be claimed; who was served last comes last. */
  readonly #hungry = new Set<Lane<Job>>()

  constructor(rules: LaneRules<Job>) {
    this.#rules = rules
  }

  /** The lane is there, and the store may have due rows for it. */
  due(name: string): void {
    const lane = this.#laneOf(name)
    lane.mayHaveDue = true
    this.#review(lane)
  }

  /** Empties all lanes but these and returns what waited in them. A lane is forgotten when nothing is under way in it. */
  keep(names: ReadonlySet<string>): readonly Leased<Job>[] {
    const dropped: Leased<Job>[] = []
    for (const [name, lane] of this.#lanes) {
      if (names.has(name)) continue
      dropped.push(...lane.waiting.splice(0))
      lane.mayHaveDue = false
      this.#review(lane)
      if (lane.active === 0 && lane.reserved === 0) this.#lanes.delete(name)
    }
    return dropped
  }

  /** Takes up to `count` lanes whose rows are to be claimed, longest unserved first: those that `fits` allows. */
  takeHungry(count: number, fits: (name: string) => boolean = () => true): readonly string[] {
    const taken: string[] = []
    for (const lane of this.#hungry) {
      if (taken.length >= count) break
      if (!fits(lane.name)) continue
      taken.push(lane.name)
      lane.mayHaveDue = false
      this.#hungry.delete(lane)
    }
    return taken
  }

  /** How many more jobs of the lane could start at once. */
  freeOf(name: string): number {
    return this.#free(this.#laneOf(name))
  }

  /** Takes a place for `rows` jobs. Returns the function that gives it back; undefined when there is no room. */
  reserve(name: string, rows: number): (() => void) | undefined {
    const lane = this.#laneOf(name)
    if (lane.waiting.length + lane.reserved + rows > this.#rules.waiting) return undefined
    lane.reserved += rows
    return () => {
      lane.reserved -= rows
    }
  }

  add(item: Leased<Job>): void {
    const lane = this.#laneOf(this.#rules.laneOf(item.job))
    lane.waiting.push(item)
    this.#review(lane)
  }

  next(now: number): readonly Leased<Job>[] | undefined {
    for (const lane of this.#timed) if (lane.startAt <= now) this.#review(lane)
    for (const lane of this.#ready) {
      const batch = this.#rules.batchOf?.(lane.name)
      lane.startAt = this.#startAt(lane, batch, now)
      if (lane.startAt > now) {
        this.#ready.delete(lane)
        this.#timed.add(lane)
        continue
      }
      return this.#start(lane, batch?.max ?? 1, now)
    }
    return undefined
  }

  free([first]: readonly Leased<Job>[]): void {
    if (!first) return
    const lane = this.#laneOf(this.#rules.laneOf(first.job))
    lane.active--
    this.#review(lane)
  }

  putBack(batch: readonly Leased<Job>[]): void {
    const [first] = batch
    if (!first) return
    const lane = this.#laneOf(this.#rules.laneOf(first.job))
    lane.waiting.unshift(...batch)
    this.#review(lane)
  }

  waitMs(now: number): number | undefined {
    let soonest: number | undefined
    for (const { startAt } of this.#timed) soonest = Math.min(soonest ?? startAt, startAt)
    return soonest === undefined ? undefined : Math.max(1, Math.ceil(soonest - now))
  }

  hungry(): boolean {
    return this.#hungry.size > 0
  }

  clear(): readonly Leased<Job>[] {
    const all = [...this.#lanes.values()].flatMap((lane) => lane.waiting.splice(0))
    for (const lane of this.#lanes.values()) this.#review(lane)
    return all
  }

  #laneOf(name: string): Lane<Job> {
    let lane = this.#lanes.get(name)
    if (!lane) {
      lane = {
        name,
        waiting: [],
        active: 0,
        reserved: 0,
        mayHaveDue: false,
        notBefore: 0,
        fullBy: undefined,
        startAt: 0,
      }
      this.#lanes.set(name, lane)
    }
    return lane
  }

  #free(lane: Lane<Job>): number {
    const max = this.#rules.batchOf?.(lane.name)?.max ?? 1
    return (this.#rules.concurrency - lane.active) * max - lane.waiting.length
  }

  /** Files the lane under what it is now. */
  #review(lane: Lane<Job>): void {
    this.#timed.delete(lane)
    if (lane.waiting.length > 0 && lane.active < this.#rules.concurrency) this.#ready.add(lane)
    else this.#ready.delete(lane)
    if (lane.mayHaveDue && this.#free(lane) > 0) this.#hungry.add(lane)
    else this.#hungry.delete(lane)
  }

  /** When the rate limit allows the lane a start, and its batch is full or has waited long enough. */
  #startAt(lane: Lane<Job>, batch: LaneBatch | undefined, now: number): number {
    const allowed = this.#rules.perSecond?.(lane.name) === undefined ? now : Math.max(now, lane.notBefore)
    if (!batch || lane.waiting.length >= batch.max) return allowed
    lane.fullBy ??= now + batch.waitMs
    return Math.max(allowed, lane.fullBy)
  }

  #start(lane: Lane<Job>, max: number, now: number): readonly Leased<Job>[] {
    const batch = lane.waiting.splice(0, max)
    lane.active++
    lane.fullBy = undefined
    const perSecond = this.#rules.perSecond?.(lane.name)
    if (perSecond !== undefined) lane.notBefore = Math.max(now, lane.notBefore) + (1000 * batch.length) / perSecond
    // To the end of the line: the other lanes come before its next batch.
    this.#ready.delete(lane)
    this.#review(lane)
    return batch
  }
}
