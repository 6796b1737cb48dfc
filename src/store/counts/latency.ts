/** Upper bounds, in milliseconds, of the buckets of a latency; the last bucket is open. The SQL function `latency_bucket` has them too. */
export const LATENCY_BOUNDS_MS: readonly number[] = [
  5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000, 60_000, 600_000, 7_200_000,
]
