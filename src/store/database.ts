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
}

/** A transaction of prepared statements on one connection. */
export interface HotTransaction {
  /**
   * Sends a statement. Statements run in the order in which they are sent; one need not wait for the answer of the one
   * before. A statement that fails makes the transaction fail, also when nobody waits for its answer.
   */
  run<Row>(statement: HotStatement, values: readonly unknown[]): Promise<Row[]>
}

/** Runs prepared statements: the database, each as its own transaction, or a transaction. */
export type Runner = HotTransaction['run']

/** How many hot statements may be in flight at once: more wait for a connection. */
export const HOT_CONNECTIONS = 3

/** What some servers that speak PostgreSQL's protocol do not have. */
export interface Capabilities {
  /** LISTEN and NOTIFY: without them other processes hear of a change at their next poll. */
  readonly notify: boolean
  /** Locks of a session: without them no process knows whether it is alone on the store. */
  readonly advisoryLocks: boolean
}

/** How this process and the others on the store see each other. */
export interface ShownPresence {
  /** No other process can be on the store. */
  readonly exclusive: boolean
  /** Shows the others that the process of this id lives, from now on. */
  show(processId: string): Promise<void>
  /** Takes what a statement of this process saw: how many processes are there, and whether this one is among them. */
  saw(holders: number, ours: boolean): void
  /** For how long this process has not been shown, in milliseconds. */
  lostMs(): number
}

/** The store behind the hub: a PostgreSQL server. */
export interface Database {
  readonly capabilities: Capabilities
  /** For the API and everything that can wait behind the stages. */
  readonly db: Kysely<Schema>
  /** Runs `work` in one transaction of `db`: commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>
  /**
   * Runs one prepared statement as a transaction, on connections that only these statements use. Rejects when the
   * store is away or does not answer within `timeoutMs`; the outcome is then unknown.
   */
  hot<Row>(statement: HotStatement, values: readonly unknown[], timeoutMs?: number): Promise<Row[]>
  /**
   * Runs `work` as one transaction of prepared statements. Commits when `work` resolves and every statement succeeded.
   * Rejects as `hot` does.
   */
  hotTransaction<T>(work: (tx: HotTransaction) => Promise<T>, timeoutMs?: number): Promise<T>
  /** Calls back when any process notifies the channel. Only a wake-up: a poll must stand behind it. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<void>
  notify(channel: string, payload?: string): Promise<void>
  /** True when this process is the only hub on the store. */
  alone(): boolean
  readonly presence: ShownPresence
  /** Resolves when the store answers a trivial query, rejects otherwise. */
  ping(timeoutMs: number): Promise<void>
  close(): Promise<void>
}
