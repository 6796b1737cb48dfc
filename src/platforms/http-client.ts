import { ReadableStream } from 'node:stream/web'
import { Agent, request as streamRequest } from 'undici'
import { sendErrorOf } from '../lib/net/send-error.ts'
import { PlatformError } from './error.ts'
import { exchange, flatten, WireError } from './exchange.ts'
import type { HttpAnswer, HttpClient, HttpRequest } from './http.ts'

export interface HttpOptions {
  readonly userAgent: string
  /** Connections per host; default 64. */
  readonly connections?: number
  /** Longest answer that is read, bytes; default 2 MB. */
  readonly maxAnswerBytes?: number
}

const PAUSES_MS = [100, 400]
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504])

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

  const request = async (given: HttpRequest): Promise<HttpAnswer> => {
    const deadline = performance.now() + given.timeoutMs
    const repeatable = given.repeatable ?? given.method === 'GET'
    for (let attempt = 0; ; attempt++) {
      const pause = (PAUSES_MS[attempt] ?? Number.POSITIVE_INFINITY) * (0.75 + Math.random() / 2)
      const again = performance.now() + pause < deadline
      try {
        const answer = await exchange(agent, given, { userAgent, maxAnswerBytes, deadline })
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
