import { LATENCY_BOUNDS_MS } from '../store/counts/latency.ts'
import type { DeliveryCount } from '../store/counts/read.ts'
import { add, sum } from './tally.ts'

/** What the buckets prove of a percentile; `atMostMs` is null in the last bucket, which is open. */
export interface Bound {
  readonly moreThanMs: number
  readonly atMostMs: number | null
}

/** The latency of the rows given: exact on average, percentiles as the bounds of their bucket. */
export function latencyOf(rows: readonly DeliveryCount[]) {
  const buckets = new Map<number, number>()
  for (const { bucket, count } of rows) add(buckets, bucket, count)
  const total = sum(buckets.values())
  const at = (share: number) => boundAt(buckets, share * total)
  return {
    averageMs: total === 0 ? null : sum(rows.map(({ ms }) => ms)) / total,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

function boundAt(buckets: ReadonlyMap<number, number>, rank: number): Bound | null {
  let seen = 0
  for (const [bucket, count] of [...buckets].sort((a, b) => a[0] - b[0])) {
    seen += count
    if (count > 0 && seen >= rank)
      return { moreThanMs: LATENCY_BOUNDS_MS[bucket - 1] ?? 0, atMostMs: LATENCY_BOUNDS_MS[bucket] ?? null }
  }
  return null
}
