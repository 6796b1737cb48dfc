import type { PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Logger } from '../log.ts'
import type { Capabilities, Database } from './database.ts'
import { StoreUnusableError } from './errors.ts'
import { createHotConnections } from './hot-connections.ts'
import { createKysely, queryOf } from './kysely.ts'
import { migrate } from './migrate.ts'
import { createPool, isAway, translate } from './pools.ts'
import { createPresence, presenceOfOne } from './processes/presence.ts'
import { resultOf, runTransaction } from './transaction.ts'
import { resultTypes } from './types.ts'

const OLDEST_VERSION = 140_000
const POOL_SIZE = 8
const CONNECT_TIMEOUT_MS = 5_000
const DB_TIMEOUT_MS = 30_000

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
  const hot = createHotConnections(config, hotTimeoutMs, log)
  const db = createKysely({ connect: () => borrow(pool), end: async () => {} })
  const one = options.exclusive ? presenceOfOne() : undefined
  const presence = one ?? (await createPresence(config, capabilities, log))
  let closing: Promise<void> | undefined

  async function notify(channel: string, payload = ''): Promise<void> {
    if (capabilities.notify) await pool.query('select pg_notify($1, $2)', [channel, payload])
  }

  async function shutDown(): Promise<void> {
    const hotEnded = hot.end()
    await presence.close()
    await Promise.all([pool.end(), hotEnded])
  }

  return {
    capabilities,
    db,
    transaction: (work) => db.transaction().execute(work),
    hot: ({ name, text }, values, timeoutMs) => hot.run({ name, text, values: [...values] }, timeoutMs),
    hotTransaction: async (work, timeoutMs) =>
      resultOf(await hot.lend(timeoutMs, (client) => runTransaction(client, work))),
    listen: (channel, onNotify) => presence.listen(channel, onNotify),
    notify: one?.notify ?? notify,
    alone: () => presence.alone(),
    presence,
    ping: async (timeoutMs) => void (await hot.run({ text: 'select 1' }, timeoutMs)),
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
