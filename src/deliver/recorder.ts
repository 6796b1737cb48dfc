import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import { GroupCommit } from '../queue/group-commit.ts'
import { type AttemptRecord, recordAttempts } from '../store/attempts/record.ts'
import type { Database } from '../store/database.ts'
import { isDataError } from '../store/sql-errors.ts'

const CONCURRENCY = 2
const MAX_BATCH = 500
const MAX_WAITING = 5000

export interface Recorder<Attempt> {
  add(record: Attempt): void
  /** True when so much waits to be written that no new attempt should start. */
  full(): boolean
  /** Resolves when everything is written, or after `withinMs`. */
  drain(withinMs: number): Promise<void>
}

/** Logs attempts in batches; `onRecorded` hears what was logged. */
export function createRecorder<Attempt extends AttemptRecord>(
  database: Database,
  clock: Clock,
  log: Logger,
  onRecorded: (records: readonly Attempt[]) => void,
): Recorder<Attempt> {
  const write = async (records: readonly AttemptRecord[]) => {
    const now = new Date(clock.now())
    for (const [workspaceId, share] of Map.groupBy(records, (record) => record.workspaceId))
      await recordAttempts(database, workspaceId, share, now)
  }

  /** A record that the store refuses must not make the delivery repeat for ever: it is logged without its details. */
  const writeBare = async (record: AttemptRecord, fault: unknown) => {
    if (!isDataError(fault)) throw fault
    log.error({ delivery: record.deliveryId, error: messageOf(fault) }, "an attempt's answer could not be logged")
    const bare: AttemptRecord = {
      ...record,
      code: record.code ?? 'answer_not_stored',
      error: messageOf(fault),
      responseHeaders: undefined,
      responseBody: undefined,
    }
    await write([bare]).catch((again) => {
      if (!isDataError(again)) throw again
      log.error({ delivery: record.deliveryId, error: messageOf(again) }, 'an attempt could not be logged at all')
    })
  }

  const commit = new GroupCommit<Attempt>(clock, {
    concurrency: CONCURRENCY,
    batch: { rows: MAX_BATCH, bytes: Number.POSITIVE_INFINITY },
    waiting: { rows: MAX_WAITING, bytes: Number.POSITIVE_INFINITY },
    start: 'after the turn',
    sizeOf: () => ({ rows: 1, bytes: 0 }),
    async write(records) {
      await write(records)
      onRecorded(records)
    },
    isRefusal: isDataError,
    async writeAlone(record) {
      await write([record]).catch((fault) => writeBare(record, fault))
      onRecorded([record])
    },
    onFailure(records, error) {
      log.warn({ error: messageOf(error), attempts: records.length }, 'attempts could not be logged; trying again')
      return 'retry'
    },
  })

  return {
    add: (record) => commit.add(record),
    full: () => commit.waiting > MAX_WAITING,
    drain: (withinMs) => commit.drain(withinMs),
  }
}
