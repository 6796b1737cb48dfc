import { messageOf } from '../errors.ts'
import type { StoredEvent } from '../events/stored.ts'
import type { Logger } from '../log.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import { type Database, HOT_CONNECTIONS } from '../store/database.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { type EventRow, insertEvents } from '../store/events/insert.ts'
import { isDataError } from '../store/sql-errors.ts'
import type { PreparedEvent } from './prepare.ts'

/** Rows in one transaction at the most. */
const MAX_BATCH_ROWS = 500
const MAX_BATCH_BYTES = 16 * 1024 * 1024
const MAX_QUEUED_ROWS = 20_000
const MAX_QUEUED_BYTES = 128 * 1024 * 1024
/** No platform waits longer for its answer (they give up between 2 s and 5 s). */
export const ANSWER_WITHIN_MS = 1400
const SWEEP_MS = 50

/** Where stored events go when there is room for them in memory; what it refuses stays due in the store. */
export interface Handover {
  /** Room for these events; true obliges the caller to `accept` or `release`. */
  reserve(count: number, bytes: number): boolean
  accept(reservedCount: number, reservedBytes: number, events: readonly StoredEvent[]): void
  release(count: number, bytes: number): void
  /** No answer came, so these events may be stored and leased to this process, which does not have them. */
  doubt(eventIds: readonly string[]): void
  /** How long events handed over in memory are leased, in milliseconds. */
  readonly leaseMs: number
}

export type BatchOutcome =
  | { readonly kind: 'stored'; readonly newIds: readonly string[]; readonly duplicates: number }
  | { readonly kind: 'unavailable'; readonly reason: 'full' | 'slow' | 'store' | 'stopping' }

export interface Batcher {
  /** Resolves within the answer deadline, which runs from when the request was received; `stored` means committed. */
  add(events: readonly PreparedEvent[], receivedAt: Date): Promise<BatchOutcome>
  /** Takes nothing more, and resolves when what was taken is answered. */
  stop(): Promise<void>
}

interface Pending {
  readonly events: readonly PreparedEvent[]
  readonly bytes: number
  readonly deadline: number
  settle: ((outcome: BatchOutcome) => void) | undefined
}

interface BatcherDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly accounts: AccountDirectory
  readonly window: IdWindow
  readonly handover: Handover | undefined
  readonly log: Logger
  onCommitted(): void
}

/**
 * Group commit: what arrives while a transaction runs goes into the next one. Bounded in rows, bytes and age, so a
 * store that is slow or away costs answers of 503, never memory or a late answer.
 */
