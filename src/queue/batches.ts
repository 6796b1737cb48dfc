import type { Leased, Schedule } from './schedule.ts'

/** Jobs in the order in which they came, many at a time. */
export class Batches<Job> implements Schedule<Job> {
  readonly #size: number
  readonly #concurrency: number
  #waiting: Leased<Job>[] = []
  #running = 0

  constructor({ size, concurrency }: { readonly size: number; readonly concurrency: number }) {
    this.#size = size
    this.#concurrency = concurrency
  }

  add(item: Leased<Job>): void {
    this.#waiting.push(item)
  }

  next(): readonly Leased<Job>[] | undefined {
    if (this.#waiting.length === 0 || this.#running >= this.#concurrency) return undefined
    this.#running++
    return this.#waiting.splice(0, this.#size)
  }

  free(): void {
    this.#running--
  }

  putBack(batch: readonly Leased<Job>[]): void {
    this.#waiting.unshift(...batch)
  }

  waitMs(): undefined {
    return undefined
  }

  hungry(): boolean {
    return false
  }

  clear(): readonly Leased<Job>[] {
    return this.#waiting.splice(0)
  }
}
