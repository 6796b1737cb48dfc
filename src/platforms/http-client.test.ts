import { createServer, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PlatformError } from './error.ts'
import type { HttpClient, HttpRequest } from './http.ts'
import { createHttpClient } from './http-client.ts'
import { parseJson } from './parse-json.ts'

function client(options: { maxAnswerBytes?: number } = {}): HttpClient {
  const http = createHttpClient({ userAgent: 'Hubbub/test', ...options })
  onTestFinished(() => http.close())
  return http
}

/** A TCP server that answers the n-th connection's first bytes as told: bytes to write, or undefined to cut it. */
async function wire(
  answer: (count: number) => string | undefined | 'silence',
): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = []
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      seen.push(bytes.toString('utf8'))
      const reply = answer(seen.length)
      if (reply === 'silence') return
      if (reply === undefined) socket.destroy()
      else socket.end(reply)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/v26.0/me?access_token=geheim`, seen }
}

const answerOf = (status: string, body: string, headers = '') =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n${headers}\r\n${body}`

const call = (url: string, given: Partial<HttpRequest> = {}): HttpRequest => ({
  platform: 'facebook',
  method: 'GET',
  url,
  timeoutMs: 2000,
  ...given,
})

async function failure(promise: Promise<unknown>): Promise<PlatformError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof PlatformError) return error
  throw new Error(`expected a PlatformError, got ${error}`)
}

describe('the HTTP client', () => {
  it('gives status, headers and the parsed body of any answer', async () => {
    const { url, seen } = await wire(() => answerOf('400 Bad Request', '{"error":{"code":100}}', 'X-App-Usage: {}\r\n'))
    const answer = await client().request(call(url))
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 100 } } })
    expect(answer.headers['x-app-usage']).toBe('{}')
    expect(seen[0]).toContain('user-agent: Hubbub/test')
  })

  it('takes a page that is not JSON as an answer without JSON', async () => {
    const { url } = await wire(() => answerOf('200 OK', '<html><title>Sorry</title></html>'))
    expect((await client().request(call(url))).json).toBeUndefined()
  })

  it('tries a GET again when the connection was cut', async () => {
    const { url, seen } = await wire((count) => (count === 1 ? undefined : answerOf('200 OK', '{}')))
    expect((await client().request(call(url))).status).toBe(200)
    expect(seen).toHaveLength(2)
  })

  it('tries a GET again when a gateway was out of order', async () => {
    const { url, seen } = await wire((count) => answerOf(count < 3 ? '502 Bad Gateway' : '200 OK', '{}'))
    expect((await client().request(call(url))).status).toBe(200)
    expect(seen).toHaveLength(3)
  })

  it('never sends a POST twice: a cut connection leaves its outcome unknown', async () => {
    const { url, seen } = await wire(() => undefined)
    const error = await failure(client().request(call(url, { method: 'POST', body: '{}' })))
    expect(error).toMatchObject({ kind: 'unavailable', outcomeUnknown: true, retryable: false })
    expect(seen).toHaveLength(1)
  })

  it('sends a POST again that does no harm twice', async () => {
    const { url, seen } = await wire((count) => (count === 1 ? undefined : answerOf('200 OK', '{}')))
    expect((await client().request(call(url, { method: 'POST', repeatable: true }))).status).toBe(200)
    expect(seen).toHaveLength(2)
  })

  it('knows that nothing was sent when nobody listens, also of a POST', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const address = gone.address()
    await new Promise((resolve) => gone.close(resolve))
    const port = typeof address === 'object' ? address?.port : undefined
    const error = await failure(client().request(call(`http://127.0.0.1:${port}/`, { method: 'POST' })))
    expect(error).toMatchObject({ kind: 'unavailable', outcomeUnknown: false, retryable: true })
    expect(error.message).toContain('ECONNREFUSED')
  })

  it('gives up on a silent host within the timeout, over all tries', async () => {
    const { url, seen } = await wire(() => 'silence')
    const started = performance.now()
    const error = await failure(client().request(call(url, { timeoutMs: 150 })))
    expect(error).toMatchObject({ kind: 'unavailable', outcomeUnknown: false, retryable: true })
    expect(performance.now() - started).toBeLessThan(1000)
    expect(seen).toHaveLength(1)
  })

  it('does not know what became of a POST that got no answer in time', async () => {
    const { url } = await wire(() => 'silence')
    const error = await failure(client().request(call(url, { method: 'POST', timeoutMs: 100 })))
    expect(error.outcomeUnknown).toBe(true)
  })

  it('names the address without its query, which holds secrets', async () => {
    const { url } = await wire(() => undefined)
    const error = await failure(client().request(call(url, { method: 'POST' })))
    expect(error.message).toContain('/v26.0/me')
    expect(error.message).not.toContain('geheim')
  })

  it('stops reading an answer that is too long', async () => {
    const { url } = await wire(() => answerOf('200 OK', 'x'.repeat(5000)))
    const error = await failure(client({ maxAnswerBytes: 1000 }).request(call(url)))
    expect(error.message).toContain('more than 1000 bytes')
  })

  it('sees an answer that breaks off', async () => {
    const { url } = await wire(() => 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":')
    expect((await failure(client().request(call(url, { method: 'POST' })))).outcomeUnknown).toBe(true)
  })

  it('streams a body of any length', async () => {
    const { url } = await wire(() => answerOf('200 OK', 'x'.repeat(50_000), 'content-type: image/jpeg\r\n'))
    const answer = await client({ maxAnswerBytes: 1000 }).stream(call(url))
    expect(answer.headers['content-type']).toBe('image/jpeg')
    expect((await new Response(answer.body).arrayBuffer()).byteLength).toBe(50_000)
  })
})

describe('JSON of the platforms', () => {
  it('keeps ids that are greater than any exact number', () => {
    expect(parseJson('{"user_id":17841405822304914,"count":12,"share":0.5}')).toEqual({
      user_id: '17841405822304914',
      count: 12,
      share: 0.5,
    })
  })

  it('is undefined for anything else', () => {
    expect(parseJson('<html>')).toBeUndefined()
  })
})
