import pg from 'pg'

/** The statements that this process sends to the database, by their text. */
export interface StatementLog {
  /** Those that were sent while `work` ran, but for those that the hub sends by itself. */
  during<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly statements: readonly string[] }>
  /** What is sent while nobody calls belongs to the hub. */
  idle(ms: number): Promise<void>
  stop(): void
}

/** Listens to every connection of this process, the hub's among them. */
export function logStatements(): StatementLog {
  const { query } = pg.Client.prototype
  const own = new Set<string>()
  let heard: Set<string> | undefined
  pg.Client.prototype.query = function log(this: pg.Client, ...given: unknown[]) {
    const text = textOf(given[0])
    if (text !== undefined) heard?.add(text)
    return Reflect.apply(query, this, given)
  } as typeof query
  return {
    async during(work) {
      const mine = new Set<string>()
      heard = mine
      const result = await work()
      heard = undefined
      return { result, statements: [...mine].filter((text) => !own.has(text)).sort() }
    },
    async idle(ms) {
      heard = own
      await new Promise((resolve) => setTimeout(resolve, ms))
      heard = undefined
    },
    stop() {
      pg.Client.prototype.query = query
    },
  }
}

function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given
  if (typeof given !== 'object' || given === null) return undefined
  const { name, text } = given as { name?: unknown; text?: unknown }
  return typeof name === 'string' ? name : typeof text === 'string' ? text : undefined
}
