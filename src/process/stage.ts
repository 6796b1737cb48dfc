import type { EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import { type StoredEvent, sizeOf } from '../events/stored.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { Batches } from '../queue/batches.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { ClaimTerms } from '../queue/queue-rules.ts'
import type { Reservation } from '../queue/reservation.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import { Turns } from '../queue/turns.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import { type ClaimedEvent, claimEvents, failEvent, RELEASE_EVENTS } from '../store/event-queue/claim.ts'
import { deferEvents } from '../store/event-queue/defer.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { release } from '../store/lease.ts'
import type { PlannerStatistics } from '../store/planner-statistics.ts'
import { isDataError } from '../store/sql-errors.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import type { EventHandler } from './handler.ts'
import { createPreparation } from './prepare.ts'
import { createRouter, type DeliveryHandover } from './route.ts'

const LEASE_MS = 30_000
/** Batches at work side by side. */
const CONCURRENCY = 2
const MAX_HELD = { rows: 20_000, bytes: 64 * 1024 * 1024, claimRows: 10_000 }
const STOP_WITHIN_MS = 10_000

export interface ProcessStage {
  /** Room for events that are about to be stored; undefined: they are to be due in the store. */
  reserve(rows: number, bytes: number): Reservation<StoredEvent> | undefined
  /** Events became due in the store: of these workspaces, or of any. */
  wake(workspaceIds?: Iterable<string>): void
  readonly queue: Pick<LeasedQueue<ClaimedEvent>, 'takeOver' | 'drop'>
  stop(): Promise<void>
}

interface ProcessDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly runtime: QueueRuntime
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly deliveries: DeliveryHandover | undefined
  /** Deliveries became due in the store, and another process sends them. */
  onDue(workspaceId: string): void
  readonly handlers: readonly EventHandler[]
  readonly window: IdWindow
  /** Handlers emitted events, which are due now. */
  onEmitted(workspaceId: string): void
  readonly statistics: PlannerStatistics
  readonly batchSize: number
  readonly retryAttempts: number
  readonly retryDelayMs: number
  readonly metrics: Metrics
  readonly log: Logger
}

/** Turns pending events into deliveries, in batches, each batch one transaction. */
export function createProcessStage(deps: ProcessDependencies): ProcessStage {
  const { database, workspaces, runtime, metrics } = deps
  const { clock, owner } = runtime
  const turns = new Turns(workspaces.all)
  const wake = turns.wakes(() => queue)
  const settle = (items: readonly ClaimedEvent[]) => queue.settle(items.map(({ event }) => event.id))

  const fail = async (item: ClaimedEvent, error: unknown) => {
    await recordFailure(deps, item, error)
    settle([item])
  }
  const prepare = createPreparation({
    ...deps,
    fail,
    async defer(workspaceId, ids, ms) {
      await deferEvents(database, workspaceId, ids, new Date(clock.now() + ms))
      queue.settle(ids)
      clock.after(ms + 1, () => wake([workspaceId]))
    },
  })
  const route = createRouter({
    ...deps,
    clock,
    onRouted(events, at) {
      deps.statistics.grew(events.length)
      for (const { receivedAt } of events)
        metrics.processDuration.observe(Math.max(0, (at - receivedAt.getTime()) / 1000))
    },
  })

  const queue = new LeasedQueue<ClaimedEvent>(
    runtime,
    new Batches({ size: deps.batchSize, concurrency: CONCURRENCY }),
    {
      name: 'process',
      limits: MAX_HELD,
      stopWithinMs: STOP_WITHIN_MS,
      cutOff: 'give back',
      idOf: ({ event }) => event.id,
      bytesOf: ({ event }) => sizeOf(event),
      leaseMs: () => LEASE_MS,
      async claim({ now, until }: ClaimTerms) {
        const lease = { owner, until: until(LEASE_MS) }
        return await turns.claim(async (workspaceId) => {
          const jobs = await claimEvents(database, workspaceId, now, lease, deps.batchSize * 4)
          // An answer is bounded by its bytes too: only an empty one says that nothing is left.
          return { jobs, more: jobs.length > 0 }
        })
      },
      async work(batch) {
        const byWorkspace = Map.groupBy(batch, ({ job }) => job.event.workspaceId)
        for (const [workspaceId, share] of byWorkspace) {
          const items = await prepare(
            workspaceId,
            share.map(({ job }) => job),
          )
          await routeAll(items, route, { settle, fail })
        }
      },
      onPoll: () => turns.due(),
      release(what) {
        turns.due()
        return release(database, RELEASE_EVENTS, workspaces.all(), what, { owner, now: clock.now() })
      },
    },
    deps.log,
  )
  queue.start()

  return {
    queue,
    reserve: (rows, bytes) => reserveFor(queue, rows, bytes),
    wake,
    stop: () => queue.stop(),
  }
}

interface Ends {
  settle(items: readonly ClaimedEvent[]): void
  fail(item: ClaimedEvent, error: unknown): Promise<void>
}

/** Routes a batch. One event that the store refuses must not hold up the others. */
async function routeAll(
  items: readonly ClaimedEvent[],
  route: (events: readonly StoredEvent[]) => Promise<void>,
  { settle, fail }: Ends,
): Promise<void> {
  if (items.length === 0) return
  try {
    await route(items.map(({ event }) => event))
    settle(items)
  } catch (error) {
    const [only] = items
    if (!only || !isDataError(error)) throw error
    if (items.length === 1) await fail(only, error)
    else for (const item of items) await routeAll([item], route, { settle, fail })
  }
}

/** Notes that an event failed: it is tried again later, each time twice as late, or given up. */
async function recordFailure(deps: ProcessDependencies, item: ClaimedEvent, error: unknown): Promise<void> {
  const { event, attempts } = item
  const last = attempts >= deps.retryAttempts
  if (last) deps.metrics.eventsFailed.inc()
  deps.log.warn({ event: event.id, attempt: attempts + 1, last, error: messageOf(error) }, 'an event failed to process')
  const dueAt = deps.runtime.clock.now() + (last ? 0 : deps.retryDelayMs * 2 ** attempts)
  await failEvent(deps.database, event, messageOf(error), { state: last ? 'failed' : 'pending', dueAt })
}

/** Events come to the queue without the attempts of earlier tries: there were none. */
function reserveFor(
  queue: LeasedQueue<ClaimedEvent>,
  rows: number,
  bytes: number,
): Reservation<StoredEvent> | undefined {
  return queue.reserve(rows, bytes, LEASE_MS)?.map((event: StoredEvent) => ({ event, attempts: 0 }))
}
