import type { Clock } from '../lib/clock.ts'
import { within } from '../lib/within.ts'
import { Backoff } from './backoff.ts'

const SHORTEST_BACKOFF_MS = 100

export interface Size {
  readonly rows: number
  readonly bytes: number
}

export interface GroupCommitRules<Item> {
  /** How many statements run at a time. */
  readonly concurrency: number
  /** What one statement takes at the most; one item always fits. */
  readonly batch: Size
  /** What waits at the most, see `hasRoom`. */
  readonly waiting: Size
  /** Whether a statement starts with the first item, or at the end of the turn, with all that this turn brings. */
  readonly start: 'at once' | 'after the turn'
  sizeOf(item: Item): Size
  /** False: the item needs no statement any more, since nobody waits for it. */
  wanted?(item: Item): boolean
  /** One statement for all. When it resolves, they are done. */
  write(items: readonly Item[]): Promise<void>
  /** Whether the store refused the content of a batch, as opposed to being away. */
  isRefusal?(error: unknown): boolean
  /** Writes an item of a batch that the store refused. A rejection counts as a failure of the store. */
  writeAlone?(item: Item): Promise<void>
  /** The store failed. `retry`: these items go first again, after a back-off; `done`: the rule has dealt with them. */
  onFailure(items: readonly Item[], error: unknown): 'retry' | 'done'
}

/**
 * Group commit: what comes while a statement runs goes together into the next one.
 *
 * ```
 *          add                 take a batch                written
 *  item ─────────▶ waiting ─────────────────▶ in flight ─────────────▶ done
 *                     ▲                         │    │
 *                     ├── the store failed: ────┘    ├── the store failed, and the rule says `done`
 *                     │   back off, then retry       │
 *                     └── the store failed ── one by one ◀── the store refused the content
 *                                                │
 *                                                └─────── written ───▶ done
 * ```
 */
export class GroupCommit<Item> {
  readonly #rules: GroupCommitRules<Item>
  readonly #clock: Clock
  readonly #backoff = new Backoff(SHORTEST_BACKOFF_MS)
  #waiting: Item[] = []
  #rows = 0
  #bytes = 0
  #inFlight = 0
  #scheduled = false
  #backingOff = false
  #onEmpty: (() => void)[] = []

  constructor(clock: Clock, rules: GroupCommitRules<Item>) {
    this.#clock = clock
    this.#rules = rules
  }

  /** How many items wait for a statement. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Whether an item of this size fits in what may wait; an empty list takes any. */
  hasRoom({ rows, bytes }: Size): boolean {
    if (this.#waiting.length === 0) return true
    const { waiting } = this.#rules
    return this.#rows + rows <= waiting.rows && this.#bytes + bytes <= waiting.bytes
  }

  add(item: Item): void {
    this.#count(item, 1)
    this.#waiting.push(item)
    this.#schedule()
  }

  /** Resolves when nothing waits and nothing is in flight, or after `withinMs`. */
  async drain(withinMs: number): Promise<void> {
    if (this.#waiting.length === 0 && this.#inFlight === 0) return
    await within(new Promise<void>((resolve) => this.#onEmpty.push(resolve)), withinMs)
  }

  #schedule(): void {
    if (this.#rules.start === 'at once') {
      this.#startAll()
      return
    }
    if (this.#scheduled || this.#waiting.length === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#startAll()
    })
  }

  #startAll(): void {
    while (!this.#backingOff && this.#waiting.length > 0 && this.#inFlight < this.#rules.concurrency) {
      const batch = this.#take()
      if (batch.length > 0) void this.#flush(batch)
    }
    if (this.#waiting.length === 0 && this.#inFlight === 0) for (const resolve of this.#onEmpty.splice(0)) resolve()
  }

  #take(): Item[] {
    const { batch: limit, sizeOf, wanted } = this.#rules
    const batch: Item[] = []
    let taken = 0
    let rows = 0
    let bytes = 0
    for (const item of this.#waiting) {
      const size = sizeOf(item)
      if (batch.length > 0 && (rows + size.rows > limit.rows || bytes + size.bytes > limit.bytes)) break
      taken++
      this.#count(item, -1)
      if (wanted && !wanted(item)) continue
      batch.push(item)
      rows += size.rows
      bytes += size.bytes
    }
    this.#waiting.splice(0, taken)
    return batch
  }

  #count(item: Item, sign: 1 | -1): void {
    const { rows, bytes } = this.#rules.sizeOf(item)
    this.#rows += sign * rows
    this.#bytes += sign * bytes
  }

  async #flush(batch: readonly Item[]): Promise<void> {
    this.#inFlight++
    try {
      await this.#rules.write(batch)
      this.#backoff.reset()
    } catch (error) {
      if (this.#rules.writeAlone && this.#rules.isRefusal?.(error)) await this.#writeOneByOne(batch)
      else this.#fail(batch, error)
    } finally {
      this.#inFlight--
      this.#schedule()
      if (this.#waiting.length === 0) this.#startAll()
    }
  }

  /** One item that the store refuses must not hold up the others of its batch. */
  async #writeOneByOne(batch: readonly Item[]): Promise<void> {
    for (const [index, item] of batch.entries()) {
      try {
        await this.#rules.writeAlone?.(item)
      } catch (error) {
        this.#fail(batch.slice(index), error)
        return
      }
    }
    this.#backoff.reset()
  }

  #fail(batch: readonly Item[], error: unknown): void {
    if (this.#rules.onFailure(batch, error) === 'done') return
    for (const item of batch) this.#count(item, 1)
    this.#waiting.unshift(...batch)
    if (this.#backingOff) return
    this.#backingOff = true
    this.#clock.after(this.#backoff.next(), () => {
      this.#backingOff = false
      this.#startAll()
    })
  }
}
