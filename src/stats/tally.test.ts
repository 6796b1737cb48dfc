import { expect, it } from 'vitest'
import { add, percentiles, top } from './tally.ts'

it('interpolates percentiles within the bucket they fall into', () => {
  const bounds = [10, 20, 40]
  expect(percentiles(new Map([[1, 100]]), bounds)).toEqual({ p50: 15, p95: 19.5, p99: 19.9 })
  expect(
    percentiles(
      new Map([
        [0, 50],
        [2, 50],
      ]),
      bounds,
    ),
  ).toEqual({ p50: 10, p95: 38, p99: 39.6 })
})

it('has no percentiles of nothing, and the last bound for what is beyond it', () => {
  expect(percentiles(new Map(), [10])).toEqual({ p50: null, p95: null, p99: null })
  expect(percentiles(new Map([[1, 3]]), [10]).p99).toBe(10)
})

it('puts the largest count first', () => {
  const counts = new Map<string, number>()
  for (const name of ['a', 'b', 'b', 'c', 'b', 'c']) add(counts, name, 1)
  expect(top(counts, 2)).toEqual([
    ['b', 3],
    ['c', 2],
  ])
})
