import type { Sender } from '../destinations/webhook/sender.ts'
import type { EndpointHealth } from '../endpoints/health.ts'
import type { EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import { sizeOf } from '../events/stored.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { Lanes } from '../queue/lanes.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { Reservation } from '../queue/reservation.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import type { Leased } from '../queue/schedule.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import { type DeliveryJob, RELEASE_DELIVERIES } from '../store/deliveries/claim.ts'
import { release } from '../store/lease.ts'
import { type Attempt, createAttempts } from './attempt.ts'
import { createClaims } from './claims.ts'
import { createRecorder } from './recorder.ts'

/** Requests under way to one endpoint at the most. */
const CONCURRENCY = 32
/** Deliveries of one endpoint that wait in memory at the most. */
const MAX_WAITING = 10_000
/** Beyond the endpoint's timeout: what rendering, waiting in line and logging may take. */
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
  /** Deliveries of any endpoint became due. */
  wake(): void
  readonly queue: Pick<LeasedQueue<DeliveryJob>, 'takeOver' | 'drop'>
  /** Starts nothing new; what is under way may finish for 10 s, then it is cut off and given back. */
  stop(): Promise<void>
}

interface DeliverDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly runtime: QueueRuntime
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly sender: Sender
  readonly health: EndpointHealth
  /** No event with an id below this uuid can still be stored. */
  horizon(): string
  readonly timeoutMs: number
  readonly retryScheduleMs: readonly number[]
  readonly metrics: Metrics
  readonly log: Logger
}

/** Sends deliveries: bounded per endpoint, each endpoint in a lane of its own. */
export function createDeliverStage(deps: DeliverDependencies): DeliverStage {
  const { database, workspaceId, endpoints, log } = deps
  const { clock, owner } = deps.runtime
  const timeoutMs = (endpointId: string) => endpoints.byId(endpointId)?.timeoutMs ?? deps.timeoutMs
  const leaseMs = (endpointId: string) => timeoutMs(endpointId) + LEASE_MARGIN_MS
  const lanes = createLanes(endpoints)
  const makeAttempt = createAttempts({ ...deps, clock })
  const recorder = createRecorder<Attempt>(database, workspaceId, clock, log, (attempts) => {
    // The next of an ordered conversation can go as soon as this one is recorded.
    for (const { endpointId } of attempts)
      if (endpoints.byId(endpointId)?.ordering === 'conversation') lanes.due(endpointId)
    queue.settle(attempts.map(({ deliveryId }) => deliveryId))
  })
  const attempt = async ({ job }: Leased<DeliveryJob>, signal: AbortSignal) => {
    const endpoint = endpoints.byId(job.endpointId)
    try {
      const made = endpoint && (await makeAttempt(endpoint, job, signal))
      // One that was cut off stays held, and is given back.
      if (made) recorder.add(made)
    } catch (error) {
      // Only a fault of the hub comes here. The lease runs out and the delivery is tried again.
      log.error({ delivery: job.id, error: messageOf(error) }, 'a delivery could not be sent')
      queue.settle([job.id])
    }
  }
  const markAllDue = () => {
    for (const { id } of endpoints.all()) lanes.due(id)
  }

  const queue: LeasedQueue<DeliveryJob> = new LeasedQueue<DeliveryJob>(
    deps.runtime,
    lanes,
    {
      name: 'deliver',
      limits: MAX_HELD,
      stopWithinMs: STOP_WITHIN_MS,
      cutOff: 'give back',
      idOf: (job) => job.id,
      bytesOf: (job) => sizeOf(job.event),
      leaseMs: (job) => leaseMs(job.endpointId),
      claim: createClaims({ ...deps, leaseMs }, lanes),
      work: async (batch, signal) => {
        for (const item of batch) await attempt(item, signal)
      },
      release(what) {
        markAllDue()
        return release(database, RELEASE_DELIVERIES, workspaceId, what, { owner, now: clock.now() })
      },
      mayStart: () => !recorder.full(),
      mayStillStart: (job, leftMs) =>
        endpoints.byId(job.endpointId)?.state === 'enabled' && leftMs > timeoutMs(job.endpointId),
      onPoll: () => markAllDue(),
      flush: () => recorder.drain(LOG_WITHIN_MS),
    },
    log,
  )
  const wake = () => {
    markAllDue()
    queue.wake()
  }
  endpoints.onChange(() => {
    const dropped = lanes.keep(new Set(endpoints.all().map(({ id }) => id)))
    queue.settle(dropped.map(({ id }) => id))
    wake()
  })
  markAllDue()
  queue.start()

  return {
    queue,
    reserve(endpointId, rows, bytes) {
      if (endpoints.byId(endpointId)?.ordering !== 'none') return undefined
      const freeLane = lanes.reserve(endpointId, rows)
      if (!freeLane) return undefined
      const room = queue.reserve(rows, bytes, leaseMs(endpointId), freeLane)
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
      await deps.health.flush()
    },
  }
}

function createLanes(endpoints: EndpointRegistry): Lanes<DeliveryJob> {
  return new Lanes<DeliveryJob>({
    laneOf: (job) => job.endpointId,
    concurrency: CONCURRENCY,
    waiting: MAX_WAITING,
    perSecond: (endpointId) => endpoints.byId(endpointId)?.rateLimit,
  })
}
