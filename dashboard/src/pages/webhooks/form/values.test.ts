import { type Endpoint, HubbubError } from '@hubbub/sdk'
import { expect, test } from 'vitest'
import { readFilter } from './filter.ts'
import { faultsOf, inputOf, refusedField, valuesOf } from './values.ts'

const WEBHOOK: Endpoint = {
  id: 'wh_1',
  url: 'https://example.com/hook',
  destination: null,
  description: 'CRM',
  events: ['message.*'],
  accounts: ['acc_1'],
  filter: { data: { type: 'dm' } },
  format: 'flat',
  retrySchedule: [30, 60, 5400, 86_400],
  timeoutMs: 2500,
  rateLimit: 20,
  ordering: 'conversation',
  state: 'enabled',
  disabledReason: null,
  disabledCode: null,
  disabledParams: null,
  disabledAt: null,
  failures: 0,
  failingSince: null,
  lastError: null,
  successRate: null,
  lastDeliveryAt: null,
  previousSecretUntil: null,
  createdAt: '2026-01-10T12:00:00.000Z',
  updatedAt: '2026-01-10T12:00:00.000Z',
}

test('what a webhook has comes out of the form as it went in', () => {
  const values = valuesOf(WEBHOOK)
  expect(faultsOf(values)).toEqual({})
  expect(inputOf(values)).toEqual({
    url: WEBHOOK.url,
    description: 'CRM',
    events: ['message.*'],
    accounts: ['acc_1'],
    format: 'flat',
    filter: { data: { type: 'dm' } },
    retrySchedule: ['30s', '1m', '90m', '1d'],
    timeoutMs: 2500,
    rateLimit: 20,
    ordering: 'conversation',
  })
})

test('an empty form asks for an address and events', () => {
  expect(faultsOf(valuesOf())).toEqual({ url: { kind: 'urlMissing' }, events: { kind: 'noEvents' } })
})

test.each([
  ['example.com/hook', 'urlForm'],
  ['ftp://example.com', 'urlScheme'],
])('%s is not an address that deliveries can go to', (url, kind) => {
  expect(faultsOf({ ...valuesOf(WEBHOOK), url }).url).toEqual({ kind })
})

test('the address of another kind of destination is not for people to correct', () => {
  const values = valuesOf({ ...WEBHOOK, url: 'queue://orders', destination: { kind: 'webhook', url: 'x' } })
  expect(values.urlFixed).toBe(true)
  expect(faultsOf(values)).toEqual({})
})

test('durations and numbers out of range are told at their field', () => {
  const values = { ...valuesOf(WEBHOOK), schedule: '1 minute', timeout: '0', rateLimit: '1.5', secret: 'short' }
  expect(Object.keys(faultsOf(values))).toEqual(['retrySchedule', 'timeoutMs', 'rateLimit', 'secret'])
})

test('a filter names members of the body and known operators', () => {
  expect(readFilter('  ')).toEqual({ filter: null })
  expect(readFilter('{"data":{"content":{"$contains":"hi"}}}')).toHaveProperty('filter')
  expect(readFilter('{"$or":[{"event":"a"},{"data":{"x":{"$in":[1]}}}]}')).toHaveProperty('filter')
  expect(readFilter('{"content":1}')).toEqual({ fault: { kind: 'member', name: 'content' } })
  expect(readFilter('{"data":{"x":{"$like":1}}}')).toEqual({ fault: { kind: 'operator', name: '$like' } })
  expect(readFilter('[]')).toEqual({ fault: { kind: 'object' } })
  expect(readFilter('{')).toMatchObject({ fault: { kind: 'json' } })
})

test('an error of the hub is shown at the member that its pointer names', () => {
  const refused = (pointer: string, code: string) => {
    const problem = { errors: [{ pointer, in: 'body', code, params: {}, detail: 'It is wrong.' }] }
    return refusedField(new HubbubError({ code: 'invalid_request', status: 400, detail: 'No.', problem }))
  }
  expect(refused('/url', 'unsafe_url')).toMatchObject({ field: 'url', said: { code: 'unsafe_url' } })
  expect(refused('/retrySchedule/0', 'wrong_duration')).toMatchObject({ field: 'retrySchedule' })
  expect(refused('', 'not_json')).toBeUndefined()
})
