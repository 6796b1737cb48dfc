import type { Lease } from '../../lib/lease.ts'
import { type Columns, rows, runWithin, statement } from '../batch.ts'
import type { Database, Executor, Runner } from '../database.ts'

export interface EventRow {
  readonly id: string
  readonly platform: string
  readonly accountId: string | undefined
  readonly type: string
  /** Canonical uuid text of the first 128 bits of SHA-256 over platform, account and natural key. */
  readonly dedupKey: string
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly senderId: string | undefined
  readonly conversationKey: string | undefined
  readonly data: string
  readonly raw: string
}

/** The columns of an event that is stored. */
export const EVENT_COLUMNS = {
  id: 'uuid',
  platform: 'text',
  accountId: 'uuid',
  type: 'text',
  dedupKey: 'uuid',
  occurredAt: 'timestamptz',
  receivedAt: 'timestamptz',
  senderId: 'text',
  conversationKey: 'text',
  data: 'text',
  raw: 'text',
} as const satisfies Columns<EventRow>

const INSERT_EVENTS = statement(
  'insert_events',
  { workspaceId: 'uuid', owner: 'uuid', until: 'timestamptz', events: rows<EventRow>(EVENT_COLUMNS) },
  ({ workspaceId, owner, until, events }) => `with stored as (
      insert into events (workspace_id, ${events.columns})
      select ${workspaceId}, ${events.columns} from ${events.as('e')}
      on conflict (workspace_id, dedup_key) do nothing
      returning id, account_id, platform, type
    ), counted as (
      insert into event_changes (workspace_id, id, account_id, platform, type, n)
      select ${workspaceId}, (array_agg(id))[1], account_id, platform, type, count(*) from stored
      group by minute_of(id), account_id, platform, type
    ), queued as (
      insert into event_queue (workspace_id, event_id, owner, due_at)
      select ${workspaceId}, id, ${owner}, coalesce(${until}, now()) from stored
    )
    select id from stored`,
)

/**
 * Stores events that are not stored yet and queues them for processing, in one transaction: leased, or due at once.
 * @returns the ids that were new.
 */
export async function insertEvents(
  database: Database,
  workspaceId: string,
  events: readonly EventRow[],
  lease: Lease | undefined,
): Promise<Set<string>> {
  return idsOf(await insert(database.hot, workspaceId, events, lease))
}

/** The same for events of several workspaces, still in one transaction. */
export async function insertEventsOf(
  database: Database,
  byWorkspace: ReadonlyMap<string, readonly EventRow[]>,
  lease: Lease | undefined,
): Promise<Set<string>> {
  // Sorted, so that two batches of the same workspaces cannot deadlock.
  const [first, ...others] = [...byWorkspace].toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (!first) return new Set()
  if (others.length === 0) return await insertEvents(database, ...first, lease)
  return await database.hotTransaction(async ({ run }) => {
    const stored = await Promise.all([first, ...others].map((each) => insert(run, ...each, lease)))
    return idsOf(stored.flat())
  })
}

function insert(
  run: Runner,
  workspaceId: string,
  events: readonly EventRow[],
  lease: Lease | undefined,
): Promise<{ id: string }[]> {
  const until = lease && new Date(lease.until)
  return run(INSERT_EVENTS, INSERT_EVENTS.values({ workspaceId, owner: lease?.owner, until, events: inOrder(events) }))
}

function idsOf(rows: readonly { readonly id: string }[]): Set<string> {
  return new Set(rows.map(({ id }) => id))
}

// A transaction that routes does not wait for the disk; one that emits has to.
const WAIT_FOR_DISK = { name: 'wait_for_disk', text: 'set local synchronous_commit to default' } as const

/** The same as a part of a transaction of prepared statements, due at once; its commit waits for the disk. */
export function emitEvents(run: Runner, workspaceId: string, events: readonly EventRow[]): Promise<unknown> {
  void run(WAIT_FOR_DISK, [])
  const values = INSERT_EVENTS.values({
    workspaceId,
    owner: undefined,
    until: undefined,
    events: inOrder(events),
  })
  return run(INSERT_EVENTS, values)
}

/** The same as a part of a transaction, due at once. */
export async function insertEventsWithin(
  executor: Executor,
  workspaceId: string,
  events: readonly EventRow[],
): Promise<Set<string>> {
  const values = INSERT_EVENTS.values({
    workspaceId,
    owner: undefined,
    until: undefined,
    events: inOrder(events),
  })
  const stored = await runWithin<{ id: string }>(executor, INSERT_EVENTS, values)
  return new Set(stored.map((row) => row.id))
}

/** Sorted by their keys, so that two batches with the same events cannot deadlock. */
function inOrder(events: readonly EventRow[]): EventRow[] {
  return events.toSorted((a, b) => (a.dedupKey < b.dedupKey ? -1 : a.dedupKey > b.dedupKey ? 1 : 0))
}
