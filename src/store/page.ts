import { type RawBuilder, sql } from 'kysely'
import type { Executor } from './database.ts'

/** Where a page starts (below this id, newest first) and how long it may be. */
export interface PageRequest {
  readonly limit: number
  readonly before?: string
}

export interface Page<Row> {
  readonly rows: Row[]
  /** Where the next page starts, or undefined on the last. A page may be short and still have a next one. */
  readonly next: string | undefined
}

/** Rows a page may look at when a filter has no index: keeps a page quick whatever the table holds. */
export const SCAN_LIMIT = 5000

/** The last row of a full page is where the next one starts. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? page.at(-1)?.id : undefined }
}

/**
 * Reads a page of what an indexed walk yields and a filter keeps. `walk(n)` is a query for at most n rows (with a
 * column `id`), newest first; `keep` names the walked row `w`.
 */
export async function readFiltered<Row extends { id: string }>(
  executor: Executor,
  walk: (limit: RawBuilder<unknown>) => RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
  keep: RawBuilder<unknown>,
  limit: number,
): Promise<Page<Row>> {
  const walked = walk(sql`${sql.lit(SCAN_LIMIT)}`)
  const { rows } = await sql<Row>`
    select ${columns} from (${walked}) w where ${keep} order by w.id desc limit ${limit + 1}`.execute(executor)
  if (rows.length > limit) return pageOf(rows, limit)
  const { rows: edge } = await sql<{ id: string }>`
    select w.id from (${walked}) w order by w.id desc offset ${sql.lit(SCAN_LIMIT - 1)} limit 1`.execute(executor)
  return { rows, next: edge[0]?.id }
}

/** A text as a LIKE pattern that finds it anywhere. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
