/** A repeatable source of chance: the same seed gives the same decisions. */
export interface Random {
  /** A number from 0 to 1. */
  next(): number
  /** A number between the two. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<const T extends readonly [unknown, ...unknown[]]>(from: T): T[number]
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
  }
}
