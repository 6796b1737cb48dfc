import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { thirdPartyJson } from '../../../test/third-party.ts'
import { SIGNATURE_HEADER, sign, verify } from './signature.ts'

const secret = 'an app secret'
const body = Buffer.from('{"object":"instagram","entry":[]}')
const header = sign(body, secret)
const check = (value: string | string[] | undefined, bytes = body, key = secret) =>
  verify(bytes, { [SIGNATURE_HEADER]: value }, key)

describe('the signature', () => {
  it('is sha256= and the lower-case hex of HMAC-SHA256', () => {
    expect(sign(Buffer.from('what do ya want for nothing?'), 'Jefe')).toBe(
      'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  it('passes for the bytes it was made of', () => {
    expect(check(header)).toBeUndefined()
    expect(check([header])).toBeUndefined()
  })

  it('is taken over the bytes as received: escapes, emoji, line breaks', () => {
    for (const text of [
      '{"t":"\\u00e4 \\ud83d\\ude00"}',
      '{"t":"😀"}',
      '{"u":"https:\\/\\/x"}',
      '{\r\n "a" : 1 }\n',
      '',
    ]) {
      const bytes = Buffer.from(text)
      expect(check(sign(bytes, secret), bytes)).toBeUndefined()
    }
  })

  it('does not pass for a changed byte, another secret or another digit', () => {
    const changed = Buffer.from(body)
    changed[5] = 0x41
    expect(check(header, changed)).toBe('signature_mismatch')
    expect(check(header, body, 'another')).toBe('signature_mismatch')
    expect(check(header.slice(0, -1) + (header.endsWith('0') ? '1' : '0'))).toBe('signature_mismatch')
  })

  it('is missing when there is no header', () => {
    for (const value of [undefined, '', []]) expect(check(value)).toBe('no_signature')
  })

  it('is malformed with another prefix, upper-case or other digits, or twice', () => {
    const hex = header.slice(7)
    const sha1 = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`
    for (const value of [hex, sha1, `SHA256=${hex}`, `sha256=${hex.toUpperCase()}`, `sha256= ${hex}`, 'sha256=xyz'])
      expect(check(value)).toBe('malformed_signature')
    expect(check([header, header])).toBe('malformed_signature')
  })

  it('is of the wrong length when digits are missing or too many', () => {
    for (const value of [header.slice(0, -1), header.slice(0, -2), `${header}00`, 'sha256='])
      expect(check(value)).toBe('wrong_length')
  })

  it('never passes with an empty secret', () => {
    expect(check(sign(body, ''), body, '')).toBe('signature_mismatch')
  })
})

interface Vector {
  readonly name: string
  readonly header: string
  readonly secret: string
  readonly body: string
  readonly signature: string
  readonly valid: boolean
  readonly matches_over_utf8_bytes?: boolean
  readonly matches_over_u_escaped_body?: boolean
}

const vectors = thirdPartyJson<Vector[]>('vectors/meta-x-hub-signature.json') ?? []

describe.skipIf(vectors.length === 0)('a published signature', () => {
  it.each(vectors)('$name', (vector) => {
    const escapes = vector.matches_over_utf8_bytes === false && vector.matches_over_u_escaped_body === true
    const wire = escapes ? escapeUnicode(vector.body) : vector.body
    const fault = verify(Buffer.from(wire), { [vector.header]: vector.signature }, vector.secret)
    // The legacy SHA-1 header is never enough.
    const genuine = vector.valid ? undefined : 'signature_mismatch'
    expect(fault).toBe(vector.header === SIGNATURE_HEADER ? genuine : 'no_signature')
  })
})

function escapeUnicode(text: string): string {
  return [...Array(text.length).keys()]
    .map((i) => text.charCodeAt(i))
    .map((unit) => (unit < 128 ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`))
    .join('')
}
