import type { EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import { EVENT_TYPES, matchesPattern } from '../events/catalogue.ts'
import { floorUuid, newUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { createMatcher } from '../routing/match.ts'
import { orderingKeyOf } from '../routing/ordering-key.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import { uuidArray } from '../store/binary.ts'
import type { Database } from '../store/database.ts'
import { type EventColumns, toStoredEvent } from '../store/event-queue/claim.ts'
import type { ReplaySelection } from '../store/replays/replays.ts'

const POLL_MS = 1000
const LEASE_MS = 30_000
const CHUNK = 500
/** Deliveries of the endpoint that may wait before the replay pauses: live events must not queue behind all of history. */
const MAX_WAITING = 5000

export interface ReplayStage {
  wake(): void
  stop(): Promise<void>
}

interface ReplayRow {
  id: string
  endpoint_id: string
  selection: string
  cursor: string | null
  waiting: number
}

const CLAIM = {
  name: 'claim_replay',
  background: true,
  text: `update replays r set due_at = now() + $2::int4 * interval '1 millisecond'
    where (workspace_id, id) in (
      select workspace_id, id from replays where workspace_id = $1::uuid and state = 'running' and due_at <= now()
      order by due_at limit 1 for update skip locked)
    returning r.id, r.endpoint_id, r.selection, r.cursor, (select count(*)::int from (
      select 1 from deliveries d where d.workspace_id = r.workspace_id and d.endpoint_id = r.endpoint_id
        and d.state = 'pending' limit ${MAX_WAITING}) t) as waiting`,
} as const

const READ = {
  name: 'read_replay_events',
  text: `select e.workspace_id, e.id as event_id, e.platform, e.account_id, e.type, e.occurred_at, e.received_at,
      e.sender_id, e.conversation_key, e.data, e.raw,
      exists (select 1 from deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id and d.endpoint_id = $2::uuid) as sent,
      exists (select 1 from deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id and d.endpoint_id = $2::uuid
        and d.state = 'failed') as failed,
      exists (select 1 from event_queue q where q.workspace_id = e.workspace_id and q.event_id = e.id) as unrouted
    from events e
    where e.workspace_id = $1::uuid and e.id > $3::uuid and e.id < $4::uuid and e.type = any($5::text[])
    order by e.id limit $6::int4`,
}

interface ReadRow extends EventColumns {
  sent: boolean
  failed: boolean
  unrouted: boolean
}

const ADVANCE = {
  name: 'advance_replay',
  text: `with moved as (
      update replays set cursor = $3::uuid, queued = queued + cardinality($4::uuid[]), due_at = now() + $7::int4 * interval '1 millisecond',
        state = case when $6::boolean then 'completed' else state end,
        completed_at = case when $6::boolean then now() end
      where workspace_id = $1::uuid and id = $2::uuid and state = 'running' and cursor is not distinct from $8::uuid
      returning endpoint_id
    )
    insert into deliveries (workspace_id, id, event_id, endpoint_id, ordering_key, due_at, created_at)
    select $1::uuid, d.id, d.event_id, m.endpoint_id, d.ordering_key, now(), now()
    from moved m, unnest($4::uuid[], $5::uuid[], $9::text[]) as d(id, event_id, ordering_key)
    on conflict (workspace_id, id) do nothing`,
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

/** Works off the table of replays, a chunk of events per transaction: a crash or a stop only pauses it. */
export function createReplayStage(deps: ReplayDependencies): ReplayStage {
  let running: Promise<void> | undefined
  let stopping = false

  const step = async (): Promise<boolean> => {
    const [replay] = await deps.database.hot<ReplayRow>(CLAIM, [deps.workspaceId, LEASE_MS])
    if (!replay) return false
    const endpoint = deps.endpoints.byId(replay.endpoint_id)
    const selection: ReplaySelection = JSON.parse(replay.selection)
    const pause = replay.waiting >= MAX_WAITING || endpoint?.state !== 'enabled'
    if (pause || !endpoint) {
      await advance(replay, replay.cursor, [], [], [], false, POLL_MS)
      return false
    }
    const types = EVENT_TYPES.filter((type) => selection.events.some((pattern) => matchesPattern(pattern, type)))
    const rows = await deps.database.hot<ReadRow>(READ, [
      deps.workspaceId,
      replay.endpoint_id,
      replay.cursor ?? floorUuid(new Date(selection.since)),
      floorUuid(new Date(selection.until)),
      types,
      CHUNK,
    ])
    await deps.accounts.load(rows.flatMap((row) => row.account_id ?? []))
    const matcher = createMatcher([endpoint], deps.accounts.byId)
    const chosen = rows
      .filter((row) => selection.status === 'all' || (selection.status === 'failed' ? row.failed : !row.sent))
      .map((row) => ({ event: toStoredEvent(row), unrouted: row.unrouted && !row.sent }))
      .filter(({ event }) => matcher.match(event).length > 0)
    const done = rows.length < CHUNK
    await advance(
      replay,
      rows.at(-1)?.event_id ?? replay.cursor,
      // What is still to be processed comes by that too: under one id, it comes once.
      chosen.map(({ event, unrouted }) => (unrouted ? deliveryIdOf(event, endpoint.id) : newUuid())),
      chosen.map(({ event }) => event.id),
      chosen.map(({ event }) => orderingKeyOf(endpoint, event) ?? null),
      done,
      0,
    )
    if (chosen.length > 0) deps.onQueued()
    return true
  }

  const advance = async (
    replay: ReplayRow,
    cursor: string | null,
    ids: string[],
    eventIds: string[],
    keys: (string | null)[],
    done: boolean,
    dueInMs: number,
  ) => {
    await deps.database.hot(ADVANCE, [
      deps.workspaceId,
      replay.id,
      cursor,
      uuidArray(ids),
      uuidArray(eventIds),
      done,
      dueInMs,
      replay.cursor,
      keys,
    ])
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
