import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { EventRow } from '../store/events/insert.ts'
import { recordSends, type SendRecord } from '../store/messages/record.ts'
import { isDataError } from '../store/sql-errors.ts'

const MAX_BATCH = 200
const MAX_BACKOFF_MS = 2000

/** A record without the id of its event, which is given when it is stored. */
export type PendingRecord = Omit<SendRecord, 'event'> & { makeEvent(eventId: string): EventRow | undefined }

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

/** Records what became of messages in batches: what ended while the last transaction ran goes into the next. */
export function createSendRecorder(
  database: Database,
  workspaceId: string,
  window: IdWindow,
  log: Logger,
  onRecorded: (told: boolean) => void,
): SendRecorder {
  const waiting: Waiting[] = []
  let busy = false
  let drained: (() => void)[] = []

  const run = async () => {
    if (busy) return
    busy = true
    let backoffMs = 0
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH)
      try {
        await write(batch)
        backoffMs = 0
      } catch (error) {
        backoffMs = Math.min(MAX_BACKOFF_MS, Math.max(50, backoffMs * 2))
        log.warn({ error: messageOf(error), messages: batch.length }, 'sends could not be recorded; trying again')
        waiting.unshift(...batch)
        await new Promise((resolve) => setTimeout(resolve, backoffMs))
      }
    }
    busy = false
    for (const resolve of drained.splice(0)) resolve()
  }

  const write = async (batch: readonly Waiting[]) => {
    try {
      await store(batch.map(({ record }) => record))
    } catch (error) {
      if (!isDataError(error)) throw error
      for (const { record } of batch) {
        await store([record]).catch(async (fault) => {
          if (!isDataError(fault)) throw fault
          // What cannot be told must not be sent again for it.
          log.error(
            { message: record.messageId, error: messageOf(fault) },
            'the event of a message could not be stored',
          )
          await store([{ ...record, errorMessage: undefined, makeEvent: () => undefined }])
        })
      }
    }
    for (const { done } of batch) done()
  }

  const store = async (records: readonly PendingRecord[]) => {
    const opened = window.open(records.length)
    const keys = new Set<string>()
    let told = false
    try {
      const rows = records.map((record, index) => {
        const event = record.makeEvent(opened.ids[index] ?? '')
        const first = event !== undefined && !keys.has(event.dedupKey)
        if (event) keys.add(event.dedupKey)
        told ||= first
        return { ...record, event: first ? event : undefined }
      })
      await recordSends(database, workspaceId, rows)
    } catch (error) {
      opened.close(error)
      throw error
    }
    opened.close()
    onRecorded(told)
  }

  return {
    record: (record) =>
      new Promise((resolve) => {
        waiting.push({ record, done: resolve })
        void run()
      }),
    async drain(withinMs) {
      if (!busy) return
      await Promise.race([
        new Promise<void>((resolve) => drained.push(resolve)),
        new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref()),
      ])
      drained = []
    },
  }
}