export function createBatcher(deps: BatcherDependencies): Batcher {
  const queue: Pending[] = []
  const awaiting = new Set<Pending>()
  let queuedRows = 0
  let queuedBytes = 0
  let inFlight = 0
  let scheduled = false
  let stopping = false
  let lastWarning = 0
  let drained: (() => void) | undefined

  const settle = (pending: Pending, outcome: BatchOutcome) => {
    awaiting.delete(pending)
    pending.settle?.(outcome)
    pending.settle = undefined
  }

  const sweep = setInterval(() => {
    const now = Date.now()
    for (const pending of awaiting)
      if (pending.deadline <= now) settle(pending, { kind: 'unavailable', reason: 'slow' })
  }, SWEEP_MS)
  sweep.unref()

  const schedule = () => {
    if (scheduled || queue.length === 0 || inFlight >= HOT_CONNECTIONS) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      while (queue.length > 0 && inFlight < HOT_CONNECTIONS) void flush(take())
    })
  }

  const take = (): Pending[] => {
    const batch: Pending[] = []
    let rows = 0
    let bytes = 0
    let next = queue[0]
    while (
      next &&
      (batch.length === 0 || (rows + next.events.length <= MAX_BATCH_ROWS && bytes + next.bytes <= MAX_BATCH_BYTES))
    ) {
      queue.shift()
      queuedRows -= next.events.length
      queuedBytes -= next.bytes
      // Answered 503 already: the platform sends it again, so it need not be stored now.
      if (next.settle) {
        batch.push(next)
        rows += next.events.length
        bytes += next.bytes
      }
      next = queue[0]
    }
    return batch
  }

  const flush = async (batch: Pending[]) => {
    if (batch.length === 0) return
    inFlight++
    try {
      await store(batch)
    } catch (error) {
      const now = Date.now()
      if (now - lastWarning > 1000) {
        lastWarning = now
        deps.log.warn({ error: messageOf(error), requests: batch.length }, 'events could not be stored; answered 503')
      }
      for (const pending of batch) settle(pending, { kind: 'unavailable', reason: 'store' })
    } finally {
      inFlight--
      if (queue.length > 0) schedule()
      else if (inFlight === 0) drained?.()
    }
  }

  /** A request that the store refuses for its content must not cost the others of its batch their answer. */
  const store = async (batch: Pending[]) => {
    try {
      await storeTogether(batch)
    } catch (error) {
      if (batch.length === 1 || !isDataError(error)) throw error
      for (const pending of batch) await flushAlone(pending)
    }
  }

  const flushAlone = async (pending: Pending) => {
    try {
      await storeTogether([pending])
    } catch (error) {
      deps.log.error({ error: messageOf(error) }, 'a request could not be stored for its content; answered 503')
      settle(pending, { kind: 'unavailable', reason: 'store' })
    }
  }

  const storeTogether = async (batch: Pending[]) => {
    const events = batch.flatMap((pending) => pending.events)
    await deps.accounts.ensure(
      events
        .filter((event) => event.accountExternalId !== '')
        .map((event) => ({ platform: event.platform, externalId: event.accountExternalId })),
    )
    const bytes = events.reduce((sum, event) => sum + event.bytes, 0)
    const handover = deps.handover?.reserve(events.length, bytes) ? deps.handover : undefined
    const window = deps.window.open(events.length)
    try {
      const rows = events.map((event, index) => ({
        ...event,
        id: window.ids[index] ?? '',
        accountId: deps.accounts.known(event.platform, event.accountExternalId)?.id,
      }))
      const stored = await insertEvents(deps.database, deps.workspaceId, rows, handover?.leaseMs ?? 0)
      const fresh = rows.filter((row) => stored.has(row.id))
      handover?.accept(
        events.length,
        bytes,
        fresh.map((row) => toStored(deps.workspaceId, row)),
      )
      let index = 0
      for (const pending of batch) {
        const ids = rows.slice(index, index + pending.events.length).map((row) => row.id)
        index += pending.events.length
        const newIds = ids.filter((id) => stored.has(id))
        settle(pending, { kind: 'stored', newIds, duplicates: ids.length - newIds.length })
      }
      window.close()
    } catch (error) {
      handover?.release(events.length, bytes)
      if (error instanceof StoreUnavailableError) handover?.doubt(window.ids)
      window.close(error)
      throw error
    }
    deps.onCommitted()
  }

  return {
    add(events, receivedAt) {
      if (stopping) return Promise.resolve({ kind: 'unavailable', reason: 'stopping' })
      const bytes = events.reduce((sum, event) => sum + event.bytes, 0)
      const full = queuedRows + events.length > MAX_QUEUED_ROWS || queuedBytes + bytes > MAX_QUEUED_BYTES
      if (full && queue.length > 0) return Promise.resolve({ kind: 'unavailable', reason: 'full' })
      return new Promise((resolve) => {
        const deadline = receivedAt.getTime() + ANSWER_WITHIN_MS
        const pending: Pending = { events, bytes, deadline, settle: resolve }
        queue.push(pending)
        awaiting.add(pending)
        queuedRows += events.length
        queuedBytes += bytes
        schedule()
      })
    },
    async stop() {
      stopping = true
      if (queue.length > 0 || inFlight > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve
          setTimeout(resolve, ANSWER_WITHIN_MS)
        })
      }
      clearInterval(sweep)
      for (const pending of awaiting) settle(pending, { kind: 'unavailable', reason: 'stopping' })
    },
  }
}

function toStored(workspaceId: string, row: EventRow): StoredEvent {
  return {
    workspaceId,
    id: row.id,
    platform: row.platform,
    accountId: row.accountId,
    type: row.type,
    occurredAt: row.occurredAt,
    receivedAt: row.receivedAt,
    senderId: row.senderId,
    conversationKey: row.conversationKey,
    data: row.data,
    raw: row.raw,
  }
}
