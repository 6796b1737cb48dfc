import type { Logger } from '../log.ts'
import type { Database } from './database.ts'
import { openEmbedded } from './embedded/database.ts'
import { openPostgres } from './postgres.ts'

/** Below the 1.5 s within which a platform gets its answer. */
const HOT_TIMEOUT_MS = 1_400

export interface OpenOptions {
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly log: Logger
  /** `skip` leaves the schema as it is. Default: `run`. */
  readonly migrations?: 'run' | 'skip'
  /** How long a hot statement may take unless its call says otherwise. Default: 1400. */
  readonly hotTimeoutMs?: number
}

/**
 * Opens the store, migrated.
 * @throws StoreLockedError when another process has the data folder, StoreTooNewError when the database is newer
 * than this program, StoreUnusableError when it cannot serve it, StoreUnavailableError when it is away.
 */
export function openDatabase(options: OpenOptions): Promise<Database> {
  const { databaseUrl, dataDir, log, migrations = 'run', hotTimeoutMs = HOT_TIMEOUT_MS } = options
  return databaseUrl
    ? openPostgres({ databaseUrl, log, migrations, hotTimeoutMs })
    : openEmbedded({ dataDir, log, migrations, hotTimeoutMs })
}
