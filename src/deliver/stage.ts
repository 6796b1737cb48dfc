import type { Net } from '../destinations/net.ts'
import type { EndpointHealth } from '../endpoints/health.ts'
import type { EndpointRegistry } from '../endpoints/registry.ts'
import { sizeOf } from '../events/stored.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { Lanes } from '../queue/lanes.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { QueueRules } from '../queue/queue-rules.ts'
import type { Reservation } from '../queue/reservation.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { AttemptRecord } from '../store/attempts/record.ts'
import type { Database } from '../store/database.ts'
import { type DeliveryJob, RELEASE_DELIVERIES } from '../store/deliveries/claim.ts'
import { release } from '../store/lease.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import { createAttempts } from './attempt.ts'
import { createClaims } from './claims.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { Senders } from './senders.ts'
import { createWork } from './work.ts'

/** Calls under way to one endpoint at the most; a call carries as many deliveries as the destination takes at once. */
const CONCURRENCY = 32
/** Deliveries of one endpoint that wait in memory at the most. */
const MAX_WAITING = 10_000
/** Time for rendering, waiting in line and logging, on top of the endpoint's timeout. */
const LEASE_MARGIN_MS = 30_000
const MAX_HELD = {
  rows: Number.POSITIVE_INFINITY,
  bytes: 128 * 1024 * 1024,
  claimRows: Number.POSITIVE_INFINITY,
}
const STOP_WITHIN_MS = 10_000
const LOG_WITHIN_MS = 5000

export interface DeliverStage {
  /** Room for deliveries of one endpoint that are about to be stored; undefined: they are to be due in the store. */
  reserve(endpointId: string, rows: number, bytes: number): Reservation<DeliveryJob> | undefined
  /** Deliveries of these endpoints became due in the store. */
  due(endpointIds: Iterable<string>): void
  /** Deliveries became due: of any endpoint of these workspaces, or of all. */
  wake(workspaceIds?: Iterable<string>): void
  readonly queue: Pick<LeasedQueue<DeliveryJob>, 'takeOver' | 'drop'>
  /** Starts nothing new; what is under way may finish for 10 s, then it is cut off and given back. */
  stop(): Promise<void>
}

export interface DeliverDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly runtime: QueueRuntime
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly net: Net
  readonly health: EndpointHealth
  /** No event with an id below this uuid can still be stored. */
  horizon(): string
  readonly timeoutMs: number
  readonly retryScheduleMs: readonly number[]
  readonly metrics: Metrics
  readonly log: Logger
}

/** Sends deliveries. Each endpoint has its own lane, with its own bounds. */
export function createDeliverStage(deps: DeliverDependencies): DeliverStage {
  const { endpoints } = deps
  const lanes = createLanes(endpoints)
  const senders = new Senders({ ...deps, clock: deps.runtime.clock })
  const recorder = createRecorder(deps.database, deps.runtime.clock, deps.log, (attempts) => {
    // The next of an ordered conversation can go as soon as this one is recorded.
    for (const { endpointId } of attempts)
      if (endpoints.byId(endpointId)?.ordering === 'conversation') lanes.due(endpointId)
    queue.settle(attempts.map(({ deliveryId }) => deliveryId))
  })
  const attempts = createAttempts({ ...deps, senders, clock: deps.runtime.clock })
  const work = createWork({ ...deps, attempts, recorder, settle: (ids) => queue.settle(ids) })
  const rules = queueRules(deps, lanes, recorder, work)
  const queue: LeasedQueue<DeliveryJob> = new LeasedQueue<DeliveryJob>(deps.runtime, lanes, rules, deps.log)
  const wake = (workspaceIds?: Iterable<string>) => {
    markDue(endpoints, lanes, workspaceIds)
    queue.wake()
  }
  endpoints.onChange(() => {
    const ids = new Set(endpoints.all().map(({ id }) => id))
    senders.keep(ids)
    queue.settle(lanes.keep(ids).map(({ id }) => id))
    wake()
  })
  markDue(endpoints, lanes)
  queue.start()

  return {
    queue,
    reserve(endpointId, rows, bytes) {
      if (endpoints.byId(endpointId)?.ordering !== 'none') return undefined
      const freeLane = lanes.reserve(endpointId, rows)
      if (!freeLane) return undefined
      const room = queue.reserve(rows, bytes, leaseMs(deps, endpointId), freeLane)
      if (!room) freeLane()
      return room
    },
    due(endpointIds) {
      for (const id of endpointIds) lanes.due(id)
      queue.review()
    },
    wake,
    async stop() {
      await queue.stop()
      await senders.close()
      await deps.health.flush()
    },
  }
}

/** The rules of the queue of deliveries. */
function queueRules(
  deps: DeliverDependencies,
  lanes: Lanes<DeliveryJob>,
  recorder: Recorder<AttemptRecord>,
  work: QueueRules<DeliveryJob>['work'],
): QueueRules<DeliveryJob> {
  const { database, workspaces, endpoints, runtime } = deps
  const leaseOf = (endpointId: string) => leaseMs(deps, endpointId)
  return {
    name: 'deliver',
    limits: MAX_HELD,
    stopWithinMs: STOP_WITHIN_MS,
    cutOff: 'give back',
    idOf: (job) => job.id,
    bytesOf: (job) => sizeOf(job.event),
    leaseMs: (job) => leaseOf(job.endpointId),
    claim: createClaims({ ...deps, leaseMs: leaseOf }, lanes),
    work,
    release(what) {
      markDue(endpoints, lanes)
      return release(database, RELEASE_DELIVERIES, workspaces.all(), what, {
        owner: runtime.owner,
        now: runtime.clock.now(),
      })
    },
    mayStart: () => !recorder.full(),
    mayStillStart: (job, leftMs) =>
      endpoints.byId(job.endpointId)?.state === 'enabled' && leftMs > timeoutMs(deps, job.endpointId),
    onPoll: () => markDue(endpoints, lanes),
    flush: () => recorder.drain(LOG_WITHIN_MS),
  }
}

function timeoutMs(deps: DeliverDependencies, endpointId: string): number {
  return deps.endpoints.byId(endpointId)?.timeoutMs ?? deps.timeoutMs
}

function leaseMs(deps: DeliverDependencies, endpointId: string): number {
  return timeoutMs(deps, endpointId) + LEASE_MARGIN_MS
}

/** Deliveries of these workspaces may be due; of all, when none is named. */
function markDue(endpoints: EndpointRegistry, lanes: Lanes<DeliveryJob>, workspaceIds?: Iterable<string>): void {
  const wanted = workspaceIds && new Set(workspaceIds)
  for (const { id, workspaceId } of endpoints.all()) if (!wanted || wanted.has(workspaceId)) lanes.due(id)
}

function createLanes(endpoints: EndpointRegistry): Lanes<DeliveryJob> {
  return new Lanes<DeliveryJob>({
    laneOf: (job) => job.endpointId,
    concurrency: CONCURRENCY,
    waiting: MAX_WAITING,
    perSecond: (endpointId) => endpoints.byId(endpointId)?.rateLimit,
    batchOf: (endpointId) => endpoints.byId(endpointId)?.destination.batch,
  })
}
