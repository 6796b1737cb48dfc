import { CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Logger } from '../log.ts'
import { readMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'
import { hasDatabase } from './server/server.ts'

export interface StoreLocation {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
}

/** The state of a database. */
export interface StoreState {
  /** e.g. `PostgreSQL 18.1`; undefined when there is no database yet. */
  readonly server: string | undefined
  /** The newest migration it has; 0 when none. */
  readonly applied: number
  /** The newest migration this program has. */
  readonly known: number
  /** Names of the migrations it does not have. */
  readonly pending: readonly string[]
  /** Its clock minus ours, milliseconds. */
  readonly clockAheadMs: number
}

type Query = (text: string) => Promise<{ rows: Record<string, unknown>[] }>

/**
 * Looks at the store and changes nothing.
 * @throws StoreLockedError when a hub runs the database of the data folder; what `pg` throws when the server is away.
 */
export async function inspectStore(location: StoreLocation, log: Logger): Promise<StoreState> {
  if (location.databaseUrl !== undefined) return await inspectServer(location.databaseUrl)
  if (!(await hasDatabase(location.dataDir))) return await stateOf(undefined)
  const database = await openDatabase({ dataDir: location.dataDir, log, migrations: 'skip' })
  try {
    return await stateOf((text) => database.db.executeQuery(CompiledQuery.raw(text)))
  } finally {
    await database.close()
  }
}

async function inspectServer(connectionString: string): Promise<StoreState> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000, query_timeout: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await stateOf((text) => client.query(text))
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function stateOf(query: Query | undefined): Promise<StoreState> {
  const migrations = await readMigrations()
  const known = migrations.at(-1)?.version ?? 0
  const names = (applied: ReadonlySet<number>) =>
    migrations
      .filter((migration) => !applied.has(migration.version))
      .map((migration) => `${String(migration.version).padStart(4, '0')}_${migration.name}`)
  if (!query) return { server: undefined, applied: 0, known, pending: names(new Set()), clockAheadMs: 0 }
  const asked = Date.now()
  const { rows } = await query(
    "select split_part(version(), ' on ', 1) as server, (extract(epoch from clock_timestamp()) * 1000)::float8 as now, to_regclass('schema_migrations') is not null as migrated",
  )
  const clockAheadMs = Number(rows[0]?.now) - (asked + Date.now()) / 2
  const applied = rows[0]?.migrated ? (await query('select version from schema_migrations')).rows : []
  const versions = new Set(applied.map((row) => Number(row.version)))
  return {
    server: String(rows[0]?.server),
    applied: Math.max(0, ...versions),
    known,
    pending: names(versions),
    clockAheadMs,
  }
}
