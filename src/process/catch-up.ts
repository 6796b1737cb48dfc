import { messageOf } from '../errors.ts'
import type { StoredEvent } from '../events/stored.ts'
import type { Logger } from '../log.ts'
import { advanceCatchUp, beginCatchUp, type CatchUp, readCatchUpEvents } from '../store/catch-ups/catch-ups.ts'
import type { Database } from '../store/database.ts'
import { isDataError } from '../store/sql-errors.ts'
import type { EventHandler } from './handler.ts'
import { prepareEvents } from './prepare.ts'

const CHUNK = 200
/** Between two chunks, so that traffic goes first. */
const PAUSE_MS = 20
const RETRY_MS = 5000
const REPORT_EVERY = 20_000

export interface CatchUpRun {
  /** Resolves when every stored event was looked at, or at a stop. */
  readonly done: Promise<void>
  stop(): Promise<void>
}

/**
 * Takes events that were stored before a handler was there through it, one workspace after the other, newest first. Nothing is emitted or delivered, and
 * nothing is added to the events. It goes on where it stopped, and begins again for a newer version of the handler.
 */
export function startCatchUp(
  database: Database,
  workspaceIds: readonly string[],
  handler: EventHandler,
  version: number,
  log: Logger,
): CatchUpRun {
  let stopping = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

  const step = async (workspaceId: string, at: CatchUp): Promise<CatchUp> => {
    const events = await readCatchUpEvents(database, workspaceId, at, CHUNK)
    const wanted = events.filter((event) => handler.wants(event))
    const next = {
      ...at,
      cursor: events.at(-1)?.id ?? at.cursor,
      events: at.events + events.length,
      done: events.length < CHUNK,
    }
    await takeThrough(database, handler, wanted, (run) => advanceCatchUp(run, workspaceId, at, next))
    return next
  }

  const work = async (workspaceId: string) => {
    let at: CatchUp | undefined
    while (!stopping && !at?.done) {
      try {
        const before = at?.events ?? 0
        at = at ? await step(workspaceId, at) : await beginCatchUp(database, workspaceId, handler.name, version)
        const { events, done } = at
        if (Math.floor(events / REPORT_EVERY) > Math.floor(before / REPORT_EVERY) || (done && events > before))
          log.info({ handler: handler.name, events, done }, 'stored events are taken through a handler')
        await pause(PAUSE_MS)
      } catch (error) {
        log.warn({ handler: handler.name, error: messageOf(error) }, 'stored events wait for a handler; trying again')
        at = undefined
        await pause(RETRY_MS)
      }
    }
  }

  const workAll = async () => {
    for (const workspaceId of workspaceIds) await work(workspaceId)
  }

  const done = workAll()
  return {
    done,
    async stop() {
      stopping = true
      await Promise.race([done, pause(RETRY_MS)])
    },
  }
}

/** One event that the store refuses is left out; the others must not wait for it. */
async function takeThrough(
  database: Database,
  handler: EventHandler,
  events: readonly StoredEvent[],
  advance: (run: Database['hot']) => Promise<unknown>,
): Promise<void> {
  const prepared = await prepareEvents([handler], events)
  const ready = prepared.flatMap((each) => (each.state === 'ready' ? [each.event] : []))
  const apply = (some: readonly StoredEvent[], last: boolean) =>
    database.hotTransaction(async (tx) => {
      if (some.length > 0) await handler.apply?.(tx, some)
      if (last) void advance(tx.run)
    })
  try {
    await apply(ready, true)
  } catch (error) {
    if (!isDataError(error)) throw error
    for (const event of ready)
      await apply([event], false).catch((fault) => {
        if (!isDataError(fault)) throw fault
      })
    await apply([], true)
  }
}
