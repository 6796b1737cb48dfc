/** Work that is repeated, never twice at once. */
export interface Ticker {
  /** Runs it now, or joins the run under way. */
  tick(): Promise<void>
  /** No further runs by the clock; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Repeats `work`, which must not reject, every `everyMs`; the timer does not keep the process alive. */
export function startTicker(everyMs: number, work: () => Promise<void>): Ticker {
  let running: Promise<void> | undefined
  const tick = () => {
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }
  const timer = setInterval(() => void tick(), everyMs)
  timer.unref()
  return {
    tick,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** Work that collects and is done together. */
export interface Flusher {
  /** There is something to do: it is done within the time. */
  later(): void
  /** Does it now, or joins the run under way. */
  flush(): Promise<void>
  /** No further runs by the clock; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/**
 * Runs `work`, which must not reject, at most once in `withinMs`, and only when it was asked for. When it resolves with true
 * something is left, and it runs again.
 */
export function startFlusher(withinMs: number, work: () => Promise<boolean>): Flusher {
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const flush = () => {
    running ??= work()
      .then((left) => left && later())
      .then(() => {
        running = undefined
      })
    return running
  }
  const later = () => {
    if (timer || stopped) return
    timer = setTimeout(() => {
      timer = undefined
      void flush()
    }, withinMs)
    timer.unref()
  }
  return {
    later,
    flush,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
