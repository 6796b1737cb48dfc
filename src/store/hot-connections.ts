import pg from 'pg'
import type { Logger } from '../log.ts'
import { HOT_CONNECTIONS } from './database.ts'
import { StoreUnavailableError } from './errors.ts'
import { createPool, translate } from './pools.ts'
import { withTimeout } from './timeout.ts'

/** Hot statements look rows up by their keys, and their plans are kept: one that was made for an empty table must not read it whole later. */
const PLANS = ['set enable_seqscan = off', 'set jit = off']

/** The connections of statements that a request or a stage waits for, each within a time. */
export interface HotConnections {
  /** Lends a connection. @throws StoreUnavailableError when the time is up. */
  lend<T>(timeoutMs: number | undefined, work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  run<Row>(query: pg.QueryConfig, timeoutMs?: number): Promise<Row[]>
  /** Lends no more; resolves when those that are lent have come back. */
  end(): Promise<void>
}

export function createHotConnections(config: pg.ClientConfig, usualTimeoutMs: number, log: Logger): HotConnections {
  const pool = createPool(log, {
    ...config,
    max: HOT_CONNECTIONS,
    connectionTimeoutMillis: usualTimeoutMs,
    statement_timeout: usualTimeoutMs,
    idleTimeoutMillis: 0,
    // The statements of a transaction go out together.
    pipeline: true,
  })
  pool.on('connect', (client) => {
    for (const setting of PLANS) client.query(setting).catch(() => {})
  })
  const limits = new WeakMap<pg.PoolClient, number>()

  /** A connection that comes too late goes back at once. */
  async function connect(timeoutMs: number): Promise<pg.PoolClient> {
    const connecting = pool.connect()
    let late = false
    connecting.then((client) => late && client.release()).catch(() => {})
    return await withTimeout(connecting, timeoutMs, () => {
      late = true
    }).catch(translate)
  }

  async function lend<T>(timeoutMs = usualTimeoutMs, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (pool.ending) throw new StoreUnavailableError('closed', 'The store is closed.')
    const started = performance.now()
    const client = await connect(timeoutMs)
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

  /** Lets the server cancel what this call no longer waits for. */
  async function limit(client: pg.PoolClient, timeoutMs: number): Promise<void> {
    const wanted = Math.max(1, Math.round(timeoutMs))
    if ((limits.get(client) ?? usualTimeoutMs) === wanted) return
    await client.query(`set statement_timeout = ${wanted}`)
    limits.set(client, wanted)
  }

  return {
    lend,
    run: (query, timeoutMs) => lend(timeoutMs, async (client) => (await client.query(query)).rows),
    end: () => pool.end(),
  }
}
