import { EventEmitter } from 'node:events'
import fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Logger } from '../../log.ts'
import type { Database } from '../database.ts'
import { StoreUnavailableError } from '../errors.ts'
import { createGate, type Lane, type Lease } from '../gate.ts'
import { createKysely, queryOf } from '../kysely.ts'
import { migrate } from '../migrate.ts'
import { withTimeout } from '../timeout.ts'
import { type Engine, startEngine } from './engine.ts'
import { initialise } from './initialise.ts'
import { lockFolder } from '../server/lock.ts'
import { maintain } from './maintenance.ts'
import type { Fault, WorkerStats } from './messages.ts'
import { EMBEDDED_SETTINGS } from './settings.ts'
import { supervise } from './supervisor.ts'

const DRAIN_MS = 10_000
const RUN_AWAY_MS = 60_000

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: Logger
  readonly migrations: 'run' | 'skip'
  readonly hotTimeoutMs: number
  /** A statement that runs longer has its thread restarted; there is no other way to stop one. */
  readonly stuckAfterMs?: number
  /** Only tests set this. */
  readonly faultsAllowed?: boolean
}

/** The embedded database, with what only tests look at. */
export interface EmbeddedDatabase extends Database {
  /** Syncs and bytes counted in the database thread. */
  stats(): Promise<WorkerStats>
  inject(fault: Fault): Promise<void>
  /** Ends the database thread as a crash would. */
  crash(): Promise<void>
}

/** Opens the embedded database in `<dataDir>/db`. @throws StoreLockedError, StoreTooNewError, StoreUnusableError */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, log } = options
  await fs.mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  try {
    const directory = databaseFolder(options)
    await initialise(directory)
    const start = () =>
      startEngine({
        directory,
        task: 'serve',
        settings: EMBEDDED_SETTINGS,
        faultsAllowed: options.faultsAllowed ?? false,
      })
    const engine = await start()
    try {
      if (options.migrations === 'run') await migrate(engine.client)
    } catch (error) {
      await engine.close()
      throw error
    }
    return assemble(engine, start, lock.release, options, log)
  } catch (error) {
    lock.release()
    throw error
  }
}

function databaseFolder(options: EmbeddedOptions): string {
  return path.join(options.dataDir, 'db')
}

function assemble(
  first: Engine,
  start: () => Promise<Engine>,
  unlock: () => void,
  options: EmbeddedOptions,
  log: Logger,
): EmbeddedDatabase {
  const gate = createGate<Engine>()
  const supervisor = supervise(first, { gate, log, start, stuckAfterMs: options.stuckAfterMs ?? RUN_AWAY_MS })
  const maintenance = maintain({ directory: databaseFolder(options), gate, supervisor, log })
  const channels = new EventEmitter().setMaxListeners(0)
  let closing: Promise<void> | undefined

  async function borrow(lane: Lane, timeoutMs?: number): Promise<Lease<Engine>> {
    if (closing) throw new StoreUnavailableError('closed', 'The store is closed.')
    return gate.acquire(lane, timeoutMs)
  }

  const db = createKysely({
    async connect() {
      const lease = await borrow('normal')
      const { client } = lease.connection
      const query = queryOf((text, values) => client.query(text, values).catch(translate))
      return { query, release: () => void giveBack(lease) }
    },
    async end() {},
  })

  async function run<Row>(query: pg.QueryConfig, timeoutMs: number, counts = true): Promise<Row[]> {
    const started = performance.now()
    const lease = await borrow('hot', timeoutMs)
    const answer = lease.connection.client.query(query).finally(() => lease.release(counts))
    const { rows } = await withTimeout(answer, timeoutMs - (performance.now() - started)).catch(translate)
    return rows
  }

  async function runRaw(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const lease = await borrow('normal')
    try {
      return await lease.connection.client.query(text, [...values]).catch(translate)
    } finally {
      void giveBack(lease, false)
    }
  }

  async function shutDown(): Promise<void> {
    await maintenance.stop()
    await withTimeout(gate.drained(), DRAIN_MS).catch(() => {})
    const engine = supervisor.engine()
    supervisor.stop()
    gate.shut(new StoreUnavailableError('closed', 'The store is closed.'))
    await engine?.close()
    unlock()
  }

  const engineOrFail = () => {
    const engine = supervisor.engine()
    if (!engine) throw new StoreUnavailableError('away', 'The embedded database is restarting.')
    return engine
  }

  return {
    kind: 'embedded',
    db,
    transaction: (work) => db.transaction().execute(work),
    parallelism: 1,
    hot: (statement, values, timeoutMs = options.hotTimeoutMs) =>
      run({ name: statement.name, text: statement.text, values: [...values] }, timeoutMs, !statement.background),
    raw: runRaw,
    async listen(channel, onNotify) {
      channels.on(channel, onNotify)
    },
    async notify(channel, payload = '') {
      queueMicrotask(() => channels.emit(channel, payload))
    },
    alone: () => true,
    ping: async (timeoutMs) => void (await run({ text: 'select 1' }, timeoutMs)),
    close() {
      closing ??= shutDown()
      return closing
    },
    stats: async () => engineOrFail().stats(),
    inject: async (fault) => engineOrFail().inject(fault),
    crash: async () => engineOrFail().kill('crashed by a test'),
  }
}

/** Gives the connection back clean: whoever left a transaction open loses it. */
async function giveBack(lease: Lease<Engine>, counts = true): Promise<void> {
  if (lease.connection.inTransaction()) await lease.connection.client.query('rollback').catch(() => {})
  lease.release(counts)
}

/** What is not an answer of PostgreSQL means that the database thread is gone. */
function translate(error: unknown): never {
  if (error instanceof pg.DatabaseError || error instanceof StoreUnavailableError) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new StoreUnavailableError('away', `The embedded database is away: ${reason}`, { cause: error })
}
