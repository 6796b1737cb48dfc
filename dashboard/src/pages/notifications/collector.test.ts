import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCollector } from './collector.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const collect = () => {
  const handed: (readonly number[])[] = []
  return { handed, collector: createCollector<number>((items) => handed.push(items), { gatherMs: 200, quietMs: 1000 }) }
}

test('what comes after silence is handed on soon, with what comes right behind it', () => {
  const { handed, collector } = collect()
  collector.add([1])
  vi.advanceTimersByTime(100)
  collector.add([2])
  vi.advanceTimersByTime(100)
  expect(handed).toEqual([[1, 2]])
})

test('a burst is handed on together, no more often than asked', () => {
  const { handed, collector } = collect()
  for (let n = 0; n < 30; n++) {
    collector.add([n])
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(1000)
  expect(handed).toHaveLength(4)
  expect(handed.flat()).toEqual(Array.from({ length: 30 }, (_, n) => n))
})

test('nothing is handed on for nothing, or after the end', () => {
  const { handed, collector } = collect()
  collector.add([])
  vi.advanceTimersByTime(5000)
  collector.add([1])
  collector.stop()
  vi.advanceTimersByTime(5000)
  expect(handed).toEqual([])
})
