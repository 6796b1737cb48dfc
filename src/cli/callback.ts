import { request } from 'undici'

/** An HTTP answer with its body read, at most 1 MB of it. */
export interface Answer {
  readonly status: number
  readonly text: string
  /** From the first byte sent to the last byte read, milliseconds. */
  readonly durationMs: number
}

export interface Callback {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  readonly body?: Buffer | string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const MAX_BODY_BYTES = 1_048_576

/**
 * Calls back as a platform calls the hub, or the hub an application; the API is called by the SDK. Redirects are not
 * followed. Rejects when there is no answer within the timeout (default 10 s).
 */
export async function callBack(url: string, callback: Callback = {}): Promise<Answer> {
  const started = performance.now()
  const deadline = AbortSignal.timeout(callback.timeoutMs ?? 10_000)
  const response = await request(url, {
    method: callback.method ?? 'GET',
    headers: callback.headers,
    body: callback.body,
    signal: callback.signal ? AbortSignal.any([deadline, callback.signal]) : deadline,
  })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) break
    chunks.push(chunk)
  }
  return {
    status: response.statusCode,
    text: Buffer.concat(chunks).toString('utf8'),
    durationMs: performance.now() - started,
  }
}
