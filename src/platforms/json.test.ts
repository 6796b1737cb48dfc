import { describe, expect, it } from 'vitest'
import { count, id, list, present, record, shallow, string } from './json.ts'

it('takes ids as text or as exact numbers', () => {
  expect(id('17841400000000000')).toBe('17841400000000000')
  expect(id(12345654332)).toBe('12345654332')
  for (const none of ['', '\0', 'x'.repeat(513), 2 ** 53, 1.5, Number.NaN, null, undefined, {}, [], true])
    expect(id(none)).toBeUndefined()
})

it('takes numbers for text, and nothing else', () => {
  expect(string('')).toBe('')
  expect(string(5)).toBe('5')
  for (const none of [null, undefined, true, {}, [], Number.POSITIVE_INFINITY]) expect(string(none)).toBeUndefined()
})

it('tells objects from lists and null', () => {
  expect(record({ a: 1 })).toEqual({ a: 1 })
  for (const none of [null, [], 'x', 1, undefined]) expect(record(none)).toBeUndefined()
  expect(list({ length: 3 })).toEqual([])
})

it('counts from 0', () => {
  expect(count('3')).toBe(3)
  expect(count(0)).toBe(0)
  for (const none of [-1, '', 'x', 1.5, null, Number.MAX_VALUE]) expect(count(none)).toBeUndefined()
})

it('drops an object of which nothing is known', () => {
  expect(present({ a: undefined })).toBeUndefined()
  expect(present({ a: undefined, b: 0 })).toEqual({ b: 0 })
})

describe('a value nested too deep', () => {
  it('is cut, so that it can be serialised', () => {
    const deep = JSON.parse(`${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`)
    expect(() => JSON.stringify(deep)).toThrow(RangeError)
    expect(JSON.stringify(shallow(deep))).toContain('[nested too deep]')
  })

  it('is left alone otherwise', () => {
    const value = { a: [{ b: 1 }] }
    expect(shallow(value)).toBe(value)
  })
})
