import { ReadableStream } from 'node:stream/web'
import { Agent, type Dispatcher, type FormData, request as streamRequest } from 'undici'
import { sendErrorOf } from '../lib/net/send-error.ts'
import { PlatformError } from './client.ts'
import { parseJson } from './parse-json.ts'

export interface HttpRequest {
  readonly platform: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** undici's FormData: the one built into Node is another class. */
  readonly body?: string | FormData
  /** Milliseconds for everything: waiting, connecting, the answer, and trying again. */
  readonly timeoutMs: number
  /** Doing it twice does no harm; by default only GET. */
  readonly repeatable?: boolean
}

export interface HttpAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown
}

export interface StreamedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ReadableStream<Uint8Array>
}

/** HTTP towards the platforms: pooled, timed, bounded; redirects are not followed. */
export interface HttpClient {
  /**
   * Resolves with any answer, also 4xx and 5xx.
   * @throws PlatformError `unavailable` when there is none, with `outcomeUnknown` when it may have been carried out.
   */
  request(request: HttpRequest): Promise<HttpAnswer>
  /** GETs a body of any length; `timeoutMs` holds for the headers and for each pause in the body. */
  stream(request: Omit<HttpRequest, 'method' | 'body'>): Promise<StreamedAnswer>
  close(): Promise<void>
}

export interface HttpOptions {
  readonly userAgent: string
  /** Connections per host; default 64. */
  readonly connections?: number
  /** Longest answer that is read, bytes; default 2 MB. */
  readonly maxAnswerBytes?: number
}

const PAUSES_MS = [100, 400]
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504])

/** What went wrong on the wire, and whether anything had been sent by then. */
class WireError extends Error {
  readonly sent: boolean
  readonly final: boolean

  constructor(message: string, sent: boolean, final: boolean, cause?: unknown) {
    super(message, { cause })
    this.sent = sent
    this.final = final
  }
}

/** An HTTP client for one family of platforms. */
export function createHttpClient(options: HttpOptions): HttpClient {
  const { userAgent, connections = 64, maxAnswerBytes = 2_097_152 } = options
  const agent = new Agent({
    connections,
    headersTimeout: 0,
    bodyTimeout: 0,
    // Short, so that a POST seldom meets a connection that the other side has just closed.
    keepAliveTimeout: 4000,
    connect: { timeout: 10_000 },
  })

  const exchange = (request: HttpRequest, deadline: number) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const url = new URL(request.url)
      const chunks: Buffer[] = []
      let size = 0
      let status = 0
      let headers: Record<string, string> = {}
      let controller: Dispatcher.DispatchController | undefined
      let settled = false

      const settle = (run: () => void) => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        run()
      }
      const fail = (message: string, final: boolean, cause?: unknown) =>
        settle(() => {
          const error = new WireError(message, controller !== undefined, final, cause)
          reject(error)
          controller?.abort(error)
        })
      const timer = setTimeout(
        () => fail(`no answer within ${request.timeoutMs} ms`, true),
        Math.max(1, deadline - performance.now()),
      )
      const headersSent = { 'user-agent': userAgent, accept: 'application/json', ...request.headers }
      agent.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: request.method,
          headers: headersSent,
          body: request.body ?? null,
        },
        {
          // Called when a connection is there, just before the first byte goes out.
          onRequestStart: (given) => {
            if (settled) given.abort(new Error('called off'))
            else controller = given
          },
          onResponseStart: (_controller, code, received) => {
            if (code < 200) return
            status = code
            headers = flatten(received)
          },
          onResponseData: (_controller, chunk) => {
            size += chunk.length
            if (size > maxAnswerBytes) return fail(`an answer of more than ${maxAnswerBytes} bytes`, true)
            chunks.push(Buffer.from(chunk))
          },
          onResponseEnd: () => {
            const text = Buffer.concat(chunks, size).toString('utf8')
            settle(() => resolve({ status, headers, text, json: parseJson(text) }))
          },
          onResponseError: (_controller, error) => fail(sendErrorOf(error).message, false, error),
        },
      )
    })

  const request = async (given: HttpRequest): Promise<HttpAnswer> => {
    const deadline = performance.now() + given.timeoutMs
    const repeatable = given.repeatable ?? given.method === 'GET'
    for (let attempt = 0; ; attempt++) {
      const pause = (PAUSES_MS[attempt] ?? Number.POSITIVE_INFINITY) * (0.75 + Math.random() / 2)
      const again = performance.now() + pause < deadline
      try {
        const answer = await exchange(given, deadline)
        if (!repeatable || !again || !GATEWAY_STATUSES.has(answer.status) || answer.headers['retry-after'])
          return answer
      } catch (error) {
        if (!(error instanceof WireError)) throw error
        if (!again || error.final || (error.sent && !repeatable)) throw unavailable(given, error, repeatable)
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  const stream: HttpClient['stream'] = async ({ url, headers, timeoutMs, platform }) => {
    try {
      const answer = await streamRequest(url, {
        dispatcher: agent,
        headers: { 'user-agent': userAgent, ...headers },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      })
      const body = ReadableStream.from<Uint8Array>(answer.body)
      return { status: answer.statusCode, headers: flatten(answer.headers), body }
    } catch (error) {
      throw unavailable({ platform, url, method: 'GET' }, new WireError(sendErrorOf(error).message, true, true), true)
    }
  }

  return { request, stream, close: () => agent.destroy() }
}

/** Queries carry secrets, so the message names the address without its query. */
function unavailable(
  { platform, url, method }: Pick<HttpRequest, 'platform' | 'url' | 'method'>,
  error: WireError,
  repeatable: boolean,
): PlatformError {
  const { host, pathname } = new URL(url)
  const outcomeUnknown = error.sent && method !== 'GET'
  return new PlatformError(platform, 'unavailable', `${method} ${host}${pathname}: ${error.message}`, {
    outcomeUnknown,
    retryable: !outcomeUnknown || repeatable,
    cause: error,
  })
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  return flat
}
