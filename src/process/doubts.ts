import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import { giveBackDeliveries } from '../store/deliveries/claim.ts'
import { giveBackEvents } from '../store/event-queue/claim.ts'
import type { NewDelivery } from '../store/event-queue/route.ts'

/** By then a store that did not answer has stored what it was given, or it never will. */
const WAIT_MS = 5000
const MAX_EVENTS = 5000

/**
 * What may have been stored although no answer came: then it is leased to this process, which does not have it, and
 * nobody would touch it until the lease ends.
 */
export interface Doubts {
  /** Events whose insert got no answer: made due after a while, if they are there. */
  events(ids: readonly string[]): void
  /** Deliveries whose insert got no answer; the events will be routed again. */
  deliveries(rows: readonly NewDelivery[]): void
  /** Events were routed, which made these deliveries: those of an earlier try are made due. @returns their endpoints. */
  routed(eventIds: readonly string[], made: ReadonlySet<string>): Promise<readonly string[]>
  /** An event is no longer in this process. */
  forget(eventId: string): void
  /** Asks for nothing more. @returns the events still in doubt. */
  stop(): readonly string[]
}

export function createDoubts(database: Database, workspaceId: string, log: Logger, onDue: () => void): Doubts {
  const byEvent = new Map<string, NewDelivery[]>()
  let inserted: string[] = []
  let timer: NodeJS.Timeout | undefined

  const giveBack = async (work: Promise<void>) => {
    try {
      await work
    } catch (error) {
      log.debug(
        { error: messageOf(error) },
        'what may have been stored could not be made due; it is when its lease ends',
      )
    }
  }

  const ask = async () => {
    const ids = inserted
    inserted = []
    timer = undefined
    await giveBack(giveBackEvents(database, workspaceId, ids))
    onDue()
  }

  return {
    events(ids) {
      inserted.push(...ids.slice(0, MAX_EVENTS - inserted.length))
      timer ??= setTimeout(() => void ask(), WAIT_MS).unref()
    },
    deliveries(rows) {
      // What was not leased is due in the store all the same.
      for (const row of rows) if (row.dueInMs > 0) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row])
    },
    async routed(eventIds, made) {
      if (byEvent.size === 0) return []
      const stored = eventIds.flatMap((id) => byEvent.get(id) ?? []).filter(({ id }) => !made.has(id))
      if (stored.length === 0) return []
      await giveBack(giveBackDeliveries(database, workspaceId, [...new Set(stored.map(({ id }) => id))]))
      return stored.map(({ endpointId }) => endpointId)
    },
    forget: (eventId) => void byEvent.delete(eventId),
    stop() {
      clearTimeout(timer)
      return inserted
    },
  }
}
