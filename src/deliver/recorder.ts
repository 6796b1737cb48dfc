import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { type AttemptRecord, recordAttempts } from '../store/attempts/record.ts'
import { type Database, HOT_CONNECTIONS } from '../store/database.ts'
import { isDataError } from '../store/sql-errors.ts'

const MAX_BATCH = 500
const MAX_WAITING = 5000
const MAX_BACKOFF_MS = 2000

export interface Recorder {
  add(record: AttemptRecord): void
  /** True when so much waits to be written that no new attempt should start. */
  full(): boolean
  /** Resolves when everything is written, or after `withinMs`. */
  drain(withinMs: number): Promise<void>
}

/** Logs attempts in batches: what ended while the last transaction ran goes into the next. */
export function createRecorder(
  database: Database,
  workspaceId: string,
  log: Logger,
  onRecorded: (records: readonly AttemptRecord[]) => void,
): Recorder {
  let waiting: AttemptRecord[] = []
  let inFlight = 0
  let scheduled = false
  let backoffMs = 0
  const onDrained: (() => void)[] = []
  const workers = Math.max(1, HOT_CONNECTIONS - 1)

  const schedule = () => {
    if (scheduled || waiting.length === 0 || inFlight >= workers) return
    scheduled = true
    const run = () => {
      scheduled = false
      while (waiting.length > 0 && inFlight < workers) void flush()
    }
    if (backoffMs > 0) setTimeout(run, backoffMs)
    else setImmediate(run)
  }

  const flush = async () => {
    inFlight++
    const batch = waiting.slice(0, MAX_BATCH)
    waiting = waiting.slice(MAX_BATCH)
    try {
      await write(batch)
      backoffMs = 0
      onRecorded(batch)
    } catch (error) {
      backoffMs = Math.min(MAX_BACKOFF_MS, Math.max(100, backoffMs * 2))
      log.warn({ error: messageOf(error), attempts: batch.length }, 'attempts could not be logged; trying again')
      waiting = batch.concat(waiting)
    } finally {
      inFlight--
      if (waiting.length > 0) schedule()
      else if (inFlight === 0) for (const done of onDrained.splice(0)) done()
    }
  }

  const write = async (batch: readonly AttemptRecord[]) => {
    try {
      await recordAttempts(database, workspaceId, batch)
    } catch (error) {
      if (!isDataError(error)) throw error
      for (const record of batch) {
        await recordAttempts(database, workspaceId, [record]).catch((fault) => dropDetails(record, fault))
      }
    }
  }

  /** An answer the store refuses to keep must not make the delivery repeat for ever: log it without its details. */
  const dropDetails = async (record: AttemptRecord, fault: unknown) => {
    if (!isDataError(fault)) throw fault
    log.error({ delivery: record.deliveryId, error: messageOf(fault) }, "an attempt's answer could not be logged")
    const bare = { ...record, error: messageOf(fault), responseHeaders: undefined, responseBody: undefined }
    await recordAttempts(database, workspaceId, [bare]).catch((again) => {
      if (!isDataError(again)) throw again
      log.error({ delivery: record.deliveryId, error: messageOf(again) }, 'an attempt could not be logged at all')
    })
  }

  return {
    add(record) {
      waiting.push(record)
      schedule()
    },
    full: () => waiting.length > MAX_WAITING,
    async drain(withinMs) {
      if (waiting.length === 0 && inFlight === 0) return
      await new Promise<void>((resolve) => {
        onDrained.push(resolve)
        setTimeout(resolve, withinMs)
      })
    },
  }
}
