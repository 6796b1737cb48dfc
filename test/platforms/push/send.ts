import type { PushRules } from '../stand-in.ts'

export interface Webhook {
  readonly url: string
  readonly body: unknown
  readonly rules: Pick<PushRules, 'bytes' | 'headers'>
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
export async function send({ url, body, rules, secret, timeoutMs, signal }: Webhook): Promise<WebhookAnswer> {
  const bytes = rules.bytes(body)
  const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...rules.headers(bytes, secret) },
      body: bytes,
      signal: AbortSignal.any(signals),
      redirect: 'manual',
    })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return { status: undefined, text: String(error) }
  }
}
