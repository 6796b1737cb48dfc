import { expect, test } from 'vitest'
import { faultOf, type RangeValues, selectionOf, toLocal } from './range.ts'

const VALUES: RangeValues = { since: '2026-01-10T12:00:00', until: '', status: 'failed', some: false, events: [] }

test('a local time goes to the field and back', () => {
  const at = new Date('2026-01-10T12:34:56.000Z')
  expect(new Date(toLocal(at)).toISOString()).toBe(at.toISOString())
})

test('an end that is left out is the moment of counting', () => {
  const now = new Date('2026-01-11T00:00:00.000Z')
  expect(selectionOf(VALUES, now)).toEqual({
    since: new Date('2026-01-10T12:00:00').toISOString(),
    until: now.toISOString(),
    status: 'failed',
  })
})

test('a range has a start before its end, and types when only some are wanted', () => {
  expect(faultOf(VALUES)).toBeUndefined()
  expect(faultOf({ ...VALUES, since: '' })).toBe('since')
  expect(faultOf({ ...VALUES, until: '2026-01-10T11:00' })).toBe('order')
  expect(faultOf({ ...VALUES, since: '2999-01-01T00:00' })).toBe('order')
  expect(faultOf({ ...VALUES, some: true })).toBe('types')
})
