import { sql } from 'kysely'
import type { Executor } from './database.ts'

export interface StoreFigures {
  /** Of the PostgreSQL server. */
  readonly version: string
  /** Null where the role may not ask for the size. */
  readonly sizeBytes: number | null
}

/** The version and the size of the database. */
export async function storeFigures(executor: Executor): Promise<StoreFigures> {
  const { rows } = await sql<{ version: string }>`
    select current_setting('server_version') as version`.execute(executor)
  const size = await sql<{ size: number }>`select pg_database_size(current_database())::float8 as size`
    .execute(executor)
    .catch(() => undefined)
  return { version: rows[0]?.version ?? '', sizeBytes: size?.rows[0]?.size ?? null }
}
