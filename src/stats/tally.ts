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
