import { hash, timingSafeEqual } from 'node:crypto'
import type { RequestHeaders, SignatureFault } from '../webhook.ts'

export const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

const FORM = /^[A-Za-z0-9_-]{1,256}$/

/** Compares the header with the secret, as hashes, so that the time tells neither how much is right nor how long it is. */
export function verify(_body: Buffer, headers: RequestHeaders, secret: string): SignatureFault | undefined {
  const header = headers[SECRET_HEADER]
  if (header === undefined || header === '') return 'no_signature'
  if (typeof header !== 'string' || !isSecret(header)) return 'malformed_signature'
  const same = timingSafeEqual(hash('sha256', header, 'buffer'), hash('sha256', tokenOf(secret), 'buffer'))
  return same && secret !== '' ? undefined : 'signature_mismatch'
}

export function sign(_body: Buffer, secret: string): string {
  return tokenOf(secret)
}

/** Telegram takes some characters only; a secret with others stands for its hash. */
function tokenOf(secret: string): string {
  return isSecret(secret) ? secret : hash('sha256', secret, 'base64url')
}

function isSecret(text: string): boolean {
  return FORM.test(text)
}
