import type { PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Logger } from '../log.ts'
import { type Capabilities, type Database, HOT_CONNECTIONS } from './database.ts'
import { StoreUnavailableError, StoreUnusableError } from './errors.ts'
import { createKysely, queryOf } from './kysely.ts'
import { migrate } from './migrate.ts'
import { createPresence, presenceOfOne } from './processes/presence.ts'
import { withTimeout } from './timeout.ts'
import { resultOf, runTransaction } from './transaction.ts'
import { resultTypes } from './types.ts'

const OLDEST_VERSION = 140_000
const POOL_SIZE = 8
const CONNECT_TIMEOUT_MS = 5_000
const DB_TIMEOUT_MS = 30_000
/** Hot statements look rows up by their keys, and their plans are kept: one that was made for an empty table must not read it whole later. */
const HOT_PLANS = ['set enable_seqscan = off', 'set jit = off']

export interface PostgresOptions {
  /** Address and identity. */
  readonly connection: pg.ClientConfig
  readonly log: Logger
  readonly migrations: 'run' | 'skip'
  readonly hotTimeoutMs: number
  /** No other process can be on this store. */
  readonly exclusive?: boolean
}

/** Opens the store on a PostgreSQL server. @throws StoreTooNewError, StoreUnusableError, StoreUnavailableError */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { log, hotTimeoutMs } = options
  const config: pg.ClientConfig = {
    ...options.connection,
    application_name: 'hubbub',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: resultTypes,
  }
  const capabilities = await prepare(config, options)

  const pool = createPool(log, {
    ...config,
    max: POOL_SIZE,
    statement_timeout: DB_TIMEOUT_MS,
    idle_in_transaction_session_timeout: DB_TIMEOUT_MS,
    // A server that does not answer at all (cut network) must not hold the connection for ever.
    query_timeout: DB_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
  })
  const hotPool = createPool(log, {
    ...config,
    max: HOT_CONNECTIONS,
    connectionTimeoutMillis: hotTimeoutMs,
    statement_timeout: hotTimeoutMs,
    idleTimeoutMillis: 0,
    // The statements of a transaction go out together.
    pipeline: true,
  })
  hotPool.on('connect', (client) => {
    for (const setting of HOT_PLANS) client.query(setting).catch(() => {})
  })
  const db = createKysely({ connect: () => borrow(pool), end: async () => {} })
  const one = options.exclusive ? presenceOfOne() : undefined
  const presence = one ?? (await createPresence(config, capabilities, log))
  const limits = new WeakMap<pg.PoolClient, number>()
  let closing: Promise<void> | undefined

  async function lend<T>(timeoutMs: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (closing) throw new StoreUnavailableError('closed', 'The store is closed.')
    const started = performance.now()
    const connecting = hotPool.connect()
    let late = false
    connecting.then((client) => late && client.release()).catch(() => {})
    const client = await withTimeout(connecting, timeoutMs, () => {
      late = true
    }).catch(translate)
    let fault: Error | undefined
    try {
      const answer = limit(client, timeoutMs).then(() => work(client))
      return await withTimeout(answer, timeoutMs - (performance.now() - started))
    } catch (error) {
      // An answer that may still come must not meet the next statement: the connection goes.
      if (!(error instanceof pg.DatabaseError)) fault = error instanceof Error ? error : new Error(String(error))
      return translate(error)
    } finally {
      client.release(fault)
    }
  }

  async function run<Row>(query: pg.QueryConfig, timeoutMs: number): Promise<Row[]> {
    return await lend(timeoutMs, async (client) => (await client.query(query)).rows)
  }

  /** Lets the server cancel what this call no longer waits for. */
  async function limit(client: pg.PoolClient, timeoutMs: number): Promise<void> {
    const wanted = Math.max(1, Math.round(timeoutMs))
    if ((limits.get(client) ?? hotTimeoutMs) === wanted) return
    await client.query(`set statement_timeout = ${wanted}`)
    limits.set(client, wanted)
  }

  async function notify(channel: string, payload = ''): Promise<void> {
    if (capabilities.notify) await pool.query('select pg_notify($1, $2)', [channel, payload])
  }

  async function shutDown(): Promise<void> {
    await presence.close()
    await Promise.all([pool.end(), hotPool.end()])
  }

  return {
    capabilities,
    db,
    transaction: (work) => db.transaction().execute(work),
    hot: (statement, values, timeoutMs = hotTimeoutMs) =>
      run({ name: statement.name, text: statement.text, values: [...values] }, timeoutMs),
    hotTransaction: async (work, timeoutMs = hotTimeoutMs) =>
      resultOf(await lend(timeoutMs, (client) => runTransaction(client, work))),
    listen: presence.listen,
    notify: one?.notify ?? notify,
    alone: presence.alone,
    presence,
    ping: async (timeoutMs) => void (await run({ text: 'select 1' }, timeoutMs)),
    close() {
      closing ??= shutDown()
      return closing
    },
  }
}

/** A connection for Kysely that is thrown away, not given back, when it broke, timed out or is left in a transaction. */
async function borrow(pool: pg.Pool): Promise<PostgresPoolClient> {
  const client = await pool.connect().catch(translate)
  let broken = false
  const query = queryOf((text, values) =>
    client.query(text, values).catch((error: unknown) => {
      broken ||= !(error instanceof pg.DatabaseError)
      return translate(error)
    }),
  )
  return { query, release: () => client.release(broken || client.getTransactionStatus() !== 'I') }
}

async function prepare(config: pg.ClientConfig, options: PostgresOptions): Promise<Capabilities> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int as number, version() as text",
    )
    if (rows[0]?.number < OLDEST_VERSION)
      throw new StoreUnusableError(`PostgreSQL 14 or newer is needed; the server is ${rows[0]?.text}`)
    if (options.migrations === 'run') await migrate(client)
    return await capabilitiesOf(client)
  } catch (error) {
    translate(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function capabilitiesOf(client: pg.Client): Promise<Capabilities> {
  const has = (statement: string) =>
    client.query(statement).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof pg.DatabaseError) || isAway(error)) throw error
        return false
      },
    )
  return {
    notify: (await has('listen hubbub_probe')) && (await has('unlisten hubbub_probe')),
    advisoryLocks: await has('select pg_advisory_unlock_all()'),
  }
}

function createPool(log: Logger, config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config)
  // While the pool ends, its connections may be ended from the other side first: that is no loss.
  pool.on('error', (error) => pool.ending || log.warn({ err: error }, 'lost an idle database connection'))
  // A connection that breaks while it is lent out reports to its query; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Connection faults become StoreUnavailableError; what PostgreSQL itself answered stays as it is. */
function translate(error: unknown): never {
  if (error instanceof pg.DatabaseError && !isAway(error)) throw error
  if (error instanceof StoreUnavailableError || error instanceof StoreUnusableError) throw error
  if (error instanceof Error && error.name.startsWith('Store')) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new StoreUnavailableError('away', `The database is away: ${reason}`, { cause: error })
}

/** Class 57P: the server is stopping, starting or recovering; 08: connection; 53300: too many connections. */
function isAway(error: pg.DatabaseError): boolean {
  return /^(57P|08|53300)/.test(error.code ?? '')
}
