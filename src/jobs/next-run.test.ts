import { expect, it } from 'vitest'
import { nextRunOf, RETRY_AFTER_MS } from './next-run.ts'

const MINUTE = 60_000
const NOON = Date.UTC(2026, 0, 10, 12)
const job = (attempts: number, dueAt = NOON) => ({ attempts, dueAt: new Date(dueAt) })

it('runs a job that is done no more, and a periodic one at its next time', () => {
  expect(nextRunOf(job(0), 'done', undefined, NOON + 10)).toBeUndefined()
  expect(nextRunOf(job(3), 'done', MINUTE, NOON + 10)).toEqual(job(0, NOON + MINUTE))
})

it('runs a periodic job once, not for every time that was missed', () => {
  expect(nextRunOf(job(0), 'done', MINUTE, NOON + 90 * MINUTE)).toEqual(job(0, NOON + 91 * MINUTE))
})

it('runs a periodic job once for its time when it was claimed a little early', () => {
  expect(nextRunOf(job(0), 'done', MINUTE, NOON - 40)).toEqual(job(0, NOON + MINUTE))
})

it('waits longer after each failure, then gives a job up', () => {
  const waits = [0, 1, 2, 3, 4].map((attempts) => nextRunOf(job(attempts), 'failed', undefined, NOON))
  expect(waits.map((next) => next && next.dueAt.getTime() - NOON)).toEqual([...RETRY_AFTER_MS, undefined])
  expect(waits.map((next) => next?.attempts)).toEqual([1, 2, 3, 4, undefined])
})

it('retries a periodic job that fails before its next time, and never later', () => {
  expect(nextRunOf(job(0), 'failed', MINUTE, NOON)).toEqual(job(1, NOON + 5_000))
  expect(nextRunOf(job(2), 'failed', MINUTE, NOON)).toEqual(job(3, NOON + MINUTE))
  expect(nextRunOf(job(4), 'failed', MINUTE, NOON)).toEqual(job(0, NOON + MINUTE))
})
