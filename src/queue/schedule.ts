/** A row of the store that is leased to this process and that this process has in memory. */
export interface Leased<Job> {
  readonly id: string
  readonly job: Job
  readonly bytes: number
  /** When the lease ends, in milliseconds of the clock. */
  readonly leasedUntil: number
}

/** Decides which of the jobs that a queue holds are worked on next. The queue holds them, a schedule only orders them. */
export interface Schedule<Job> {
  add(item: Leased<Job>): void
  /** Takes what may start at `now`; undefined when nothing may. Its place is taken until `free`. */
  next(now: number): readonly Leased<Job>[] | undefined
  /** The work on these ended, so that others may start in their place. */
  free(batch: readonly Leased<Job>[]): void
  /** These were taken with `next` and freed, and could not be done: they go before the others. */
  putBack(batch: readonly Leased<Job>[]): void
  /** Milliseconds from `now` until something may start although no work ends; undefined: nothing waits for a time. */
  waitMs(now: number): number | undefined
  /** Whether the store may have rows that could start at once. */
  hungry(): boolean
  /** Takes everything that was not started. */
  clear(): readonly Leased<Job>[]
}
