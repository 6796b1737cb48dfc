import { expect, it } from 'vitest'
import { errorOf } from './errors.ts'

const of = (status: number, json?: unknown, headers = {}, sends = false, repeatable = true) =>
  errorOf({ status, headers, json }, { sends, repeatable })
const said = (message: string) => ({ message })

it.each([
  [400, said('The request body has 1 error(s)'), 'invalid', false],
  [401, said('Authentication failed due to the following reason: invalid token'), 'auth', false],
  [403, said('Access to this API is not available for your account'), 'permission', false],
  [404, said('Not found'), 'not-found', false],
  [410, said('The content is gone'), 'not-found', false],
  [413, undefined, 'invalid', false],
  [429, said('The API rate limit has been exceeded. Try again later.'), 'rate', true],
  [500, said('Internal server error'), 'unavailable', true],
  [502, undefined, 'unavailable', true],
  [302, undefined, 'unavailable', true],
  [400, { error: 'invalid_client', error_description: 'invalid client_secret' }, 'auth', false],
  [400, { error: 'invalid_request', error_description: 'access_token invalid' }, 'auth', false],
  [400, { error: 'invalid_request', error_description: 'The access token expired' }, 'auth', false],
  [400, { error: 'invalid_request', error_description: 'some parameters missed or invalid' }, 'invalid', false],
] as const)('%i %j is %s', (status, json, kind, retryable) => {
  expect(of(status, json)).toMatchObject({ kind, retryable, httpStatus: status, platform: 'line' })
})

it.each([401, 403, 407])('takes %i without the words of LINE for that of a proxy, which did nothing', (status) => {
  const passing = { kind: 'unavailable', retryable: true, outcomeUnknown: false, revoked: false }
  expect(of(status, undefined, {}, true, false)).toMatchObject(passing)
})

it('tells a token that is dead from an account that may not do this', () => {
  expect(of(401, said('Authentication failed')).revoked).toBe(true)
  expect(of(400, { error: 'invalid_client', error_description: 'invalid client_secret' }).revoked).toBe(true)
  expect(of(403, said('Access to this API is not available for your account')).revoked).toBe(false)
})

it('tells the month that is used up from a rate: only the rate passes', () => {
  expect(of(429, said('You have reached your monthly limit.'))).toMatchObject({
    kind: 'rate',
    platformCode: 'monthly-limit',
    retryable: false,
    retryAfterMs: undefined,
    message: expect.stringMatching(/replies within a minute of a message stay free/),
  })
  expect(of(429, said('The API rate limit has been exceeded. Try again later.'))).toMatchObject({ retryAfterMs: 1000 })
  expect(of(429, undefined, { 'retry-after': '7' })).toMatchObject({ retryAfterMs: 7000 })
})

it('names the members that LINE complains of', () => {
  const json = {
    message: 'The request body has 2 error(s)',
    details: [{ message: 'May not be empty', property: 'messages[0].text' }, { message: 'Odd' }],
  }
  expect(of(400, json).message).toBe('The request body has 2 error(s): messages[0].text: May not be empty; Odd')
})

it('calls the outcome of a send unknown after a fault of LINE, and retryable only when that is harmless', () => {
  expect(of(500, undefined, {}, true, true)).toMatchObject({ outcomeUnknown: true, retryable: true })
  expect(of(500, undefined, {}, true, false)).toMatchObject({ outcomeUnknown: true, retryable: false })
  expect(of(400, undefined, {}, true, false)).toMatchObject({ outcomeUnknown: false })
})
