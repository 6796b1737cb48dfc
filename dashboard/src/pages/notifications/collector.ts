/** Takes what comes, and hands it on together when it comes too fast. */
export interface Collector<T> {
  add(items: readonly T[]): void
  stop(): void
}

/** Hands on at once after `quietMs` of silence; what comes sooner waits until so long has passed. */
export function createCollector<T>(handOn: (items: readonly T[]) => void, quietMs: number): Collector<T> {
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
      timer ??= setTimeout(flush, Math.max(0, last + quietMs - Date.now()))
    },
    stop: () => clearTimeout(timer),
  }
}
