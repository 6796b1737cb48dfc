import { messageOf } from '../errors.ts'
import { floorUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import { deleteOldAudit } from '../store/audit/audit.ts'
import { isCatchingUp } from '../store/catch-ups/catch-ups.ts'
import type { Chunk } from '../store/chunk.ts'
import type { Database } from '../store/database.ts'
import { type DeliveryPlace, deleteOrphanedDeliveries } from '../store/deliveries/delete-orphans.ts'
import { giveUpDeliveries } from '../store/deliveries/give-up.ts'
import { deleteOldEvents } from '../store/events/delete-old.ts'
import { deleteOldKeys } from '../store/idempotency-keys/keys.ts'
import { deleteOldRejections } from '../store/rejections/delete-old.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import { sweepInbox } from './inbox.ts'
import { CHUNK, type Sweeping } from './sweeping.ts'

const EVERY_MS = 10 * 60_000
const PAUSE_MS = 50
const DAY_MS = 86_400_000
const AUDIT_DAYS = 400

export interface Retention {
  /** Deletes what is too old now. @returns the number of events deleted. */
  sweep(): Promise<number>
  stop(): Promise<void>
}

/**
 * Deletes events, with their deliveries and attempts, and rejections after so many days, and what the inbox keeps; 0 keeps it
 * for ever. Gives up deliveries that wait for an endpoint that is gone.
 */
export function createRetention(
  database: Database,
  workspaces: Pick<Workspaces, 'all'>,
  days: {
    events(workspaceId: string): number
    /** Undefined: as events. */
    inbox(workspaceId: string): number | undefined
  },
  log: Logger,
): Retention {
  let stopping = false
  let running: Promise<number> | undefined

  /** Chunk by chunk; live traffic goes between them. @returns how many rows it was. */
  const inChunks = async <Key>(chunk: (after: Key | undefined) => Promise<Chunk<Key>>) => {
    let total = 0
    let after: Key | undefined
    do {
      if (after !== undefined) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      const { count, next } = await chunk(after)
      total += count
      after = next
    } while (after !== undefined && !stopping)
    return total
  }

  /** One table that cannot be swept now must not keep the others from it. */
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    if (stopping) return
    try {
      await work()
    } catch (error) {
      log.warn({ of: what, error: messageOf(error) }, 'what is too old could not all be deleted; trying again later')
    }
  }

  const sweep = async () => {
    let total = 0
    for (const workspaceId of workspaces.all()) {
      const eventDays = days.events(workspaceId)
      const inboxDays = days.inbox(workspaceId) ?? eventDays
      const sweeping = { database, attempt, inChunks }
      await sweepQueues(sweeping, workspaceId)
      if (inboxDays > 0) await sweepInbox(sweeping, workspaceId, daysAgo(inboxDays))
      const events = eventDays > 0 ? await sweepEvents(sweeping, workspaceId, daysAgo(eventDays)) : 0
      if (events > 0) log.info({ events, days: eventDays }, 'old events were deleted')
      total += events
    }
    return total
  }

  const tick = () => {
    running ??= sweep().finally(() => {
      running = undefined
    })
    return running
  }
  const timer = setInterval(() => void tick(), EVERY_MS)
  timer.unref()

  return {
    sweep: tick,
    async stop() {
      stopping = true
      clearInterval(timer)
      await running
    },
  }
}

/** What does not go by the age of events. */
async function sweepQueues({ database, attempt, inChunks }: Sweeping, workspaceId: string): Promise<void> {
  await attempt('deliveries', () => inChunks(() => giveUpDeliveries(database, workspaceId, CHUNK)))
  await attempt('idempotency keys', () => inChunks(() => deleteOldKeys(database, workspaceId, CHUNK)))
  await attempt('audit', () => deleteOldAudit(database, workspaceId, floorUuid(daysAgo(AUDIT_DAYS))))
}

/** Resolves with the number of events that were deleted. */
async function sweepEvents(
  { database, attempt, inChunks }: Sweeping,
  workspaceId: string,
  cutoff: Date,
): Promise<number> {
  const before = floorUuid(cutoff)
  let events = 0
  await attempt('rejections', () => deleteOldRejections(database, workspaceId, before, cutoff))
  await attempt('events', async () => {
    // What is stored is still to be taken through a handler.
    if (await isCatchingUp(database, workspaceId)) return
    events = await inChunks((after: string | undefined) => deleteOldEvents(database, workspaceId, before, CHUNK, after))
  })
  await attempt('deliveries', () =>
    inChunks((after: DeliveryPlace | undefined) =>
      deleteOrphanedDeliveries(database, workspaceId, before, CHUNK, after),
    ),
  )
  return events
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * DAY_MS)
}
