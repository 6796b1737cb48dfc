import type { StoredEvent } from '../events/stored.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { ClaimedEvent } from '../store/event-queue/claim.ts'
import { isDataError, sqlState } from '../store/sql-errors.ts'

/** Looks at an event before it is routed; what it throws makes the event fail. */
export type EventHandler = (event: StoredEvent) => void | Promise<void>

/** Looks at a batch before it is routed: an event may become another one, or wait. */
export interface BatchWatch {
  wants(event: StoredEvent): boolean
  /** One verdict per event, in their order. What it throws for one event alone makes that event fail. */
  check(events: readonly StoredEvent[]): Promise<readonly Verdict[]>
}

type Verdict = { readonly event: StoredEvent } | { readonly deferMs: number }

interface PrepareDependencies {
  readonly handlers: readonly EventHandler[]
  readonly watch: BatchWatch | undefined
  /** The event failed: it is tried again later, or not at all. */
  fail(item: ClaimedEvent, error: unknown): Promise<void>
  /** The events wait. */
  defer(eventIds: readonly string[], ms: number): Promise<void>
}

/**
 * What happens to a batch before it is routed. Resolves with the events that are to be routed now; the others failed or
 * wait. Rejects when the store is away.
 */
export function createPreparation(deps: PrepareDependencies) {
  const handle = async (batch: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]> => {
    if (deps.handlers.length === 0) return batch
    const handled: ClaimedEvent[] = []
    for (const item of batch) {
      try {
        for (const handler of deps.handlers) await handler(item.event)
        handled.push(item)
      } catch (error) {
        await deps.fail(item, error)
      }
    }
    return handled
  }

  /** The events to be routed, by the id of the event that they were; an event that waits has none. */
  const check = async (items: readonly ClaimedEvent[], watch: BatchWatch) => {
    const verdicts = await watch.check(items.map(({ event }) => event))
    const routed = new Map<string, ClaimedEvent>()
    const waiting = new Map<number, string[]>()
    for (const [index, item] of items.entries()) {
      const verdict = verdicts[index] ?? item
      if ('event' in verdict) routed.set(item.event.id, { ...item, event: verdict.event })
      else waiting.set(verdict.deferMs, [...(waiting.get(verdict.deferMs) ?? []), item.event.id])
    }
    for (const [ms, ids] of waiting) await deps.defer(ids, ms)
    return routed
  }

  /** An event that cannot be looked at must not hold up the others of its batch. */
  const checkOneByOne = async (items: readonly ClaimedEvent[], watch: BatchWatch) => {
    const routed = new Map<string, ClaimedEvent>()
    for (const item of items) {
      try {
        for (const [id, next] of await check([item], watch)) routed.set(id, next)
      } catch (error) {
        if (isStoreAway(error)) throw error
        await deps.fail(item, error)
      }
    }
    return routed
  }

  return async (batch: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]> => {
    const handled = await handle(batch)
    const { watch } = deps
    const wanted = watch ? handled.filter(({ event }) => watch.wants(event)) : []
    if (!watch || wanted.length === 0) return handled
    const routed = await check(wanted, watch).catch((error) => {
      if (isStoreAway(error)) throw error
      return checkOneByOne(wanted, watch)
    })
    const asked = new Set(wanted)
    return handled.flatMap((item) => (asked.has(item) ? (routed.get(item.event.id) ?? []) : item))
  }
}

/** Nothing is wrong with the events: the store is away, or too busy. */
function isStoreAway(error: unknown): boolean {
  return error instanceof StoreUnavailableError || (sqlState(error) !== undefined && !isDataError(error))
}
