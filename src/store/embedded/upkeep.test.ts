import { describe, expect, it } from 'vitest'
import { mustFreeze, type TableState, upkeepOf } from './upkeep.ts'

const MB = 1024 * 1024
const clean: TableState = {
  name: 'deliveries',
  liveRows: 1_000_000,
  deadRows: 0,
  changedSinceAnalyze: 0,
  bytes: 1_000 * MB,
  age: 0,
}

describe('upkeepOf', () => {
  it('leaves a clean table alone', () => {
    expect(upkeepOf(clean, 60_000)).toBeUndefined()
  })

  it('vacuums a small table with dead rows under load', () => {
    const queue = { ...clean, name: 'event_queue', liveRows: 10, deadRows: 5_000, bytes: 2 * MB }
    expect(upkeepOf(queue, 0)).toBe('vacuum (truncate off) event_queue')
  })

  it('leaves a large table with some dead rows until there is a long pause', () => {
    const large = { ...clean, deadRows: 300_000 }
    expect(upkeepOf(large, 0)).toBeUndefined()
    expect(upkeepOf(large, 2_000)).toBeUndefined()
    expect(upkeepOf(large, 60_000)).toBe('vacuum (truncate off) deliveries')
  })

  it('vacuums a large table under load when more than half of it is dead', () => {
    expect(upkeepOf({ ...clean, deadRows: 1_100_000 }, 0)).toBe('vacuum (truncate off) deliveries')
  })

  it('analyses a table that grew by a fifth, together with a vacuum when both are due', () => {
    expect(upkeepOf({ ...clean, changedSinceAnalyze: 250_000 }, 0)).toBe('analyze deliveries')
    const both = { ...clean, deadRows: 200_000, changedSinceAnalyze: 250_000 }
    expect(upkeepOf(both, 60_000)).toBe('vacuum (truncate off, analyze) deliveries')
  })
})

describe('mustFreeze', () => {
  it('freezes early in a pause, and late under load', () => {
    expect(mustFreeze(100_000_000, true)).toBe(false)
    expect(mustFreeze(300_000_000, true)).toBe(true)
    expect(mustFreeze(300_000_000, false)).toBe(false)
    expect(mustFreeze(1_200_000_000, false)).toBe(true)
  })
})
