import { StoreUnavailableError } from './errors.ts'

/** The SQLSTATE of a PostgreSQL error, undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

/** The statement was refused for its values (22 data, 23 constraint, 54 limit), not because the store is away. */
export function isDataError(error: unknown): boolean {
  const state = sqlState(error)
  return state !== undefined && (state.startsWith('22') || state.startsWith('23') || state.startsWith('54'))
}

/** Nothing is wrong with the values: the store is away, or too busy. */
export function isStoreFailure(error: unknown): boolean {
  return error instanceof StoreUnavailableError || (sqlState(error) !== undefined && !isDataError(error))
}
