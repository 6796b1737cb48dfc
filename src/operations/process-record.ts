import type { Role } from '../config.ts'
import { messageOf } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import { forgetProcess, listProcesses, noteProcess, type ProcessRow } from '../store/processes/processes.ts'
import { VERSION } from '../version.ts'

const EVERY_MS = 10_000
/** Not heard of for so long: gone. */
const GONE_AFTER_MS = 60_000

/** This process, as the others see it, and those it sees. */
export interface ProcessRecord {
  readonly startedAt: Date
  list(): Promise<readonly ProcessRow[]>
  /** Begins to tell that it is there. */
  start(): void
  close(): Promise<void>
}

/** Keeps a row for this process, by which the others on the store see it. */
export function createProcessRecord(
  database: Database,
  workspaceId: string,
  roles: ReadonlySet<Role>,
  log: Logger,
): ProcessRecord {
  const self = { id: newUuid(), roles: [...roles], version: VERSION, started_at: new Date() }
  let timer: NodeJS.Timeout | undefined
  let noting: Promise<void> | undefined
  const note = () => {
    noting = noteProcess(database, workspaceId, self, GONE_AFTER_MS).catch((error) =>
      log.debug({ error: messageOf(error) }, 'this process could not tell that it is there'),
    )
  }
  return {
    startedAt: self.started_at,
    list: () => listProcesses(database.db, workspaceId, GONE_AFTER_MS),
    start() {
      note()
      timer = setInterval(note, EVERY_MS)
      timer.unref()
    },
    async close() {
      if (timer === undefined) return
      clearInterval(timer)
      await noting
      await forgetProcess(database.db, workspaceId, self.id).catch(() => undefined)
    },
  }
}
