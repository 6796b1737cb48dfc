/** The time, and what happens after some time. Injected, so that a test can move it by hand. */
export interface Clock {
  /** Whole milliseconds since 1970. */
  now(): number
  /** Runs once after `ms`, never at once; does not keep the process alive. Returns the function that cancels it. */
  after(ms: number, run: () => void): () => void
}

/** A clock that follows the database's, which is the one that all processes share. */
export interface DatabaseClock extends Clock {
  /** The database said `time` in an answer to a question asked at `askedAt` and answered now; both by `performance.now()`. */
  follow(time: number, askedAt: number): void
  /** How far the database's clock is ahead of this machine's, in milliseconds; as last measured. */
  offsetMs(): number
}

/**
 * Between two measurements the clock is the monotonic one of the process, so that a change of the machine's time moves no
 * lease. A measurement within the uncertainty of its round trip changes nothing: the clock does not jitter.
 */
export function createDatabaseClock(): DatabaseClock {
  let base = performance.timeOrigin
  return {
    now: () => Math.floor(base + performance.now()),
    after,
    follow(time, askedAt) {
      const answeredAt = performance.now()
      const measured = time - (askedAt + answeredAt) / 2
      if (Math.abs(measured - base) > (answeredAt - askedAt) / 2 + 1) base = measured
    },
    offsetMs: () => Math.round(base + performance.now() - Date.now()),
  }
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
