import type { EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import { EVENT_TYPES, matchesPattern } from '../events/catalogue.ts'
import { newUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { createMatcher } from '../routing/match.ts'
import { orderingKeyOf } from '../routing/ordering-key.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import { advanceReplay, claimReplay, MAX_WAITING, readReplayEvents } from '../store/replays/claim.ts'

const POLL_MS = 1000
const LEASE_MS = 30_000
const CHUNK = 500

export interface ReplayStage {
  wake(): void
  stop(): Promise<void>
}

interface ReplayDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly log: Logger
  /** New deliveries are due. */
  onQueued(): void
}

/** Runs replays, a chunk of events in each transaction: a crash or a stop only pauses one. */
export function createReplayStage(deps: ReplayDependencies): ReplayStage {
  const { database, workspaceId } = deps
  let running: Promise<void> | undefined
  let stopping = false

  const step = async (): Promise<boolean> => {
    const replay = await claimReplay(database, workspaceId, LEASE_MS)
    if (!replay) return false
    const endpoint = deps.endpoints.byId(replay.endpointId)
    if (replay.waiting >= MAX_WAITING || endpoint?.state !== 'enabled') {
      const { cursor } = replay
      await advanceReplay(database, workspaceId, replay, { cursor, deliveries: [], done: false, dueInMs: POLL_MS })
      return false
    }
    const { selection } = replay
    const types = EVENT_TYPES.filter((type) => selection.events.some((pattern) => matchesPattern(pattern, type)))
    const read = await readReplayEvents(database, workspaceId, replay, types, CHUNK)
    await deps.accounts.load(read.flatMap(({ event }) => event.accountId ?? []))
    const matcher = createMatcher([endpoint], deps.accounts.byId)
    const chosen = read
      .filter(({ sent, failed }) => selection.status === 'all' || (selection.status === 'failed' ? failed : !sent))
      .filter(({ event }) => matcher.match(event).length > 0)
    await advanceReplay(database, workspaceId, replay, {
      cursor: read.at(-1)?.event.id ?? replay.cursor,
      deliveries: chosen.map(({ event, sent, unrouted }) => ({
        // An event that is still to be processed gets its delivery then, too: under the same id it arrives once.
        id: unrouted && !sent ? deliveryIdOf(event, endpoint.id) : newUuid(),
        eventId: event.id,
        orderingKey: orderingKeyOf(endpoint, event),
      })),
      done: read.length < CHUNK,
      dueInMs: 0,
    })
    if (chosen.length > 0) deps.onQueued()
    return true
  }

  const run = async () => {
    try {
      while (!stopping && (await step())) await new Promise(setImmediate)
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'a replay could not go on; trying again')
    }
  }
  const wake = () => {
    if (stopping) return
    running ??= run().finally(() => {
      running = undefined
    })
  }
  const poll = setInterval(wake, POLL_MS)

  return {
    wake,
    async stop() {
      stopping = true
      clearInterval(poll)
      await running
    },
  }
}
