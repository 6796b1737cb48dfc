import { expect, test } from 'vitest'
import { causeOf } from './attempt-error.ts'

test.each([
  [null, 'timeout', 'timeout'],
  [null, 'connection', 'connection'],
  [200, 'protocol', 'protocol'],
  [301, 'redirect', 'redirect'],
  [401, 'http_status', 'refused'],
  [408, 'http_status', 'timeout'],
  [410, 'gone', 'gone'],
  [422, 'http_status', 'client'],
  [503, 'http_status', 'server'],
  [200, 'answer_not_stored', 'notStored'],
  [null, 'unknown', 'unknown'],
  [null, 'code_of_a_newer_hub', 'other'],
] as const)('status %s with the code %s is %s', (statusCode, code, cause) => {
  expect(causeOf({ statusCode, code })).toBe(cause)
})

test('an attempt that succeeded has no cause', () => {
  expect(causeOf({ statusCode: 200, code: null })).toBeUndefined()
})
