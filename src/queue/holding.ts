import type { Lease } from '../lib/lease.ts'
import type { Size } from './group-commit.ts'
import { type Outcome, Reservation } from './reservation.ts'
import type { Leased } from './schedule.ts'

export interface Limits extends Size {
  /** Claims fill memory up to this many rows; the rest is for what earlier stages hand over. */
  readonly claimRows: number
}

/** The rows that a queue has in memory, and the room it promised; bounded in rows and bytes. */
export class Holding<Job> {
  readonly #limits: Limits
  readonly #items = new Map<string, Leased<Job>>()
  #bytes = 0
  #reservedRows = 0
  #reservedBytes = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get rows(): number {
    return this.#items.size
  }

  get bytes(): number {
    return this.#bytes
  }

  ids(): string[] {
    return [...this.#items.keys()]
  }

  has(id: string): boolean {
    return this.#items.has(id)
  }

  /** The rows whose lease ends at one of these times. */
  leasedUntil(times: readonly number[]): string[] {
    return [...this.#items.values()].flatMap((item) => (times.includes(item.leasedUntil) ? item.id : []))
  }

  /** False when the row is held already. */
  add(item: Leased<Job>): boolean {
    if (this.#items.has(item.id)) return false
    this.#items.set(item.id, item)
    this.#bytes += item.bytes
    return true
  }

  delete(id: string): void {
    const item = this.#items.get(id)
    if (!item) return
    this.#items.delete(id)
    this.#bytes -= item.bytes
  }

  hasRoomForClaim(): boolean {
    const { claimRows, bytes } = this.#limits
    return this.#items.size + this.#reservedRows < claimRows && this.#bytes + this.#reservedBytes < bytes
  }

  /** Room for so much, or undefined; `end` hears how the reservation ended. */
  reserve({ rows, bytes }: Size, lease: Lease, end: (outcome: Outcome<Job>) => void): Reservation<Job> | undefined {
    if (this.#items.size + this.#reservedRows + rows > this.#limits.rows) return undefined
    if (this.#bytes + this.#reservedBytes + bytes > this.#limits.bytes) return undefined
    this.#reservedRows += rows
    this.#reservedBytes += bytes
    return new Reservation(lease, (outcome) => {
      this.#reservedRows -= rows
      this.#reservedBytes -= bytes
      end(outcome)
    })
  }
}
