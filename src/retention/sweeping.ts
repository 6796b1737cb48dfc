import type { Chunk } from '../store/chunk.ts'
import type { Database } from '../store/database.ts'

/** Rows that one statement looks at. */
export const CHUNK = 500

/** How retention goes through tables. */
export interface Sweeping {
  readonly database: Database
  /** One table that cannot be swept now must not keep the others from it. */
  attempt(what: string, work: () => Promise<unknown>): Promise<void>
  /** Chunk by chunk; live traffic goes between them. Resolves with how many rows it was. */
  inChunks<Key>(chunk: (after: Key | undefined) => Promise<Chunk<Key>>): Promise<number>
}
