import { sql } from 'kysely'
import { rows, runWithin, statement } from '../batch.ts'
import type { Executor } from '../database.ts'

const COUNT_LIMIT = 10_000

/** A message whose place among the queued ones of its account is asked for. */
export interface PlaceQuestion {
  readonly messageId: string
  readonly accountId: string
  /** Only messages of these types count; undefined: all. */
  readonly types: readonly string[] | undefined
}

interface PlaceColumns {
  readonly index: number
  readonly messageId: string
  readonly accountId: string
  readonly types: string | undefined
}

const PLACES = statement(
  'places_in_line',
  {
    workspaceId: 'uuid',
    questions: rows<PlaceColumns>({ index: 'int4', messageId: 'uuid', accountId: 'uuid', types: 'text' }),
  },
  ({ workspaceId, questions }) => `select (select count(*)::int from (
        select 1 from message_queue m
        where m.workspace_id = ${workspaceId} and m.account_id = q.account_id and m.owner is null
          and m.message_id < q.message_id and (q.types is null or m.type = any(string_to_array(q.types, ',')))
        limit ${COUNT_LIMIT}) as before) as place
    from ${questions.as('q')} order by q.index`,
)

/** How many queued messages of their accounts go before these, in the order given; at most 10,000 are counted. */
export async function placesInLine(
  executor: Executor,
  workspaceId: string,
  questions: readonly PlaceQuestion[],
): Promise<number[]> {
  if (questions.length === 0) return []
  const columns = questions.map(({ types, ...question }, index) => ({ ...question, index, types: types?.join(',') }))
  const found = await runWithin<{ place: number }>(executor, PLACES, PLACES.values({ workspaceId, questions: columns }))
  return found.map(({ place }) => place)
}

/** How many messages of the account are queued; at most 10,000 are counted. */
export async function countQueued(executor: Executor, workspaceId: string, accountId: string): Promise<number> {
  const { rows: found } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from message_queue where workspace_id = ${workspaceId} and account_id = ${accountId} and owner is null
      limit ${sql.lit(COUNT_LIMIT)}) as queued`.execute(executor)
  return found[0]?.count ?? 0
}
