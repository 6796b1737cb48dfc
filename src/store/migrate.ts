import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StoreTooNewError, StoreUnusableError } from './errors.ts'
import { versionsPresent } from './processes/others.ts'

/** One session, in which `query` with no values may hold several statements. */
export interface MigrationSession {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

export interface Migration {
  readonly version: number
  readonly name: string
  readonly checksum: string
  readonly sql: string
}

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))
// Any number that nothing else on the server is likely to use.
const LOCK_KEY = 7_286_001
/** How long a process that is stopping may take to leave. */
const LEAVE_WITHIN_MS = 3000
const LOOK_MS = 200
const FEATURE_NOT_SUPPORTED = '0A000'

/** The program's migrations, in order. @throws StoreUnusableError when the numbering has a gap or a double. */
export async function readMigrations(folder = FOLDER): Promise<Migration[]> {
  const files = (await fs.readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort()
  const migrations = await Promise.all(
    files.map(async (file) => {
      // A checkout with CRLF line ends is the same migration.
      const sql = (await fs.readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { version: Number(file.slice(0, 4)), name: file.slice(5, -4), checksum, sql }
    }),
  )
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1)
      throw new StoreUnusableError(`Migration ${index + 1} is missing or there twice in ${folder}`)
  })
  return migrations
}

/**
 * Brings the database to this program's schema, each migration in a transaction of its own; processes that start
 * at once wait for each other. Returns the names of those it applied.
 * @throws StoreTooNewError when the database has a migration this program does not know.
 * @throws StoreUnusableError when an applied migration was changed, one fails, or a process works on the database that
 * does not know what is to be applied.
 */
export async function migrate(session: MigrationSession, migrations?: readonly Migration[]): Promise<string[]> {
  const known = migrations ?? (await readMigrations())
  const locked = await lock(session)
  try {
    await session.query(`create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
    const { rows } = await session.query('select version, checksum from schema_migrations order by version')
    const pending = notApplied(rows, known)
    if (pending.length > 0) await refuseBesideOthers(session, locked)
    for (const migration of pending) await apply(session, migration)
    return pending.map(nameOf)
  } finally {
    if (locked) await session.query(`select pg_advisory_unlock(${LOCK_KEY})`).catch(() => {})
  }
}

/** A process that works on the database with the old schema would fail on the new one, or write what that does not expect. */
async function refuseBesideOthers(session: MigrationSession, locks: boolean): Promise<void> {
  const deadline = performance.now() + LEAVE_WITHIN_MS
  for (;;) {
    const versions = await versionsPresent(session, locks)
    if (versions.length === 0) return
    if (performance.now() > deadline)
      throw new StoreUnusableError(
        `The database needs a migration, and another process works on it (version ${versions.join(', ')}). ` +
          'Stop all processes of the hub, then start this version.',
      )
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Names of the migrations that `migrate` would apply. @throws as `migrate` does. */
export async function pendingMigrations(session: MigrationSession): Promise<string[]> {
  const known = await readMigrations()
  const { rows: tables } = await session.query("select to_regclass('schema_migrations') is not null as made")
  const made = tables[0]?.made === true
  const rows = made ? (await session.query('select version, checksum from schema_migrations')).rows : []
  return notApplied(rows, known).map(nameOf)
}

function nameOf(migration: Migration): string {
  return `${String(migration.version).padStart(4, '0')}_${migration.name}`
}

async function lock(session: MigrationSession): Promise<boolean> {
  try {
    await session.query(`select pg_advisory_lock(${LOCK_KEY})`)
    return true
  } catch (error) {
    // Some distributed PostgreSQLs have no advisory locks: there, start one process first after an upgrade.
    if (codeOf(error) === FEATURE_NOT_SUPPORTED) return false
    throw error
  }
}

function notApplied(rows: readonly Record<string, unknown>[], known: readonly Migration[]): Migration[] {
  const applied = new Map(rows.map((row) => [Number(row.version), String(row.checksum)]))
  const newest = Math.max(0, ...applied.keys())
  const newestKnown = known.at(-1)?.version ?? 0
  if (newest > newestKnown) throw new StoreTooNewError(newest, newestKnown)
  for (const migration of known) {
    const checksum = applied.get(migration.version)
    if (checksum !== undefined && checksum !== migration.checksum)
      throw new StoreUnusableError(
        `Migration ${migration.version} (${migration.name}) was changed after it was applied to this database. ` +
          'Restore the file; changes go into a new migration.',
      )
  }
  return known.filter((migration) => !applied.has(migration.version))
}

async function apply(session: MigrationSession, migration: Migration): Promise<void> {
  await session.query('begin')
  try {
    await session.query(migration.sql)
    await session.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ])
    await session.query('commit')
  } catch (error) {
    await session.query('rollback').catch(() => {})
    const reason = error instanceof Error ? error.message : String(error)
    throw new StoreUnusableError(`Migration ${migration.version} (${migration.name}) failed: ${reason}`, {
      cause: error,
    })
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
