import type { Database, HotTransaction } from '../../src/store/database.ts'
import { StoreUnavailableError } from '../../src/store/errors.ts'

/** A real store, and trouble on the way to it or back. */
export interface TroubledStore {
  readonly database: Database
  /** The prepared statements that were run, by name; `commit` is a transaction. */
  readonly asked: readonly string[]
  /** The next answer to a statement is lost: it was done, and its call rejects as when nothing comes in time. */
  loseNext(name: string): void
  /** The next call of a statement does not get through: it rejects, and nothing was done. */
  cutNext(name: string): void
  /** The next answer to a statement waits; `held` resolves when it is there. */
  holdNext(name: string): { readonly held: Promise<void>; release(): void }
}

interface Trouble {
  before?(): void
  after?(): Promise<void> | void
}

export function troubled(database: Database): TroubledStore {
  const asked: string[] = []
  const troubles = new Map<string, Trouble>()
  const away = () => {
    throw new StoreUnavailableError('timeout', 'No answer came.')
  }
  const ask = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    const trouble = troubles.get(name)
    troubles.delete(name)
    trouble?.before?.()
    asked.push(name)
    const result = await call()
    await trouble?.after?.()
    return result
  }
  return {
    asked,
    database: {
      ...database,
      async hot<Row>(...[statement, values, timeoutMs]: Parameters<Database['hot']>) {
        return await ask(statement.name, () => database.hot<Row>(statement, values, timeoutMs))
      },
      async hotTransaction<T>(work: (tx: HotTransaction) => Promise<T>, timeoutMs?: number) {
        return await ask('commit', () =>
          database.hotTransaction(async (tx) => {
            const answers: Promise<unknown>[] = []
            const result = await work({
              run(statement, values) {
                const answer = ask(statement.name, () => tx.run<never>(statement, values))
                answer.catch(() => undefined)
                answers.push(answer)
                return answer
              },
            })
            // What goes wrong with one statement goes wrong with all of them.
            await Promise.all(answers)
            return result
          }, timeoutMs),
        )
      },
    },
    loseNext: (name) => void troubles.set(name, { after: away }),
    cutNext: (name) => void troubles.set(name, { before: away }),
    holdNext(name) {
      const held = Promise.withResolvers<void>()
      const released = Promise.withResolvers<void>()
      const after = () => {
        held.resolve()
        return released.promise
      }
      troubles.set(name, { after })
      return { held: held.promise, release: released.resolve }
    },
  }
}
