import { ANSWER_CODES } from '../../src/codes/attempts.ts'
import { timeOfId } from '../../src/events/ids.ts'
import { firstMinuteKept, foldCounts } from '../../src/store/counts/fold.ts'
import { LATENCY_BOUNDS_MS } from '../../src/store/counts/latency.ts'
import type { Database } from '../../src/store/database.ts'

const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000'

/** Counts by a readable key: the table, the bucket of time and the rest. */
export type Counts = Record<string, number>

/** The counters of a workspace, everything that is committed folded in. */
export async function countersOf(database: Database, workspaceId: string, now: Date): Promise<Counts> {
  return await database.transaction(async (trx) => {
    await foldCounts(trx, workspaceId, now)
    const counts: Counts = {}
    const bucket = bucketAt(now)
    const events = trx.selectFrom('event_counts').selectAll().where('workspace_id', '=', workspaceId)
    const outcomes = trx.selectFrom('outcome_counts').selectAll().where('workspace_id', '=', workspaceId)
    const deliveries = trx.selectFrom('delivery_counts').selectAll().where('workspace_id', '=', workspaceId)
    for (const row of await events.execute())
      add(counts, ['event', bucket(row.minute), row.account_id, row.platform, row.type], Number(row.count))
    for (const row of await outcomes.execute())
      add(counts, ['outcome', bucket(row.minute), row.account_id, row.outcome], Number(row.count))
    for (const row of await deliveries.execute()) {
      const key = [row.kind, bucket(row.minute), row.endpoint_id, row.account_id, row.state, row.code, row.bucket]
      add(counts, key, Number(row.count))
      add(counts, ['ms', ...key], Number(row.ms))
    }
    return counts
  })
}

/** The same, counted from all rows that are stored. */
export async function recountOf(database: Database, workspaceId: string, now: Date): Promise<Counts> {
  const { db } = database
  const counts: Counts = {}
  const bucket = bucketAt(now)
  const at = (id: string) => bucket(Math.floor(timeOfId(id).getTime() / 60_000))
  const events = await db.selectFrom('events').selectAll().where('workspace_id', '=', workspaceId).execute()
  const accountOf = new Map(events.map((event) => [event.id, event.account_id ?? NO_ACCOUNT]))
  for (const { id, platform, type } of events) add(counts, ['event', at(id), accountOf.get(id), platform, type], 1)

  const deliveries = await db.selectFrom('deliveries').selectAll().where('workspace_id', '=', workspaceId).execute()
  const statesOf = new Map<string, string[]>()
  for (const row of deliveries) {
    const state = row.state !== 'pending' ? row.state : row.attempts === 0 ? 'waiting' : 'retrying'
    const arrived = row.state === 'delivered' ? (row.completed_at?.getTime() ?? 0) : undefined
    const ms = arrived === undefined ? 0 : Math.max(0, arrived - timeOfId(row.id).getTime())
    const account = accountOf.get(row.event_id) ?? NO_ACCOUNT
    const key = ['delivery', at(row.id), row.endpoint_id, account, state, '', latencyBucket(ms)]
    add(counts, key, 1)
    add(counts, ['ms', ...key], ms)
    statesOf.set(row.event_id, [...(statesOf.get(row.event_id) ?? []), state])
  }

  const deliveryOf = new Map(deliveries.map((row) => [row.id, row]))
  const attempts = await db.selectFrom('attempts').selectAll().where('workspace_id', '=', workspaceId).execute()
  for (const row of attempts) {
    const delivery = deliveryOf.get(row.delivery_id)
    const why = row.code !== null && row.code in ANSWER_CODES ? undefined : row.code
    const code = why ?? row.status_code ?? 'unknown'
    const account = accountOf.get(delivery?.event_id ?? '') ?? NO_ACCOUNT
    const key = [
      'attempt',
      at(row.id),
      delivery?.endpoint_id,
      account,
      row.outcome,
      code,
      latencyBucket(row.duration_ms),
    ]
    add(counts, key, 1)
    add(counts, ['ms', ...key], row.duration_ms)
  }

  const queued = await db.selectFrom('event_queue').select('event_id').where('workspace_id', '=', workspaceId).execute()
  const waiting = new Set(queued.map((row) => row.event_id))
  for (const { id } of events) {
    if (waiting.has(id)) continue
    add(counts, ['outcome', at(id), accountOf.get(id), outcomeOf(statesOf.get(id) ?? [])], 1)
  }
  return counts
}

function outcomeOf(states: readonly string[]): string {
  const lost = states.filter((state) => state === 'failed' || state === 'cancelled').length
  if (lost > 0) return lost === states.length ? 'failed' : 'partly'
  if (states.includes('retrying')) return 'retrying'
  if (states.includes('waiting')) return 'waiting'
  return states.length === 0 ? 'none' : 'delivered'
}

function bucketAt(now: Date): (minute: number) => number {
  const first = firstMinuteKept(now)
  return (minute) => (minute < first ? minute - (minute % 15) : minute)
}

function latencyBucket(ms: number): number {
  return LATENCY_BOUNDS_MS.filter((bound) => bound < ms).length
}

/** A count that comes to nothing is as good as none. */
function add(counts: Counts, key: readonly unknown[], n: number): void {
  const name = key.join(' ')
  const sum = (counts[name] ?? 0) + n
  if (sum === 0) delete counts[name]
  else counts[name] = sum
}
