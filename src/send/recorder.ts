import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import { GroupCommit } from '../queue/group-commit.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { EventRow } from '../store/events/insert.ts'
import { recordSends, type SendRecord } from '../store/messages/record.ts'
import { isDataError } from '../store/sql-errors.ts'

const MAX_BATCH = 200

/** A record without the id of its event, which is given when it is stored. */
export type PendingRecord = Omit<SendRecord, 'event'> & {
  readonly workspaceId: string
  makeEvent(eventId: string): EventRow | undefined
}

export interface SendRecorder {
  /** Resolves when it is on disk; never rejects but tries again until it is. */
  record(record: PendingRecord): Promise<void>
  /** Resolves when everything is written, or after `withinMs`. */
  drain(withinMs: number): Promise<void>
}

interface Waiting {
  readonly record: PendingRecord
  done(): void
}

interface SendRecorderDependencies {
  readonly database: Database
  readonly window: IdWindow
  readonly clock: Clock
  readonly log: Logger
  /** Events were stored. */
  onEventStored(workspaceId: string): void
}

/** Records what became of messages, in batches, each with the event that says so. */
export function createSendRecorder(deps: SendRecorderDependencies): SendRecorder {
  const { log } = deps

  /** If the event cannot be stored, the result is recorded without it: the message must not be sent twice. */
  const storeBare = async (record: PendingRecord, fault: unknown) => {
    if (!isDataError(fault)) throw fault
    log.error({ message: record.messageId, error: messageOf(fault) }, 'the event of a message could not be stored')
    await store(deps, record.workspaceId, [{ ...record, errorMessage: undefined, makeEvent: () => undefined }])
  }

  const commit = new GroupCommit<Waiting>(deps.clock, {
    concurrency: 1,
    batch: { rows: MAX_BATCH, bytes: Number.POSITIVE_INFINITY },
    waiting: { rows: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY },
    start: 'at once',
    sizeOf: () => ({ rows: 1, bytes: 0 }),
    async write(batch) {
      for (const [workspaceId, share] of Map.groupBy(batch, ({ record }) => record.workspaceId))
        await store(
          deps,
          workspaceId,
          share.map(({ record }) => record),
        )
      for (const { done } of batch) done()
    },
    isRefusal: isDataError,
    async writeAlone({ record, done }) {
      await store(deps, record.workspaceId, [record]).catch((fault) => storeBare(record, fault))
      done()
    },
    onFailure(batch, error) {
      log.warn({ error: messageOf(error), messages: batch.length }, 'sends could not be recorded; trying again')
      return 'retry'
    },
  })

  return {
    record: (record) => new Promise((resolve) => commit.add({ record, done: resolve })),
    drain: (withinMs) => commit.drain(withinMs),
  }
}

async function store(
  deps: SendRecorderDependencies,
  workspaceId: string,
  records: readonly PendingRecord[],
): Promise<void> {
  const opened = deps.window.open(records.length)
  const keys = new Set<string>()
  try {
    const rows = records.map((record, index) => {
      const event = record.makeEvent(opened.ids[index] ?? '')
      const first = event !== undefined && !keys.has(event.dedupKey)
      if (event) keys.add(event.dedupKey)
      return { ...record, event: first ? event : undefined }
    })
    await recordSends(deps.database, workspaceId, rows)
  } catch (error) {
    opened.close(error)
    throw error
  }
  opened.close()
  if (keys.size > 0) deps.onEventStored(workspaceId)
}
