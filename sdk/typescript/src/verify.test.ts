import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { createSigner, generateSecret } from '../../../src/destinations/signature.ts'
import { verify } from './verify.ts'

const secret = generateSecret()
const body = JSON.stringify({ id: 'evt_1', event: 'message.received', data: { content: 'สวัสดี 👋' } })
const now = new Date()

function signed(by = secret, at = now, text = body) {
  return {
    'webhook-id': 'dlv_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('dlv_1', at, text),
  }
}
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'verified',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)

test('what the standardwebhooks library signs is verified, from text and from bytes', async () => {
  const bytes = new TextEncoder().encode(body)
  for (const payload of [body, bytes, bytes.buffer, Buffer.from(body)])
    expect(await verify(payload, signed(), secret)).toEqual(JSON.parse(body))
})

test('headers of fetch, of Node, and in any case are read', async () => {
  const headers = signed()
  const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]))
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  for (const given of [headers, new Headers(headers), upper, lists])
    expect(await codeOf(verify(body, given, secret))).toBe('verified')
})

test.each([
  ['base64 after whsec_', generateSecret()],
  ['base64 alone', generateSecret().slice(6)],
  ['unpadded base64', generateSecret().replace(/=+$/, '')],
  ['a text', 'correct horse battery staple'],
  ['a text after whsec_', 'whsec_not base64!'],
  ['Thai', 'ความลับของฉัน'],
  ['base64 and a digit too many', 'abcdefghi'],
])('a secret that is %s is read as the hub reads it', async (_, each) => {
  const headers = createSigner(each).headers('dlv_1', now.getTime() / 1000, body, 'message.received')
  expect(await codeOf(verify(body, headers, each))).toBe('verified')
})

test('during a rotation the old secret and the new one verify', async () => {
  const old = generateSecret()
  const headers = createSigner(secret, old).headers('dlv_1', now.getTime() / 1000, body, 'message.received')
  expect(headers['webhook-signature'].split(' ')).toHaveLength(2)
  for (const each of [secret, old, [generateSecret(), old]])
    expect(await codeOf(verify(body, headers, each))).toBe('verified')
})

test('signatures of other versions and spoilt ones are passed over', async () => {
  const headers = signed()
  const many = `v1a,abc v1,!!! v1,AAAA v1, nonsense ${headers['webhook-signature']}`
  expect(await codeOf(verify(body, { ...headers, 'webhook-signature': many }, secret))).toBe('verified')
})

test.each([
  ['another body', `${body} `, signed(), secret, 'no_matching_signature'],
  ['another secret', body, signed(), generateSecret(), 'no_matching_signature'],
  ['another id', body, { ...signed(), 'webhook-id': 'dlv_2' }, secret, 'no_matching_signature'],
  [
    'another time',
    body,
    { ...signed(), 'webhook-timestamp': signed(secret, ago(1))['webhook-timestamp'] },
    secret,
    'no_matching_signature',
  ],
  [
    'only a signature of another version',
    body,
    { ...signed(), 'webhook-signature': 'v2,AAAA' },
    secret,
    'no_matching_signature',
  ],
  ['no id', body, { ...signed(), 'webhook-id': undefined }, secret, 'missing_header'],
  ['no time', body, { ...signed(), 'webhook-timestamp': undefined }, secret, 'missing_header'],
  ['no signature', body, { ...signed(), 'webhook-signature': '' }, secret, 'missing_header'],
  ['a time that is none', body, { ...signed(), 'webhook-timestamp': '12x' }, secret, 'invalid_timestamp'],
  ['an old delivery', body, signed(secret, ago(302)), secret, 'too_old'],
  ['a delivery of the future', body, signed(secret, ago(-302)), secret, 'too_new'],
  ['an empty secret', body, signed(), '', 'invalid_secret'],
  ['no secret at all', body, signed(), [], 'invalid_secret'],
  ['a genuine body that is not JSON', 'hello', signed(secret, now, 'hello'), secret, 'invalid_body'],
])('%s is refused with its cause', async (_, payload, headers, by, code) => {
  expect(await codeOf(verify(payload, headers, by))).toBe(code)
})

test('the tolerance and the clock can be given', async () => {
  const headers = signed(secret, ago(1000))
  expect(await codeOf(verify(body, headers, secret, { toleranceSeconds: 1001 }))).toBe('verified')
  expect(await codeOf(verify(body, headers, secret, { now: ago(1000) }))).toBe('verified')
  expect(await codeOf(verify(body, signed(), secret, { toleranceSeconds: 10, now: ago(-20) }))).toBe('too_old')
})
