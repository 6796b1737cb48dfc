import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RequestHeaders, SignatureFault } from '../webhook.ts'

export const SIGNATURE_HEADER = 'x-line-signature'

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** The value of `X-Line-Signature` for a body: the HMAC-SHA256 as base64. */
export function sign(body: Buffer, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64')
}

/** Undefined when the header is genuine for the received bytes, else what is wrong. An empty secret never passes. */
export function verify(body: Buffer, headers: RequestHeaders, secret: string): SignatureFault | undefined {
  const given = headers[SIGNATURE_HEADER]
  const values = Array.isArray(given) ? given : [given]
  const header = values[0]
  if (!header) return 'no_signature'
  if (values.length > 1 || !BASE64.test(header)) return 'malformed_signature'
  // Compared as text, since several texts of base64 decode to the same bytes.
  const expected = Buffer.from(sign(body, secret), 'latin1')
  const actual = Buffer.from(header, 'latin1')
  if (actual.length !== expected.length) return 'wrong_length'
  return timingSafeEqual(expected, actual) && secret !== '' ? undefined : 'signature_mismatch'
}
