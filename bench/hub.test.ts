import { expect, test } from 'vitest'
import { sumMetric } from './hub.ts'

const TEXT = `# HELP hubbub_attempts_total Attempts, by outcome.
hubbub_attempts_total{outcome="success",kind="a"} 5
hubbub_attempts_total{outcome="success",kind="b"} 7
hubbub_attempts_total{outcome="retry",kind="a"} 2
hubbub_attempts_total_created 99
hubbub_up 1`

test('a metric is the sum of its series with the labels', () => {
  expect(sumMetric(TEXT, 'hubbub_attempts_total', { outcome: 'success' })).toBe(12)
  expect(sumMetric(TEXT, 'hubbub_attempts_total', {})).toBe(14)
})

test('a series without labels is read', () => {
  expect(sumMetric(TEXT, 'hubbub_up', {})).toBe(1)
})

test('a metric that does not exist is 0', () => {
  expect(sumMetric(TEXT, 'hubbub_none', {})).toBe(0)
})
