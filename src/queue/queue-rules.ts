import type { Release } from '../lib/lease.ts'
import type { Limits } from './holding.ts'
import type { Leased } from './schedule.ts'

/** What a claim goes by. */
export interface ClaimTerms {
  /** Rows that are due by this time are due; milliseconds. */
  readonly now: number
  /** The process that claims. */
  readonly owner: string
  /** When a lease of so many milliseconds ends. To be used for every lease of this claim, which is known by it. */
  until(leaseMs: number): number
}

export interface Claim<Job> {
  readonly jobs: readonly Job[]
  /** More may be due. */
  readonly more: boolean
  /** Rows are due that may not go yet: look again soon. */
  readonly waiting?: boolean
}

/** What a stage declares of its queue; the queue does the rest. */
export interface QueueRules<Job> {
  readonly name: string
  readonly limits: Limits
  /** How long work under way may take to end when the queue stops; then it is cut off. */
  readonly stopWithinMs: number
  /** Rows whose work was cut off or failed: given back, or left to their lease since they must not be done twice. */
  readonly cutOff: 'give back' | 'keep'
  idOf(job: Job): string
  bytesOf(job: Job): number
  leaseMs(job: Job): number
  /** Leases due rows. A rejection means that the store failed. */
  claim(terms: ClaimTerms): Promise<Claim<Job>>
  /**
   * Works on jobs and settles each that is done. When it resolves their place is free; what is not settled stays held. A
   * rejection means that the store failed: what is not settled is tried again after a back-off.
   */
  work(batch: readonly Leased<Job>[], signal: AbortSignal): Promise<void>
  /** Ends leases. Resolves with the number of rows that became due. */
  release(what: Release): Promise<number>
  /** False while nothing new may start, and nothing be claimed; `settle` and `review` look again. */
  mayStart?(): boolean
  /** Whether a job whose lease lasts so much longer may still start. */
  mayStillStart?(job: Job, leftMs: number): boolean
  /** The queue polls: any row may be due. */
  onPoll?(): void
  /** Writes what the work left to be written, before leases are given back. Bounded in time. */
  flush?(): Promise<void>
}
