import { createHmac } from 'node:crypto'
import type { PlatformId } from '../../../src/platforms/index.ts'

export interface Webhook {
  readonly url: string
  readonly body: unknown
  readonly platform: PlatformId
  readonly secret: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface WebhookAnswer {
  /** Undefined: no answer in time, or no connection. */
  readonly status: number | undefined
  readonly text: string
}

/** Posts a webhook once, signed as the platform does it. */
export async function send({ url, body, platform, secret, timeoutMs, signal }: Webhook): Promise<WebhookAnswer> {
  const bytes = Buffer.from(platform === 'line' ? JSON.stringify(body) : escaped(body))
  const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature(platform, bytes, secret) },
      body: bytes,
      signal: AbortSignal.any(signals),
      redirect: 'manual',
    })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return { status: undefined, text: String(error) }
  }
}

function signature(platform: PlatformId, body: Buffer, secret: string): Record<string, string> {
  const hmac = (algorithm: string) => createHmac(algorithm, secret).update(body)
  if (platform === 'line')
    return { 'x-line-signature': hmac('sha256').digest('base64'), 'user-agent': 'LineBotWebhook/2.0' }
  return {
    'x-hub-signature': `sha1=${hmac('sha1').digest('hex')}`,
    'x-hub-signature-256': `sha256=${hmac('sha256').digest('hex')}`,
    'user-agent': 'facebookexternalua',
  }
}

/** Meta writes everything that is not ASCII as `\u…`, and slashes with a backslash. */
function escaped(body: unknown): string {
  return JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
