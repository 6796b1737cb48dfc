import { expect, it } from 'vitest'
import { createDatabaseClock } from './clock.ts'

const HOUR = 3_600_000

it('shows the time of this machine until the database has said its own', () => {
  const clock = createDatabaseClock()
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000)
  expect(Math.abs(clock.offsetMs())).toBeLessThan(1000)
})

it('follows the database, and measures how far that is ahead', () => {
  const clock = createDatabaseClock()
  clock.follow(Date.now() + HOUR, performance.now())
  expect(Math.abs(clock.now() - Date.now() - HOUR)).toBeLessThan(1000)
  clock.follow(Date.now() - HOUR, performance.now())
  expect(Math.abs(clock.offsetMs() + HOUR)).toBeLessThan(1000)
})

it('does not move for a measurement that its round trip does not bear out', () => {
  const clock = createDatabaseClock()
  const before = clock.now() - performance.now()
  // The question took two seconds: the database may be up to one second ahead or behind of what it seems.
  clock.follow(clock.now() - 1000 + 900, performance.now() - 2000)
  expect(Math.abs(clock.now() - performance.now() - before)).toBeLessThan(2)
})
