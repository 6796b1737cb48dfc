import { createHmac } from 'node:crypto'
import type { Platform } from '../platforms/platform.ts'

/**
 * The value of the platform's signature header over exactly these bytes.
 * @throws Error for a signature header that is not known here.
 */
export function signatureFor(platform: Platform, body: Buffer, secret: string): string {
  const hmac = createHmac('sha256', secret).update(body)
  switch (platform.signatureHeader) {
    case 'x-hub-signature-256':
      return `sha256=${hmac.digest('hex')}`
    case 'x-line-signature':
      return hmac.digest('base64')
    default:
      throw new Error(`no way to sign ${platform.signatureHeader}`)
  }
}
