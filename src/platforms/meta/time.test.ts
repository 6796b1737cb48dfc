import { expect, it } from 'vitest'
import { firstTime, timeOf } from './time.ts'

const noon = Date.UTC(2026, 0, 10, 12)

it('tells seconds from milliseconds by size', () => {
  expect(timeOf(noon)).toBe(noon)
  expect(timeOf(noon / 1000)).toBe(noon)
})

it('reads digits and ISO 8601, with or without a colon in the offset', () => {
  expect(timeOf(String(noon))).toBe(noon)
  expect(timeOf(String(noon / 1000))).toBe(noon)
  expect(timeOf('2026-01-10T12:00:00+0000')).toBe(noon)
  expect(timeOf('2026-01-10T12:00:00.000Z')).toBe(noon)
})

it('refuses what is no time', () => {
  const none = [
    '<TIME>',
    '',
    ' ',
    '12:00',
    '-5',
    0,
    -1,
    1e14,
    1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    {},
    [],
  ]
  for (const value of [...none, true, undefined, '9'.repeat(30), '2026-99-99T00:00', '1'.repeat(400)])
    expect(timeOf(value)).toBeUndefined()
})

it('always makes a date that can be written', () => {
  for (const value of [1, 0.5, 99_999_999_999, 1e11, 99_999_999_999_999])
    expect(() => new Date(timeOf(value) ?? Number.NaN).toISOString()).not.toThrow()
})

it('takes the first time there is, else the fallback', () => {
  const received = new Date(noon)
  expect(firstTime(received, '<TIME>', 1_500_000_000)).toEqual(new Date(1_500_000_000_000))
  expect(firstTime(received, '<TIME>', undefined)).toBe(received)
})
