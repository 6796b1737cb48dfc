import type { EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import { type StoredEvent, sizeOf } from '../events/stored.ts'
import type { Handover } from '../ingest/batcher.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { createMatcher } from '../routing/match.ts'
import { orderingKeyOf } from '../routing/ordering-key.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import { type Database, HOT_CONNECTIONS } from '../store/database.ts'
import type { DeliveryJob } from '../store/deliveries/claim.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import { claimEvents, failEvent, giveBackEvents } from '../store/event-queue/claim.ts'
import { deferEvents } from '../store/event-queue/defer.ts'
import { type NewDelivery, routeEvents } from '../store/event-queue/route.ts'
import { isDataError, sqlState } from '../store/sql-errors.ts'
import { touchesOf } from './conversations.ts'
import { createDoubts } from './doubts.ts'

const LEASE_MS = 30_000
const POLL_MS = 1000
const MAX_HELD_ROWS = 20_000
const MAX_HELD_BYTES = 64 * 1024 * 1024
const MAX_BACKOFF_MS = 2000

/** Looks at an event before it is routed; what it throws makes the event fail. */
export type EventHandler = (event: StoredEvent) => void | Promise<void>

/** Looks at a batch before it is routed: an event may become another one, or wait. */
export interface BatchWatch {
  wants(event: StoredEvent): boolean
  /** One verdict per event, in their order. What it throws for one event alone makes that event fail. */
  check(
    events: readonly StoredEvent[],
  ): Promise<readonly ({ readonly event: StoredEvent } | { readonly deferMs: number })[]>
}

/** Where new deliveries go when there is room for them in memory. */
export interface DeliveryHandover {
  /** The lease in milliseconds when the delivery may be handed over, undefined when it must stay due in the store. */
  reserve(endpointId: string, bytes: number): number | undefined
  accept(job: DeliveryJob): void
  release(endpointId: string, bytes: number): void
  /** Deliveries of these endpoints became due in the store. */
  due(endpointIds: Iterable<string>): void
}

export interface ProcessStage extends Handover {
  /** Events became due in the store. */
  wake(): void
  stop(): Promise<void>
}

interface ProcessDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly deliveries: DeliveryHandover | undefined
  /** Deliveries became due in the store, and another process sends them. */
  onDue(): void
  readonly handlers: readonly EventHandler[]
  readonly watch?: BatchWatch
  readonly batchSize: number
  readonly retryAttempts: number
  readonly retryDelayMs: number
  readonly metrics: Metrics
  readonly log: Logger
}

interface Held {
  readonly event: StoredEvent
  readonly attempts: number
  readonly leasedUntil: number
}

/** These events of the batch are done: processed, or put off in the store. */
type Settle = (eventIds: readonly string[]) => void

