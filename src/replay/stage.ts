import type { Endpoint, EndpointRegistry } from '../endpoints/registry.ts'
import { EVENT_TYPES, matchesPattern } from '../events/catalogue.ts'
import { newUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import { Batches } from '../queue/batches.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import { Turns } from '../queue/turns.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { createMatcher } from '../routing/match.ts'
import { orderingKeyOf } from '../routing/ordering-key.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import { release } from '../store/lease.ts'
import {
  advanceReplay,
  claimReplay,
  MAX_WAITING,
  RELEASE_REPLAYS,
  type ReplayJob,
  readReplayEvents,
} from '../store/replays/claim.ts'
import type { Workspaces } from '../store/workspaces/known.ts'

const LEASE_MS = 30_000
const CHUNK = 500
/** How long a replay pauses while its endpoint takes nothing, or has enough that waits. */
const PAUSE_MS = 1000
const ONE = { rows: 1, bytes: Number.POSITIVE_INFINITY, claimRows: 1 }
const STOP_WITHIN_MS = 10_000

export interface ReplayStage {
  /** Replays became due in the store: of these workspaces, or of any. */
  wake(workspaceIds?: Iterable<string>): void
  readonly queue: Pick<LeasedQueue<ReplayJob>, 'takeOver' | 'drop'>
  stop(): Promise<void>
}

interface ReplayDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly runtime: QueueRuntime
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly log: Logger
  /** New deliveries are due. */
  onQueued(workspaceId: string): void
}

/** Runs replays, a chunk of events in each transaction: a crash or a stop only pauses one. */
export function createReplayStage(deps: ReplayDependencies): ReplayStage {
  const { database, workspaces } = deps
  const { clock, owner } = deps.runtime
  const turns = new Turns(workspaces.all)
  const wake = turns.wakes(() => queue)

  const queue: LeasedQueue<ReplayJob> = new LeasedQueue<ReplayJob>(
    deps.runtime,
    new Batches({ size: 1, concurrency: 1 }),
    {
      name: 'replay',
      limits: ONE,
      stopWithinMs: STOP_WITHIN_MS,
      cutOff: 'give back',
      idOf: (replay) => replay.id,
      bytesOf: () => 0,
      leaseMs: () => LEASE_MS,
      async claim({ now, until }) {
        const lease = { owner, until: until(LEASE_MS) }
        return await turns.claim(async (workspaceId) => {
          const replay = await claimReplay(database, workspaceId, now, lease)
          return { jobs: replay ? [replay] : [], more: replay !== undefined }
        })
      },
      async work(batch) {
        for (const { job } of batch) {
          const pauseMs = await step(deps, job)
          queue.settle([job.id])
          clock.after(pauseMs, () => wake([job.workspaceId]))
        }
      },
      onPoll: () => turns.due(),
      release(what) {
        turns.due()
        return release(database, RELEASE_REPLAYS, workspaces.all(), what, { owner, now: clock.now() })
      },
    },
    deps.log,
  )
  queue.start()

  return { queue, wake, stop: () => queue.stop() }
}

/** One chunk of a replay. Resolves with the milliseconds until the next. */
async function step(deps: ReplayDependencies, replay: ReplayJob): Promise<number> {
  const { database } = deps
  const { workspaceId } = replay
  const endpoint = deps.endpoints.byId(replay.endpointId)
  const now = deps.runtime.clock.now()
  if (replay.waiting >= MAX_WAITING || endpoint?.state !== 'enabled') {
    const { cursor } = replay
    const paused = { cursor, deliveries: [], done: false, dueAt: new Date(now + PAUSE_MS) }
    await advanceReplay(database, workspaceId, replay, paused, now)
    return PAUSE_MS
  }
  const { read, chosen } = await choose(deps, replay, endpoint)
  await advanceReplay(
    database,
    workspaceId,
    replay,
    {
      cursor: read.at(-1)?.event.id ?? replay.cursor,
      deliveries: chosen.map(({ event, sent, unrouted }) => ({
        // An event that is still to be processed gets its delivery then, too: under the same id it arrives once.
        id: unrouted && !sent ? deliveryIdOf(event, endpoint.id) : newUuid(),
        eventId: event.id,
        orderingKey: orderingKeyOf(endpoint, event),
      })),
      done: read.length < CHUNK,
      dueAt: new Date(now),
    },
    now,
  )
  if (chosen.length > 0) deps.onQueued(workspaceId)
  return 0
}

/** The next events of a replay, and those of them that the endpoint is to get. */
async function choose(deps: ReplayDependencies, replay: ReplayJob, endpoint: Endpoint) {
  const { workspaceId, selection } = replay
  const types = EVENT_TYPES.filter((type) => selection.events.some((pattern) => matchesPattern(pattern, type)))
  const read = await readReplayEvents(deps.database, workspaceId, replay, types, CHUNK)
  await deps.accounts.load(
    workspaceId,
    read.flatMap(({ event }) => event.accountId ?? []),
  )
  const matcher = createMatcher([endpoint], deps.accounts.byId)
  const chosen = read
    .filter(({ sent, failed }) => selection.status === 'all' || (selection.status === 'failed' ? failed : !sent))
    .filter(({ event }) => matcher.match(event).length > 0)
  return { read, chosen }
}
