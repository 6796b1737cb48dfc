/** Takes what comes, and hands it on together when it comes too fast. */
export interface Collector<T> {
  add(items: readonly T[]): void
  stop(): void
}

export interface Pace {
  /** What comes within so many milliseconds of the first belongs together. */
  readonly gatherMs: number
  /** The least time between two handings on. */
  readonly quietMs: number
}

/** Hands on what came, all at once, at the pace. */
export function createCollector<T>(handOn: (items: readonly T[]) => void, { gatherMs, quietMs }: Pace): Collector<T> {
  let waiting: T[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY
  const flush = () => {
    timer = undefined
    const items = waiting
    waiting = []
    last = Date.now()
    handOn(items)
  }
  return {
    add(items) {
      if (items.length === 0) return
      waiting.push(...items)
      timer ??= setTimeout(flush, Math.max(gatherMs, last + quietMs - Date.now()))
    },
    stop: () => clearTimeout(timer),
  }
}
