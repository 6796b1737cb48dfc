import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type FailedAttempt, retryIn } from './retry.ts'

const HOUR = 3_600_000
const scheduleMs = [60_000, 300_000, 900_000, HOUR, 6 * HOUR]
const next = (given: Partial<FailedAttempt> = {}) =>
  retryIn({ attempt: 1, scheduleMs, retryAfterMs: undefined, random: () => 0.5, ...given })

it('takes one step after each attempt and ends after the last', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => next({ attempt }))).toEqual([...scheduleMs, undefined])
})

it('ends at once when the schedule is empty', () => {
  expect(next({ scheduleMs: [] })).toBeUndefined()
})

it('spreads by ten per cent either way', () => {
  expect(next({ random: () => 0 })).toBe(54_000)
  expect(next({ random: () => 0.999999 })).toBe(66_000)
})

it('waits as long as the destination asks, a day at the most', () => {
  expect(next({ retryAfterMs: 120_000 })).toBe(120_000)
  expect(next({ retryAfterMs: 48 * HOUR })).toBe(24 * HOUR)
  expect(next({ retryAfterMs: Number.POSITIVE_INFINITY })).toBe(24 * HOUR)
})

it('never brings an attempt forward, and adds none after the last', () => {
  expect(next({ retryAfterMs: 1000, attempt: 5 })).toBe(6 * HOUR)
  expect(next({ retryAfterMs: 1000, attempt: 6 })).toBeUndefined()
})

it('lies between the step less ten per cent and the step and ten per cent, or a day', () => {
  fc.assert(
    fc.property(
      fc.record({
        attempt: fc.integer({ min: 1, max: 10 }),
        scheduleMs: fc.array(fc.integer({ min: 0, max: 7 * 24 * HOUR }), { maxLength: 8 }),
        retryAfterMs: fc.option(fc.nat(), { nil: undefined }),
        random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((value) => () => value),
      }),
      (given) => {
        const step = given.scheduleMs[given.attempt - 1]
        const wait = retryIn(given)
        expect(wait === undefined).toBe(step === undefined)
        if (wait === undefined || step === undefined) return
        expect(wait).toBeGreaterThanOrEqual(step * 0.9 - 1)
        expect(wait).toBeLessThanOrEqual(Math.max(step * 1.1 + 1, 24 * HOUR))
      },
    ),
    { numRuns: 2000 },
  )
})
