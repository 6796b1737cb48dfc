import type { Logger } from '../log.ts'
import type { Database } from './database.ts'
import { openPostgres } from './postgres.ts'
import { startServer } from './server/server.ts'

/** Below the 1.5 s within which a platform gets its answer. */
const HOT_TIMEOUT_MS = 1_400

export interface OpenOptions {
  /** Absent: a server that this process runs itself, on the data folder. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  /** Somebody chose the data folder: the database lies in it or nowhere. Default: true. */
  readonly dataDirGiven?: boolean
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
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { databaseUrl, dataDir, dataDirGiven = true, log } = options
  const { migrations = 'run', hotTimeoutMs = HOT_TIMEOUT_MS } = options
  const common = { log, migrations, hotTimeoutMs }
  if (databaseUrl) return openPostgres({ ...common, connection: { connectionString: databaseUrl } })
  const server = await startServer({ dataDir, dataDirGiven, log })
  try {
    const database = await openPostgres({ ...common, connection: server.connection, exclusive: true })
    let closing: Promise<void> | undefined
    return {
      ...database,
      close() {
        closing ??= database.close().finally(() => server.stop())
        return closing
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}
