/** Adds to a counter. */
export function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

export function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** The largest counts, most first. */
export function top<Key>(counts: ReadonlyMap<Key, number>, limit = Number.POSITIVE_INFINITY): [Key, number][] {
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit)
}

/** Percentiles of a histogram; `bucket` n holds what lies from bound n-1 to bound n. Interpolated within the bucket. */
export function percentiles(buckets: ReadonlyMap<number, number>, bounds: readonly number[]) {
  const total = sum(buckets.values())
  const at = (share: number): number | null => {
    if (total === 0) return null
    let seen = 0
    for (const [bucket, count] of [...buckets].sort((a, b) => a[0] - b[0])) {
      if (seen + count >= share * total) {
        const low = bounds[bucket - 1] ?? 0
        const high = bounds[bucket] ?? low
        return Math.round((low + ((high - low) * (share * total - seen)) / count) * 10) / 10
      }
      seen += count
    }
    return bounds.at(-1) ?? null
  }
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
