import { expect, it } from 'vitest'
import { inputError } from './input.ts'
import { refusal } from './refusals.ts'
import { fill, paramNames, reasonsOf } from './sentence.ts'

it('fills parameters in, and joins lists', () => {
  expect(fill('There is no field {unknown}; there are {known}.', { unknown: 'x', known: ['a', 'b'] })).toBe(
    'There is no field x; there are a, b.',
  )
  expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}')
})

it('names the parameters of a sentence once each', () => {
  expect(paramNames('{b} and {a} and {b}')).toEqual(['a', 'b'])
})

it('leaves out parameters that are not there', () => {
  const reason = reasonsOf({ lost: 'It is lost: {said}' })
  expect(reason('lost', { said: 'no', platformCode: undefined })).toEqual({
    code: 'lost',
    params: { said: 'no' },
    detail: 'It is lost: no',
  })
})

it('makes an error of the code that a reason belongs to', () => {
  expect(refusal('webhook_not_enabled', { state: 'paused' })).toMatchObject({
    code: 'conflict',
    status: 409,
    message: 'The webhook is paused; enable it first.',
    reason: { code: 'webhook_not_enabled', params: { state: 'paused' } },
  })
})

it('reads the part of the request and the pointer from a field', () => {
  expect(inputError('query/since', 'not_before', { other: 'query/until' })).toEqual({
    pointer: '/since',
    in: 'query',
    code: 'not_before',
    params: { other: 'query/until' },
    detail: 'query/since must lie before query/until.',
  })
  expect(inputError('body', 'not_json')).toMatchObject({ pointer: '', in: 'body' })
})
