import type { DeliveryJob } from '../store/deliveries/claim.ts'

/** Requests under way to one endpoint at the most. */
export const LANE_CONCURRENCY = 32
/** Deliveries of one endpoint waiting in memory at the most; the rest stays due in the store. */
const LANE_QUEUE = 10_000
/** Deliveries of one endpoint claimed from the store at once, and of all endpoints together. */
const CLAIM_SIZE = 256
const CLAIM_TOTAL = 2000
const CLAIM_LEAST = 16

export interface LeasedJob {
  readonly job: DeliveryJob
  readonly leasedUntil: number
  readonly bytes: number
}

/** What is waiting and under way for one endpoint: no other endpoint waits for it. */
export interface Lane {
  readonly endpointId: string
  readonly queue: LeasedJob[]
  /** Jobs in memory that are not recorded yet: queued, sending, or waiting for the log. */
  readonly held: Set<string>
  active: number
  reserved: number
  /** The store may hold due deliveries of this endpoint. */
  mayHaveDue: boolean
  /** Wall time (ms) before which the rate limit allows no request. */
  notBefore: number
  /** Runs when the rate limit makes the lane wait. */
  timer: NodeJS.Timeout | undefined
}

export function createLane(endpointId: string): Lane {
  return {
    endpointId,
    queue: [],
    held: new Set(),
    active: 0,
    reserved: 0,
    mayHaveDue: true,
    notBefore: 0,
    timer: undefined,
  }
}

export function hasRoom(lane: Lane): boolean {
  return lane.queue.length + lane.reserved < LANE_QUEUE
}

/** Whether deliveries are to be claimed from the store now. */
export function wantsMore(lane: Lane): boolean {
  return lane.mayHaveDue && lane.queue.length + lane.active < LANE_CONCURRENCY
}

/** Who is served by the next claim, and with how many deliveries each: whoever comes first waits for no other. */
export function shareClaim<Waiting>(waiting: readonly Waiting[]): { served: readonly Waiting[]; limit: number } {
  const served = waiting.slice(0, CLAIM_TOTAL / CLAIM_LEAST)
  return { served, limit: Math.min(CLAIM_SIZE, Math.floor(CLAIM_TOTAL / Math.max(1, served.length))) }
}

/** Takes one turn of the rate limit; false when it must wait until `lane.notBefore`. */
export function takeTurn(lane: Lane, perSecond: number | undefined, now: number): boolean {
  if (perSecond === undefined) return true
  if (now < lane.notBefore) return false
  lane.notBefore = Math.max(now, lane.notBefore) + 1000 / perSecond
  return true
}
