import { refusalWith } from '../../codes/refusals.ts'
import { createDatabaseClock } from '../../lib/clock.ts'
import { GroupCommit } from '../../queue/group-commit.ts'

/** Queries that run at a time: one that hangs must not hold up the rest. */
const CONCURRENCY = 2
const PER_QUERY = 500
const MAX_WAITING = 10_000

interface Ask<Row> {
  readonly name: string
  readonly hash: Buffer
  readonly answer: Promise<Row | undefined>
  resolve(row: Row | undefined): void
  reject(error: unknown): void
}

/** The text that stands for a hash in a map. */
export function nameOf(hash: Buffer): string {
  return hash.toString('base64')
}

/**
 * Look-ups by hash. Those that come while two queries run go together in the next one, so that a flood of wrong keys costs
 * the store little. @throws HubError unavailable when far too many wait
 */
export function createLookUps<Row>(
  read: (hashes: readonly Buffer[]) => Promise<readonly Row[]>,
  hashOf: (row: Row) => Buffer,
): (hash: Buffer) => Promise<Row | undefined> {
  const waiting = new Map<string, Ask<Row>>()
  const unlimited = Number.POSITIVE_INFINITY

  const commit = new GroupCommit<Ask<Row>>(createDatabaseClock(), {
    concurrency: CONCURRENCY,
    batch: { rows: PER_QUERY, bytes: unlimited },
    waiting: { rows: MAX_WAITING, bytes: unlimited },
    start: 'at once',
    sizeOf: () => ({ rows: 1, bytes: 0 }),
    async write(asks) {
      for (const { name } of asks) waiting.delete(name)
      const rows = await read(asks.map(({ hash }) => hash))
      const found = new Map(rows.map((row) => [nameOf(hashOf(row)), row]))
      for (const ask of asks) ask.resolve(found.get(ask.name))
    },
    onFailure(asks, error) {
      for (const ask of asks) ask.reject(error)
      return 'done'
    },
  })

  return async (hash) => {
    const name = nameOf(hash)
    const same = waiting.get(name)
    if (same) return await same.answer
    if (commit.waiting >= MAX_WAITING) throw refusalWith('too_many_keys', {}, { retryAfterSeconds: 1 })
    const { promise: answer, resolve, reject } = Promise.withResolvers<Row | undefined>()
    const ask = { name, hash, answer, resolve, reject }
    waiting.set(name, ask)
    commit.add(ask)
    return await answer
  }
}
