import { messageOf } from '../errors.ts'
import { type StoredEvent, withAdditions } from '../events/stored.ts'
import type { ClaimedEvent } from '../store/event-queue/claim.ts'
import { isStoreFailure } from '../store/sql-errors.ts'
import { type Decision, type EventHandler, ROUTE } from './handler.ts'

/** An event that is ready to be routed, waits, or failed. */
export type PreparedEvent =
  | { readonly state: 'ready'; readonly event: StoredEvent }
  | { readonly state: 'waiting'; readonly ms: number }
  | { readonly state: 'failed'; readonly error: string }

/**
 * Asks every handler for its decisions. Each sees the events as the handlers before it left them.
 * @throws what the store throws when it is away
 */
export async function prepareEvents(
  handlers: readonly EventHandler[],
  events: readonly StoredEvent[],
): Promise<PreparedEvent[]> {
  const prepared: PreparedEvent[] = events.map((event) => ({ state: 'ready', event }))
  for (const handler of handlers) {
    if (!handler.prepare) continue
    const wanted = prepared.flatMap((each, index) =>
      each.state === 'ready' && handler.wants(each.event) ? [{ index, event: each.event }] : [],
    )
    if (wanted.length === 0) continue
    const decided = await decide(
      handler,
      wanted.map(({ event }) => event),
    )
    for (const [position, { index, event }] of wanted.entries()) prepared[index] = follow(event, decided[position])
  }
  return prepared
}

/** One event that a handler cannot prepare must not hold up the others of its batch. */
async function decide(handler: EventHandler, events: readonly StoredEvent[]): Promise<readonly Decision[]> {
  try {
    return (await handler.prepare?.(events)) ?? []
  } catch (error) {
    if (isStoreFailure(error)) throw error
    if (events.length === 1) return [{ action: 'fail', error: messageOf(error) }]
    const decisions: Decision[] = []
    for (const event of events) decisions.push((await decide(handler, [event]))[0] ?? ROUTE)
    return decisions
  }
}

function follow(event: StoredEvent, decision: Decision | undefined): PreparedEvent {
  switch (decision?.action) {
    case 'replace':
      return { state: 'ready', event: decision.event }
    case 'wait':
      return { state: 'waiting', ms: decision.ms }
    case 'fail':
      return { state: 'failed', error: decision.error }
    default:
      return { state: 'ready', event: decision?.additions ? withAdditions(event, decision.additions) : event }
  }
}

interface PrepareDependencies {
  readonly handlers: readonly EventHandler[]
  /** The event failed: it is tried again later, or not at all. */
  fail(item: ClaimedEvent, error: unknown): Promise<void>
  /** The events wait. */
  defer(workspaceId: string, eventIds: readonly string[], ms: number): Promise<void>
}

/**
 * What happens to a batch of one workspace before it is routed. Resolves with the events that are to be routed now; the others failed or
 * wait. Rejects when the store is away.
 */
export function createPreparation({ handlers, fail, defer }: PrepareDependencies) {
  return async (workspaceId: string, batch: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]> => {
    const prepared = await prepareEvents(
      handlers,
      batch.map(({ event }) => event),
    )
    const ready: ClaimedEvent[] = []
    const waiting = new Map<number, string[]>()
    for (const [index, item] of batch.entries()) {
      const found = prepared[index]
      if (found?.state === 'ready') ready.push({ ...item, event: found.event })
      else if (found?.state === 'failed') await fail(item, new Error(found.error))
      else if (found) waiting.set(found.ms, [...(waiting.get(found.ms) ?? []), item.event.id])
    }
    for (const [ms, ids] of waiting) await defer(workspaceId, ids, ms)
    return ready
  }
}
