import { refusalWith } from '../../codes/refusals.ts'

/** One that hangs must not hold up the rest. */
const RUNNING = 2
const PER_QUERY = 500
const MAX_WAITING = 10_000

interface Ask<Row> {
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
 * Look-ups by hash of which two run at a time: what is asked for meanwhile goes together in the next query, so that a
 * flood of wrong keys costs the store little. @throws HubError unavailable when far too many wait
 */
export function createLookUps<Row>(
  read: (hashes: readonly Buffer[]) => Promise<readonly Row[]>,
  hashOf: (row: Row) => Buffer,
): (hash: Buffer) => Promise<Row | undefined> {
  const waiting = new Map<string, Ask<Row>>()
  let running = 0

  const next = () => {
    const asks = [...waiting].slice(0, PER_QUERY)
    for (const [name] of asks) waiting.delete(name)
    return asks
  }
  const run = async () => {
    running++
    for (let asks = next(); asks.length > 0; asks = next()) {
      try {
        const rows = await read(asks.map(([, { hash }]) => hash))
        const found = new Map(rows.map((row) => [nameOf(hashOf(row)), row]))
        for (const [name, ask] of asks) ask.resolve(found.get(name))
      } catch (error) {
        for (const [, ask] of asks) ask.reject(error)
      }
    }
    running--
  }

  return async (hash) => {
    const name = nameOf(hash)
    const same = waiting.get(name)
    if (same) return await same.answer
    if (waiting.size >= MAX_WAITING) throw refusalWith('too_many_keys', {}, { retryAfterSeconds: 1 })
    const { promise: answer, resolve, reject } = Promise.withResolvers<Row | undefined>()
    waiting.set(name, { hash, answer, resolve, reject })
    if (running < RUNNING) void run()
    return await answer
  }
}
