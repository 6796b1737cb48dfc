import { afterEach, expect, test, vi } from 'vitest'
import { edges, gather, localWeek, type Point, RANGES } from './range.ts'

const HOUR_MS = 3_600_000

afterEach(() => {
  vi.unstubAllEnvs()
})

const point = (at: string, events = 1): Point => ({
  at,
  hour: at,
  events,
  delivered: 0,
  failed: 0,
  byPlatform: {},
  byType: {},
  byAccount: {},
  failuresByCode: {},
})

test('days begin at midnight of the place, not of Greenwich', () => {
  vi.stubEnv('TZ', 'Asia/Bangkok')
  const days = edges(RANGES['30d'], new Date('2026-03-10T20:00:00Z'))
  expect(days).toHaveLength(31)
  expect(days.at(-2)?.toISOString()).toBe('2026-03-10T17:00:00.000Z')
  expect(days.at(-1)?.toISOString()).toBe('2026-03-11T17:00:00.000Z')
})

test('a day on which the clock is changed stays one bar, of 23 hours', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  const days = edges(RANGES['30d'], new Date('2026-03-31T10:00:00Z'))
  const lengths = days.slice(1).map((day, n) => (day.getTime() - (days[n]?.getTime() ?? 0)) / HOUR_MS)
  expect(lengths.filter((hours) => hours !== 24)).toEqual([23])
})

test('every point falls into one bar, and hours of a half-hour zone into the bar of their middle', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata')
  const ends = edges(RANGES['30d'], new Date('2026-01-30T12:00:00Z'))
  // Half past eleven in the evening until half past midnight: its middle is midnight.
  const points = [
    point('2026-01-28T18:00:00.000Z'),
    point('2026-01-28T17:00:00.000Z'),
    point('2026-01-30T11:00:00.000Z'),
  ]
  points.sort((a, b) => a.at.localeCompare(b.at))
  const counts = gather(points, ends, HOUR_MS).map(({ length }) => length)
  expect(counts.slice(-4)).toEqual([0, 1, 1, 1])
})

test('the week is that of the place: Sunday evening in UTC is Monday morning in Bangkok', () => {
  vi.stubEnv('TZ', 'Asia/Bangkok')
  const week = localWeek([point('2026-01-11T20:00:00.000Z', 7)], HOUR_MS)
  expect(week[1]?.[3]).toBe(7)
  expect(week.flat().reduce((sum, count) => sum + count)).toBe(7)
})
