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
