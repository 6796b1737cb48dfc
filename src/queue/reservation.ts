import type { Lease } from '../lib/lease.ts'

/**
 * Room for rows in the memory of the next stage, taken before the statement that stores them, so that the statement can
 * lease them to this process. It ends once, in one of three ways; `using` disposes of what nobody ended.
 *
 * ```
 *            ┌── fill(jobs) ───▶ filled      the rows are stored: the next stage holds these
 *  reserved ─┼── unanswered() ─▶ unanswered  no answer came: the next stage gives the rows back later, should they be there
 *            └── dispose ──────▶ disposed    the rows are not stored, or not needed
 * ```
 */
export class Reservation<Job> implements Disposable {
  /** For the rows that are stored. */
  readonly lease: Lease
  #end: ((outcome: Outcome<Job>) => void) | undefined

  constructor(lease: Lease, end: (outcome: Outcome<Job>) => void) {
    this.lease = lease
    this.#end = end
  }

  /** Hands over what was stored: all of what there is room for, or less. @throws when the reservation has ended */
  fill(jobs: readonly Job[]): void {
    this.#finish({ kind: 'filled', jobs })
  }

  /** @throws when the reservation has ended */
  unanswered(): void {
    this.#finish({ kind: 'unanswered' })
  }

  [Symbol.dispose](): void {
    if (this.#end) this.#finish({ kind: 'disposed' })
  }

  /** The same reservation, to be filled with what `toJob` makes jobs of. This one has ended. */
  map<From>(toJob: (from: From) => Job): Reservation<From> {
    const end = this.#end
    if (!end) throw new Error('a reservation ends once')
    this.#end = undefined
    return new Reservation<From>(this.lease, (outcome) =>
      end(outcome.kind === 'filled' ? { kind: 'filled', jobs: outcome.jobs.map(toJob) } : outcome),
    )
  }

  #finish(outcome: Outcome<Job>): void {
    const end = this.#end
    if (!end) throw new Error('a reservation ends once')
    this.#end = undefined
    end(outcome)
  }
}

export type Outcome<Job> =
  | { readonly kind: 'filled'; readonly jobs: readonly Job[] }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'disposed' }
