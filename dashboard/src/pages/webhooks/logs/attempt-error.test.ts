import { expect, test } from 'vitest'
import { causeOf } from './attempt-error.ts'

test.each([
  [null, 'timeout: no answer within 30000 ms', 'timeout'],
  [null, 'connection: connect ECONNREFUSED 127.0.0.1:9', 'connection'],
  [200, 'protocol: the body broke off', 'protocol'],
  [301, 'the endpoint answered 301; redirects are not followed', 'redirect'],
  [401, 'the endpoint answered 401', 'refused'],
  [410, 'the endpoint answered 410 and was disabled', 'gone'],
  [422, 'the endpoint answered 422', 'client'],
  [503, 'the endpoint answered 503', 'server'],
  [null, 'something new', 'other'],
] as const)('%s, %s is %s', (statusCode, error, cause) => {
  expect(causeOf({ statusCode, error })).toBe(cause)
})

test('a success has no cause', () => {
  expect(causeOf({ statusCode: 200, error: null })).toBeUndefined()
})
