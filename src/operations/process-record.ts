import type { Role } from '../config.ts'
import { newUuid } from '../events/ids.ts'
import type { Executor } from '../store/database.ts'
import { listProcesses, type ProcessRow } from '../store/processes/processes.ts'
import { VERSION } from '../version.ts'

/** Each process is heard of every second. */
const GONE_AFTER_MS = 5000

/** This process, as the others see it, and those it sees. */
export interface ProcessRecord {
  readonly self: Omit<ProcessRow, 'seen_at'>
  readonly startedAt: Date
  list(): Promise<readonly ProcessRow[]>
}

export function createProcessRecord(db: Executor, workspaceId: string, roles: ReadonlySet<Role>): ProcessRecord {
  const self = { id: newUuid(), roles: [...roles], version: VERSION, started_at: new Date() }
  return {
    self,
    startedAt: self.started_at,
    async list() {
      const seen = await listProcesses(db, workspaceId, GONE_AFTER_MS)
      return seen.some(({ id }) => id === self.id) ? seen : [...seen, { ...self, seen_at: new Date() }]
    },
  }
}
