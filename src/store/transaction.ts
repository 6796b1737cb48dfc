import pg from 'pg'
import type { HotStatement, HotTransaction } from './database.ts'

/** `thrown`: `work` itself threw, and everything was undone. */
export type TransactionOutcome<T> = { readonly value: T } | { readonly thrown: unknown }

/**
 * Runs `work` between `begin` and `commit`. Statements are sent without waiting for the answers before them, and so is the
 * commit: of a transaction in which a statement failed PostgreSQL makes a rollback.
 */
export async function runTransaction<T>(
  client: pg.ClientBase,
  work: (tx: HotTransaction) => Promise<T>,
): Promise<TransactionOutcome<T>> {
  const answers: Promise<unknown>[] = []
  const ask = (query: string | pg.QueryConfig) => {
    const answer = client.query(query)
    // Heard of below, in the order in which they were sent.
    answer.catch(() => {})
    answers.push(answer)
    return answer
  }
  const tx: HotTransaction = {
    run<Row>({ name, text }: HotStatement, values: readonly unknown[]) {
      const rows = ask({ name, text, values: [...values] }).then((result) => result.rows as Row[])
      rows.catch(() => {})
      return rows
    },
  }
  // What is asked for at once leaves as one packet: a statement alone costs both sides more for its packet than for its text.
  if (client instanceof pg.Client) {
    const { stream } = client.connection
    stream.cork()
    setImmediate(() => stream.uncork())
  }
  ask('begin')
  const result = await work(tx).then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  )
  ask('thrown' in result ? 'rollback' : 'commit')
  const settled = await Promise.allSettled(answers)
  const refused = settled.find((each) => each.status === 'rejected')
  if (refused) throw refused.reason
  return result
}

/** What `work` resolved with. @throws what it threw */
export function resultOf<T>(outcome: TransactionOutcome<T>): T {
  if ('thrown' in outcome) throw outcome.thrown
  return outcome.value
}
