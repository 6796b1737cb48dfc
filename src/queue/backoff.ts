const LONGEST_MS = 2000

/** Waits that double from `shortestMs` to 2 s while something fails. */
export class Backoff {
  readonly #shortestMs: number
  readonly #longestMs: number
  #ms = 0

  constructor(shortestMs: number, longestMs = LONGEST_MS) {
    this.#shortestMs = shortestMs
    this.#longestMs = longestMs
  }

  /** How long to wait after one more failure, in milliseconds. */
  next(): number {
    this.#ms = Math.min(this.#longestMs, Math.max(this.#shortestMs, this.#ms * 2))
    return this.#ms
  }

  reset(): void {
    this.#ms = 0
  }
}
