import type { Bench } from './bench.ts'
import type { StoreKind } from './hub.ts'

/** One figure of one store, and whether it holds what design §10 asks. */
export interface Measured {
  readonly target: string
  readonly value: string
  readonly pass: boolean
}

/** A line of the table. */
export interface RowResult {
  readonly row: string
  readonly measured: Partial<Record<StoreKind, Measured>>
  /** What the same machine did at the same time without the hub. */
  readonly ceiling?: string
  /** Cores that processes outside of the run took meanwhile. */
  readonly others?: number
  /** Everything measured, for the JSON file. */
  readonly details: unknown
}

export type Row = (bench: Bench) => Promise<RowResult[]>

/** Runs the same measurement on every chosen store. */
export async function perStore<T>(
  bench: Bench,
  measure: (store: StoreKind) => Promise<T>,
): Promise<Partial<Record<StoreKind, T>>> {
  const results: Partial<Record<StoreKind, T>> = {}
  for (const store of bench.options.stores) results[store] = await measure(store)
  return results
}

export function mapStores<T, U>(
  results: Partial<Record<StoreKind, T>>,
  map: (result: T, store: StoreKind) => U,
): Partial<Record<StoreKind, U>> {
  const entries = Object.entries(results) as [StoreKind, T][]
  return Object.fromEntries(entries.map(([store, result]) => [store, map(result, store)])) as Partial<
    Record<StoreKind, U>
  >
}
