import type { Clock } from '../../src/lib/clock.ts'

/** A clock that a test moves by hand. */
export interface ManualClock extends Clock {
  /** Moves the time on and runs what is due by then, in order; what those start is given its turn. */
  advance(ms: number): Promise<void>
}

export function createManualClock(start = Date.UTC(2026, 0, 10)): ManualClock {
  let now = start
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await turn()
        const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        waiting = waiting.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
      await turn()
    },
  }
}

/** Lets everything run that needs no time to pass. */
export async function turn(): Promise<void> {
  for (let round = 0; round < 5; round++) await new Promise((resolve) => setImmediate(resolve))
}
