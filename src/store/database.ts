import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { Schema } from './schema.ts'

/** What the statements of one transaction run on. */
export type Transaction = KyselyTransaction<Schema>

/** Anything queries run on: the database itself or a transaction. Pass it as the first parameter. */
export type Executor = Kysely<Schema> | Transaction

/** A prepared statement of the hot path. Buffers travel in PostgreSQL's binary format. */
export interface HotStatement {
  /** Unique name under which the server keeps the plan. */
  readonly name: string
  readonly text: string
  /** A look at a queue that is usually empty: it does not count as traffic, so upkeep may happen meanwhile. */
  readonly background?: true
}

/** The store behind the hub: PostgreSQL as a server or embedded in a worker thread. */
export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** For the API and everything that can wait behind the stages. */
  readonly db: Kysely<Schema>
  /** Runs `work` in one transaction of `db`: commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>
  /** How many hot statements may usefully be in flight: 1 on the embedded store. */
  readonly parallelism: number
  /**
   * Runs one prepared statement as its own transaction, before anything waiting on `db` (embedded) or on a pool of
   * its own (PostgreSQL). Rejects when the store is away or does not answer within `timeoutMs`; the outcome is
   * then unknown.
   */
  hot<Row>(statement: HotStatement, values: readonly unknown[], timeoutMs?: number): Promise<Row[]>
  /**
   * Runs SQL as it is, also several statements at once, behind everything else; it does not count as traffic. For
   * libraries that bring their own queries.
   */
  raw(text: string, values: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  /** Calls back when another process notifies the channel. Only a wake-up: a poll must stand behind it. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<void>
  notify(channel: string, payload?: string): Promise<void>
  /** True when this process is the only hub on the store. */
  alone(): boolean
  /** Resolves when the store answers a trivial query, rejects otherwise. */
  ping(timeoutMs: number): Promise<void>
  close(): Promise<void>
}
