import { StoreUnavailableError } from './errors.ts'
import { sqlState } from './sql-errors.ts'

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
/** SQLSTATE classes: connection, transaction rollback, resources and disk, operator intervention, system error. */
const CLASSES = ['08', '40', '53', '57', '58']
const MESSAGES =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end/

/** True for an error that says the store is away, full or overloaded; false when the query is wrong. */
export function isStoreUnavailable(error: unknown): boolean {
  if (error instanceof StoreUnavailableError) return true
  if (!(error instanceof Error)) return false
  const state = sqlState(error)
  if (state !== undefined) return CLASSES.some((prefix) => state.startsWith(prefix)) || state === '25006'
  if ('code' in error && typeof error.code === 'string' && NETWORK.has(error.code)) return true
  return MESSAGES.test(error.message)
}
