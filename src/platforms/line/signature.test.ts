import { validateSignature } from '@line/bot-sdk'
import { describe, expect, it } from 'vitest'
import { thirdPartyJson } from '../../../test/third-party.ts'
import { SIGNATURE_HEADER, sign, verify } from './signature.ts'

const secret = 'a channel secret'
const body = Buffer.from('{"destination":"U1","events":[]}')
const header = sign(body, secret)
const check = (value: string | string[] | undefined, bytes = body, key = secret) =>
  verify(bytes, { [SIGNATURE_HEADER]: value }, key)

const TEXTS = ['{"t":"\\u00e4 \\ud83d\\ude00"}', '{"t":"😀 やあ"}', '{"u":"https:\\/\\/x"}', '{\r\n "a" : 1 }\n', '']

describe('the signature', () => {
  it('is the base64 of HMAC-SHA256', () => {
    const published = Buffer.from('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'hex')
    expect(sign(Buffer.from('what do ya want for nothing?'), 'Jefe')).toBe(published.toString('base64'))
  })

  it('passes for the bytes it was made of', () => {
    expect(check(header)).toBeUndefined()
    expect(check([header])).toBeUndefined()
  })

  it('is taken over the bytes as received: escapes, emoji, line breaks', () => {
    for (const text of TEXTS) {
      const bytes = Buffer.from(text)
      expect(check(sign(bytes, secret), bytes)).toBeUndefined()
    }
  })

  it("is accepted by the platform's own client library, and one it refuses is refused here", () => {
    for (const text of TEXTS) {
      const bytes = Buffer.from(text)
      const made = sign(bytes, secret)
      expect(validateSignature(bytes, secret, made)).toBe(true)
      expect(validateSignature(text, secret, made)).toBe(true)
      expect(validateSignature(bytes, 'another', made)).toBe(false)
      expect(check(made, bytes, 'another')).toBe('signature_mismatch')
    }
  })

  it('does not pass for a changed byte, another secret or another digit', () => {
    const changed = Buffer.from(body)
    changed[5] = 0x41
    expect(check(header, changed)).toBe('signature_mismatch')
    expect(check(header, body, 'another')).toBe('signature_mismatch')
    expect(check((header.startsWith('A') ? 'B' : 'A') + header.slice(1))).toBe('signature_mismatch')
  })

  it('does not pass in another spelling of the same bytes', () => {
    const last = header.charAt(42)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const other = `${header.slice(0, 42)}${alphabet.charAt(alphabet.indexOf(last) ^ 1)}=`
    expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(header, 'base64'))
    expect(check(other)).toBe('signature_mismatch')
  })

  it('is missing when there is no header', () => {
    for (const value of [undefined, '', []]) expect(check(value)).toBe('no_signature')
  })

  it('is malformed with a prefix, other characters, or twice', () => {
    const urlSafe = `${'-_'.repeat(21)}A=`
    for (const value of [`sha256=${header}`, ` ${header}`, `${header}\n`, `${header}, ${header}`, urlSafe, 'é'])
      expect(check(value)).toBe('malformed_signature')
    expect(check([header, header])).toBe('malformed_signature')
  })

  it('is of the wrong length when characters are missing or too many', () => {
    const hex = Buffer.from(header, 'base64').toString('hex')
    for (const value of [header.slice(0, -1), header.slice(0, -4), `AAAA${header}`, hex, '='])
      expect(check(value)).toBe('wrong_length')
  })

  it('never passes with an empty secret', () => {
    expect(check(sign(body, ''), body, '')).toBe('signature_mismatch')
  })
})

interface Vector {
  readonly name: string
  readonly secret: string
  readonly body: string
  readonly signature: string
  readonly valid: boolean
}

const vectors = thirdPartyJson<Vector[]>('vectors/line-signature.json') ?? []

describe.skipIf(vectors.length === 0)('a published signature', () => {
  it.each(vectors)('$name', (vector) => {
    const fault = verify(Buffer.from(vector.body), { [SIGNATURE_HEADER]: vector.signature }, vector.secret)
    expect(fault).toBe(vector.valid ? undefined : 'signature_mismatch')
  })
})
