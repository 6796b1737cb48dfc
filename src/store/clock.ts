import type { Database } from './database.ts'

const CLOCK = { name: 'database_clock', text: 'select now() as now' } as const

/** The time by the database's clock. */
export async function databaseTime(database: Database): Promise<Date> {
  const [row] = await database.hot<{ now: Date }>(CLOCK, [])
  return row?.now ?? new Date()
}
