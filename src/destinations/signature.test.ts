import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createSigner, generateSecret, secretFault, standardKey } from './signature.ts'

const ID = 'dlv_01j00000000000000000000000'
const now = () => Math.floor(Date.now() / 1000)
const bodyOf = (content: string) => JSON.stringify({ event: 'message.received', data: { content } })

const BODIES = [
  ['ASCII', bodyOf('Hi there')],
  ['emoji', bodyOf('👩‍👩‍👧 ❤️ grüße 日本')],
  ['escaped unicode', '{"data":{"content":"\\u00e9\\ud83d\\ude00 \\/ \\ud800 \\u0000"}}'],
  ['empty', ''],
] as const

const SECRETS = [
  ['a generated secret', generateSecret()],
  ['base64 without prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['letters and digits, which are base64 too', 'supersecretkey123'],
] as const

describe.each(SECRETS)('%s', (_name, secret) => {
  it.each(BODIES)('verifies with the standardwebhooks library: %s', (_body, body) => {
    const headers = createSigner(secret).headers(ID, now(), body, 'message.received')
    expect(() => new Webhook(secret).verify(body, headers)).not.toThrow()
    expect(() => new Webhook(secret).verify(Buffer.from(body), headers)).not.toThrow()
  })
})

it('verifies with the raw format of the library when the secret is not base64', () => {
  const secret = 'my-webhook-secret!'
  const headers = createSigner(secret).headers(ID, now(), bodyOf('Hi'), 'message.received')
  expect(() => new Webhook(secret)).toThrow()
  expect(() => new Webhook(secret, { format: 'raw' }).verify(bodyOf('Hi'), headers)).not.toThrow()
})

it('reads every text that the library takes for base64 as the library does', () => {
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'ABab01+/='), minLength: 1, maxLength: 24 }),
    fc.base64String({ minLength: 4 }),
    fc.string({ minLength: 1 }),
  )
  const body = bodyOf('Hi')
  let accepted = 0
  fc.assert(
    fc.property(texts, fc.boolean(), (text, prefixed) => {
      const secret = prefixed ? `whsec_${text}` : text
      let webhook: Webhook
      try {
        webhook = new Webhook(secret)
      } catch {
        expect(standardKey(secret)).toEqual(Buffer.from(secret))
        return
      }
      accepted++
      webhook.verify(body, createSigner(secret).headers(ID, now(), body, 'message.received'))
    }),
    { numRuns: 1000 },
  )
  expect(accepted).toBeGreaterThan(100)
})

it.each(BODIES)('signs X-Webhook-Signature with the text of the secret: %s', (_name, body) => {
  for (const secret of [generateSecret(), 'my-webhook-secret', 'geheimnis-äöü']) {
    const expected = `sha256=${createHmac('sha256', secret).update(Buffer.from(body)).digest('hex')}`
    const signer = createSigner(secret)
    expect(signer.headers(ID, 1, body, 'a.b')['x-webhook-signature']).toBe(expected)
    expect(signer.headers(ID, 1, Buffer.from(body), 'a.b')['x-webhook-signature']).toBe(expected)
  }
})

it('signs text and bytes alike', () => {
  const signer = createSigner(generateSecret())
  for (const [, body] of BODIES)
    expect(signer.headers(ID, 1, body, 'a.b')).toEqual(signer.headers(ID, 1, Buffer.from(body), 'a.b'))
})

it('names the delivery, the second of the try and the event', () => {
  expect(createSigner('some-secret').headers(ID, 1_700_000_000.9, '{}', 'comment.created')).toMatchObject({
    'webhook-id': ID,
    'webhook-timestamp': '1700000000',
    'x-webhook-event': 'comment.created',
  })
})

it('signs with both secrets while one is being rotated, and X-Webhook-Signature with the new one', () => {
  const [fresh, old] = [generateSecret(), generateSecret()]
  const body = bodyOf('Hi')
  const headers = createSigner(fresh, old).headers(ID, now(), body, 'message.received')
  expect(headers['webhook-signature'].split(' ')).toHaveLength(2)
  expect(() => new Webhook(fresh).verify(body, headers)).not.toThrow()
  expect(() => new Webhook(old).verify(body, headers)).not.toThrow()
  expect(() => new Webhook(generateSecret()).verify(body, headers)).toThrow('No matching signature')
  expect(headers['x-webhook-signature']).toBe(`sha256=${createHmac('sha256', fresh).update(body).digest('hex')}`)
})

it('does not verify when a byte of the body, the id or the time is changed', () => {
  const secret = generateSecret()
  const body = bodyOf('Hi')
  const headers = createSigner(secret).headers(ID, now(), body, 'message.received')
  const webhook = new Webhook(secret)
  expect(() => webhook.verify(body.replace('Hi', 'Ho'), headers)).toThrow()
  expect(() => webhook.verify(body, { ...headers, 'webhook-id': 'dlv_other' })).toThrow()
  expect(() => webhook.verify(body, { ...headers, 'webhook-timestamp': String(now() - 1) })).toThrow()
})

it('makes secrets of 32 random bytes', () => {
  const secret = generateSecret()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(standardKey(secret)).toHaveLength(32)
  expect(generateSecret()).not.toBe(secret)
  expect(secretFault(secret)).toBeUndefined()
})

it.each(['short', 'x'.repeat(257), 'with\nnewline', ' leading-space', '\ud800-lone-surrogate'])(
  'refuses the secret %j',
  (secret) => expect(secretFault(secret)).toBeDefined(),
)
