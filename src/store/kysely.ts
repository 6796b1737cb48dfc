import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import type { Schema } from './schema.ts'

/** The query builder over whatever lends connections. */
export function createKysely(pool: PostgresPool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

export type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
