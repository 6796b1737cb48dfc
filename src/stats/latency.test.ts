import { expect, test } from 'vitest'
import { latencyOf } from './latency.ts'

const row = (bucket: number, count: number, ms: number) => ({
  at: 0,
  kind: 'delivery' as const,
  state: 'delivered',
  code: '',
  bucket,
  count,
  ms,
})

test('a percentile is said as the bounds of its bucket, the average exactly', () => {
  expect(latencyOf([row(0, 50, 100), row(2, 49, 980), row(13, 1, 9_000_000)])).toEqual({
    averageMs: 90_010.8,
    p50: { moreThanMs: 0, atMostMs: 5 },
    p95: { moreThanMs: 10, atMostMs: 25 },
    p99: { moreThanMs: 10, atMostMs: 25 },
  })
  expect(latencyOf([row(13, 1, 9_000_000)]).p50).toEqual({ moreThanMs: 7_200_000, atMostMs: null })
})

test('nothing is said of nothing', () => {
  expect(latencyOf([])).toEqual({ averageMs: null, p50: null, p95: null, p99: null })
})
