import { createHmac } from 'node:crypto'
import { SIGNATURE_HEADER, sign } from '../platforms/meta/signature.ts'
import type { Platform } from '../platforms/platform.ts'

/**
 * The value of the platform's signature header over exactly these bytes.
 * @throws Error for a signature header that is not known here.
 */
export function signatureFor(platform: Platform, body: Buffer, secret: string): string {
  switch (platform.signatureHeader) {
    case SIGNATURE_HEADER:
      return sign(body, secret)
    case 'x-line-signature':
      return createHmac('sha256', secret).update(body).digest('base64')
    default:
      throw new Error(`no way to sign ${platform.signatureHeader}`)
  }
}