/** Turns pending events into deliveries, in batches, each batch one transaction. */
export function createProcessStage(deps: ProcessDependencies): ProcessStage {
  const queue: Held[] = []
  const held = new Set<string>()
  let heldBytes = 0
  let reservedRows = 0
  let reservedBytes = 0
  let running = 0
  let scheduled = false
  let claiming: Promise<void> | undefined
  let stopping = false
  let backoffMs = 0
  let blockedUntil = 0
  let idle: (() => void) | undefined
  const doubts = createDoubts(deps.database, deps.workspaceId, deps.log, () => claim())
  const workers = Math.max(1, HOT_CONNECTIONS - 1)

  const compile = () => createMatcher(deps.endpoints.all(), deps.accounts.byId)
  let matcher = compile()
  deps.endpoints.onChange(() => {
    matcher = compile()
  })

  const hold = (event: StoredEvent, attempts: number, leasedUntil: number) => {
    if (held.has(event.id)) return
    held.add(event.id)
    heldBytes += sizeOf(event)
    queue.push({ event, attempts, leasedUntil })
  }
  const letGo = (event: StoredEvent) => {
    if (held.delete(event.id)) heldBytes -= sizeOf(event)
    doubts.forget(event.id)
  }

  const schedule = () => {
    if (scheduled || stopping || queue.length === 0 || running >= workers) return
    scheduled = true
    const wait = blockedUntil - Date.now()
    const run = () => {
      scheduled = false
      while (!stopping && queue.length > 0 && running < workers && blockedUntil <= Date.now()) void work()
    }
    if (wait > 0) setTimeout(run, wait)
    else setImmediate(run)
  }

  const work = async () => {
    running++
    const now = Date.now()
    const batch = queue.splice(0, deps.batchSize).filter((item) => {
      // Its lease ran out while it waited: somebody else may have it, and if not it is still due in the store.
      if (item.leasedUntil > now) return true
      letGo(item.event)
      return false
    })
    // What is done is let go at once: it may be due again, and claimed again, before the rest of its batch is through.
    const left = new Map(batch.map((item) => [item.event.id, item]))
    const settle: Settle = (ids) => {
      for (const id of ids) {
        const item = left.get(id)
        if (item) letGo(item.event)
        left.delete(id)
      }
    }
    try {
      await processBatch(batch, settle)
      backoffMs = 0
      settle([...left.keys()])
    } catch (error) {
      backoffMs = Math.min(MAX_BACKOFF_MS, Math.max(100, backoffMs * 2))
      blockedUntil = Date.now() + backoffMs
      deps.log.warn({ error: messageOf(error), events: left.size }, 'events could not be processed; trying again')
      queue.unshift(...left.values())
    } finally {
      running--
      if (running === 0) idle?.()
      schedule()
    }
  }

  const processBatch = async (batch: readonly Held[], settle: Settle) => {
    const handled: Held[] = []
    for (const item of batch) {
      try {
        for (const handler of deps.handlers) await handler(item.event)
        handled.push(item)
      } catch (error) {
        await fail(item, error, settle)
      }
    }
    const good = deps.watch ? await watched(handled, deps.watch, settle) : handled
    if (good.length === 0) return
    try {
      await route(good)
    } catch (error) {
      if (!isDataError(error)) throw error
      await routeOneByOne(good, error, settle)
    }
  }

  /** The events that are to be routed now. One that cannot be looked at must not hold up the others of its batch. */
  const watched = async (batch: readonly Held[], watch: BatchWatch, settle: Settle): Promise<readonly Held[]> => {
    const wanted = batch.filter(({ event }) => watch.wants(event))
    if (wanted.length === 0) return batch
    const outcomes = new Map<string, Held | undefined>()
    const look = async (items: readonly Held[]) => {
      const verdicts = await watch.check(items.map(({ event }) => event))
      const waiting = new Map<number, string[]>()
      for (const [index, item] of items.entries()) {
        const verdict = verdicts[index] ?? item
        outcomes.set(item.event.id, 'event' in verdict ? { ...item, event: verdict.event } : undefined)
        if ('event' in verdict) continue
        waiting.set(verdict.deferMs, [...(waiting.get(verdict.deferMs) ?? []), item.event.id])
      }
      for (const [ms, ids] of waiting) {
        await deferEvents(deps.database, deps.workspaceId, ids, ms)
        settle(ids)
      }
      for (const ms of waiting.keys()) setTimeout(claim, ms + 10).unref()
    }
    try {
      await look(wanted)
    } catch (error) {
      if (isStoreAway(error)) throw error
      for (const item of wanted) {
        try {
          await look([item])
        } catch (fault) {
          if (isStoreAway(fault)) throw fault
          await fail(item, fault, settle)
          outcomes.set(item.event.id, undefined)
        }
      }
    }
    return batch.flatMap((item) => (outcomes.has(item.event.id) ? (outcomes.get(item.event.id) ?? []) : item))
  }

  /** One event that the store refuses must not hold up the others of its batch. */
  const routeOneByOne = async (batch: readonly Held[], first: unknown, settle: Settle) => {
    for (const item of batch) {
      try {
        if (batch.length === 1) throw first
        await route([item])
        settle([item.event.id])
      } catch (error) {
        if (!isDataError(error)) throw error
        await fail(item, error, settle)
      }
    }
  }

  const fail = async (item: Held, error: unknown, settle: Settle) => {
    const last = item.attempts >= deps.retryAttempts
    if (last) deps.metrics.eventsFailed.inc()
    deps.log.warn(
      { event: item.event.id, attempt: item.attempts + 1, last, error: messageOf(error) },
      'an event failed to process',
    )
    await failEvent(
      deps.database,
      item.event,
      messageOf(error),
      last ? undefined : deps.retryDelayMs * 2 ** item.attempts,
    )
    settle([item.event.id])
  }

  const route = async (batch: readonly Held[]) => {
    await deps.accounts.load(batch.flatMap(({ event }) => event.accountId ?? []))
    const createdAt = new Date()
    const jobs = new Map<string, DeliveryJob>()
    const rows: NewDelivery[] = []
    const reserved: { endpointId: string; bytes: number }[] = []
    const left = new Set<string>()
    for (const { event } of batch) {
      for (const endpoint of matcher.match(event)) {
        const id = deliveryIdOf(event, endpoint.id)
        const bytes = sizeOf(event)
        const leaseMs = deps.deliveries?.reserve(endpoint.id, bytes)
        if (leaseMs === undefined) left.add(endpoint.id)
        else {
          reserved.push({ endpointId: endpoint.id, bytes })
          jobs.set(id, { id, endpointId: endpoint.id, attempts: 0, createdAt, event })
        }
        const orderingKey = orderingKeyOf(endpoint, event)
        rows.push({ id, eventId: event.id, endpointId: endpoint.id, orderingKey, dueInMs: leaseMs ?? 0, createdAt })
      }
    }
    const eventIds = batch.map((item) => item.event.id)
    const touches = touchesOf(batch.map((item) => item.event))
    let made: Set<string>
    try {
      made = await routeEvents(
        deps.database,
        deps.workspaceId,
        batch.map((item) => item.event),
        rows,
        touches,
      )
    } catch (error) {
      if (!isDataError(error)) doubts.deliveries(rows)
      throw error
    } finally {
      for (const { endpointId, bytes } of reserved) deps.deliveries?.release(endpointId, bytes)
    }
    for (const [id, job] of jobs) if (made.has(id)) deps.deliveries?.accept(job)
    for (const endpointId of await doubts.routed(eventIds, made)) left.add(endpointId)
    if (left.size > 0) {
      if (deps.deliveries) deps.deliveries.due(left)
      else deps.onDue()
    }
    const seconds = createdAt.getTime() / 1000
    for (const { event } of batch)
      deps.metrics.processDuration.observe(Math.max(0, seconds - event.receivedAt.getTime() / 1000))
  }

  const claim = () => {
    if (claiming || stopping || queue.length > MAX_HELD_ROWS / 2 || heldBytes > MAX_HELD_BYTES) return
    claiming = take().finally(() => {
      claiming = undefined
    })
  }

  const take = async () => {
    try {
      const leasedUntil = Date.now() + LEASE_MS
      const claimed = await claimEvents(deps.database, LEASE_MS, deps.batchSize * 4)
      for (const { event, attempts } of claimed) hold(event, attempts, leasedUntil)
      schedule()
      if (claimed.length > 0) setImmediate(claim)
    } catch (error) {
      deps.log.debug({ error: messageOf(error) }, 'due events could not be claimed')
    }
  }

  const poll = setInterval(claim, POLL_MS)
  claim()

  return {
    leaseMs: LEASE_MS,
    reserve(count, bytes) {
      if (stopping) return false
      if (held.size + reservedRows + count > MAX_HELD_ROWS) return false
      if (heldBytes + reservedBytes + bytes > MAX_HELD_BYTES) return false
      reservedRows += count
      reservedBytes += bytes
      return true
    },
    accept(reservedCount, bytes, events) {
      reservedRows -= reservedCount
      reservedBytes -= bytes
      const leasedUntil = Date.now() + LEASE_MS - 1000
      for (const event of events) hold(event, 0, leasedUntil)
      schedule()
    },
    release(count, bytes) {
      reservedRows -= count
      reservedBytes -= bytes
    },
    doubt: doubts.events,
    wake: claim,
    async stop() {
      stopping = true
      clearInterval(poll)
      await claiming
      if (running > 0) await new Promise<void>((resolve) => (idle = resolve))
      const rest = [...queue.map((item) => item.event.id), ...doubts.stop()]
      if (rest.length > 0) await giveBackEvents(deps.database, deps.workspaceId, rest)
    },
  }
}

/** Nothing is wrong with the events: the store is away, or too busy. */
function isStoreAway(error: unknown): boolean {
  return error instanceof StoreUnavailableError || (sqlState(error) !== undefined && !isDataError(error))
}
