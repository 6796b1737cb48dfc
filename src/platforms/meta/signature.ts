import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RequestHeaders, SignatureFault } from '../webhook.ts'

export const SIGNATURE_HEADER = 'x-hub-signature-256'

const PREFIX = 'sha256='
const HEX = /^[0-9a-f]*$/

/** The value of `X-Hub-Signature-256` for a body: `sha256=` and the HMAC-SHA256 as lower-case hex. */
export function sign(body: Buffer, secret: string): string {
  return PREFIX + createHmac('sha256', secret).update(body).digest('hex')
}

/** Undefined when the header is genuine for the received bytes, else what is wrong. An empty secret never passes. */
export function verify(body: Buffer, headers: RequestHeaders, secret: string): SignatureFault | undefined {
  const given = headers[SIGNATURE_HEADER]
  const values = Array.isArray(given) ? given : [given]
  const header = values[0]
  if (!header) return 'no_signature'
  if (values.length > 1 || !header.startsWith(PREFIX)) return 'malformed_signature'
  const hex = header.slice(PREFIX.length)
  if (!HEX.test(hex)) return 'malformed_signature'
  const expected = createHmac('sha256', secret).update(body).digest()
  const actual = Buffer.from(hex, 'hex')
  if (hex.length !== expected.length * 2 || actual.length !== expected.length) return 'wrong_length'
  return timingSafeEqual(expected, actual) && secret !== '' ? undefined : 'signature_mismatch'
}
