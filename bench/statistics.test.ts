import { expect, test } from 'vitest'
import { median, percentile, spreadOf } from './statistics.ts'

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index)

test('a percentile is the nearest rank of the sorted samples', () => {
  expect(percentile(oneToHundred, 0.5)).toBe(50)
  expect(percentile(oneToHundred, 0.99)).toBe(99)
  expect(percentile(oneToHundred, 1)).toBe(100)
  expect(percentile(oneToHundred, 0)).toBe(1)
})

test('numbers are ordered by value, not as text', () => {
  expect(percentile([10, 9, 100], 1)).toBe(100)
})

test('a single sample is every percentile', () => {
  expect(spreadOf([7])).toEqual({ count: 1, p50: 7, p99: 7, max: 7 })
})

test('no samples give NaN', () => {
  expect(percentile([], 0.5)).toBeNaN()
  expect(median([])).toBeNaN()
})

test('the median of an even count is the mean of the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([3, 1, 2])).toBe(2)
})
