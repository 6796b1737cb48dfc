import { type Statement, statement } from './batch.ts'
import type { Chunk } from './chunk.ts'
import type { Database } from './database.ts'

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

const PARAMETERS = { workspaceId: 'uuid', cutoff: 'timestamptz', after: 'uuid', limit: 'int4' } as const

/** How SQL names the parameters of a step. */
export type WalkTexts = { readonly [Name in keyof typeof PARAMETERS]: string }

/** A step through a table in the order of its ids, which deletes or changes rows that are older than the cutoff. */
export type WalkStep = (
  database: Database,
  workspaceId: string,
  cutoff: Date,
  limit: number,
  after?: string,
) => Promise<Chunk<string>>

interface WalkRow {
  readonly seen: number
  readonly last: string | null
  readonly count: number
  /** The same rows are to be looked at again. */
  readonly again: boolean
}

/** The rows that a step looks at, as the CTE `looked`. */
export function lookedAt(table: string, p: WalkTexts): string {
  return `looked as materialized (
      select * from ${table} where workspace_id = ${p.workspaceId} and id > ${p.after} order by id limit ${p.limit}
    )`
}

/** The answer of a step: `count` and `again` are SQL. */
export function answerOf(count: string, again = 'false'): string {
  return `select count(*)::int as seen, (select id from looked order by id desc limit 1) as last, (${count})::int as count,
      ${again} as again
    from looked`
}

/** A step whose SQL begins with `lookedAt` and ends with `answerOf`. */
export function walk(name: string, write: (texts: WalkTexts) => string): WalkStep {
  const query: Statement<typeof PARAMETERS> = statement(name, PARAMETERS, write)
  return async (database, workspaceId, cutoff, limit, after = FIRST) => {
    const [row] = await database.hot<WalkRow>(query, query.values({ workspaceId, cutoff, after, limit }))
    if (!row) return { count: 0, next: undefined }
    if (row.again) return { count: row.count, next: after }
    return { count: row.count, next: row.seen === limit ? (row.last ?? undefined) : undefined }
  }
}
