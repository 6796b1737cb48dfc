import type { Clock } from '../lib/clock.ts'

/** What all queues of a process share. */
export interface QueueRuntime {
  readonly clock: Clock
  /** This process, as the rows it leases name it. */
  readonly owner: string
  /** Milliseconds between two looks into the store; 0: somebody else wakes the queues when rows become due. */
  readonly pollMs: number
  /** Whether this process was not heard of for so long that others may have taken over what it holds. */
  lapsed(): boolean
}
