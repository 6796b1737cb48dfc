import pg from 'pg'
import type { Logger } from '../log.ts'
import { StoreUnavailableError, StoreUnusableError } from './errors.ts'

/** A pool of connections whose faults are logged and never end the process. */
export function createPool(log: Logger, config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config)
  // While the pool ends, its connections may be ended from the other side first: that is no loss.
  pool.on('error', (error) => pool.ending || log.warn({ err: error }, 'lost an idle database connection'))
  // A connection that breaks while it is lent out reports to its query; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Connection faults become StoreUnavailableError; what PostgreSQL itself answered stays as it is. */
export function translate(error: unknown): never {
  if (error instanceof pg.DatabaseError && !isAway(error)) throw error
  if (error instanceof StoreUnavailableError || error instanceof StoreUnusableError) throw error
  if (error instanceof Error && error.name.startsWith('Store')) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new StoreUnavailableError('away', `The database is away: ${reason}`, { cause: error })
}

/** Class 57P: the server is stopping, starting or recovering; 08: connection; 53300: too many connections. */
export function isAway(error: pg.DatabaseError): boolean {
  return /^(57P|08|53300)/.test(error.code ?? '')
}
