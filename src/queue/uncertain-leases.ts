/** After this long, a statement whose answer was lost has either committed or never will. */
export const UNCERTAIN_MS = 5000
const MOST = 5000

/**
 * Leases of statements that got no answer: rows may be leased to this process that it does not have. They are known by the
 * time at which their lease ends, which such a statement got as a parameter.
 */
export class UncertainLeases {
  #leases: { readonly leasedUntil: number; readonly readyAt: number }[] = []

  add(leasedUntil: readonly number[], now: number): void {
    for (const time of leasedUntil) this.#leases.push({ leasedUntil: time, readyAt: now + UNCERTAIN_MS })
    this.#leases.splice(0, this.#leases.length - MOST)
  }

  /** Those that can be given back at `now`, without doubles. */
  ready(now: number): number[] {
    const ready = this.#leases.flatMap(({ leasedUntil, readyAt }) => (readyAt <= now ? leasedUntil : []))
    return [...new Set(ready)]
  }

  done(leasedUntil: readonly number[], now: number): void {
    this.#leases = this.#leases.filter((lease) => lease.readyAt > now || !leasedUntil.includes(lease.leasedUntil))
  }
}
