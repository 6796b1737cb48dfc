import type { ConnectionOptions } from 'node:tls'
import { LRUCache } from 'lru-cache'
import { type Connection, createConnections } from '../../lib/net/connections.ts'
import type { Guard } from '../../lib/net/guard.ts'
import { isReset, type SendError, sendErrorOf } from '../../lib/net/send-error.ts'
import { type AnswerBody, collectBody, flattenHeaders } from './answer.ts'

export interface SendRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** Milliseconds for everything: DNS, connect, TLS, request, headers and body of the answer. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** What came of one POST. With `error` the answer is missing or incomplete, also when there is a status code. */
export interface SendResult {
  readonly statusCode?: number
  readonly headers?: Record<string, string>
  /** At most the first 16 KB. */
  readonly body: Buffer
  readonly truncated: boolean
  readonly error?: SendError
  readonly durationMs: number
}

export interface Sender {
  /** POSTs once (again at once if a kept-alive connection turned out dead). Never rejects. */
  send(request: SendRequest): Promise<SendResult>
  /** Refuses new requests, waits for those in flight, closes the connections. */
  close(): Promise<void>
}

export interface SenderOptions {
  readonly guard: Guard
  readonly userAgent: string
  /** How long a TCP and TLS handshake may take, milliseconds; default 10,000. */
  readonly connectTimeoutMs?: number
  /** Connections kept open without work, over all endpoints; default 256. */
  readonly maxIdle?: number
  /** Milliseconds an idle connection is kept, less when the application says so; default 10,000. */
  readonly idleTimeoutMs?: number
  /** More trusted certificates, e.g. `{ ca }`. Verification itself cannot be switched off. */
  readonly tls?: Pick<ConnectionOptions, 'ca'>
}

interface Target {
  readonly origin: string
  readonly path: string
  readonly fault: string | undefined
}

type Job = (error: SendError) => void

/** A sender over kept-alive HTTP/1.1 connections, which follows no redirect and connects only where the guard allows. */
export function createSender(options: SenderOptions): Sender {
  const connections = createConnections(options)
  const targets = new LRUCache<string, Target>({ max: 1000 })
  const inFlight = new Set<Promise<SendResult>>()
  const jobsOf = new WeakMap<AbortSignal, Set<Job>>()
  let closed = false

  const targetOf = (url: string): Target => {
    const known = targets.get(url)
    if (known) return known
    const fault = options.guard.checkUrl(url)
    const parsed = URL.parse(url)
    const target = { origin: parsed?.origin ?? '', path: parsed ? parsed.pathname + parsed.search : '', fault }
    targets.set(url, target)
    return target
  }

  // One listener per signal, not per request: a stop signal is shared by every delivery.
  const abortable = (signal: AbortSignal): Set<Job> => {
    const known = jobsOf.get(signal)
    if (known) return known
    const jobs = new Set<Job>()
    signal.addEventListener('abort', () => {
      for (const job of [...jobs]) job({ kind: 'aborted', message: 'the delivery was called off' })
    })
    jobsOf.set(signal, jobs)
    return jobs
  }

  const exchange = ({ url, headers, body, timeoutMs, signal }: SendRequest) =>
    new Promise<SendResult>((resolve) => {
      const startedAt = performance.now()
      let answer: AnswerBody | undefined
      let statusCode: number | undefined
      let answerHeaders: Record<string, string> | undefined
      let connection: Connection | undefined
      let retried = false
      let settled = false

      const settle = (error?: SendError) => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        jobs?.delete(abort)
        resolve({
          ...(statusCode !== undefined && { statusCode }),
          ...(answerHeaders && { headers: answerHeaders }),
          body: answer?.bytes() ?? EMPTY,
          truncated: answer?.truncated() ?? false,
          ...(error && { error }),
          durationMs: Math.round(performance.now() - startedAt),
        })
      }
      const abort = (error: SendError) => {
        settle(error)
        connection?.discard()
      }
      const timer = setTimeout(
        () => abort({ kind: 'timeout', message: `no complete answer within ${timeoutMs} ms` }),
        timeoutMs,
      )
      const jobs = signal && abortable(signal)
      jobs?.add(abort)

      const target = targetOf(url)
      if (target.fault !== undefined) return settle({ kind: 'blocked', message: target.fault })
      if (closed || signal?.aborted) return settle({ kind: 'aborted', message: 'the hub is stopping' })

      const request = {
        method: 'POST',
        path: target.path,
        headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': options.userAgent, ...headers },
        body,
      } as const
      const attempt = (fresh: boolean) => {
        const used = connections.take(target.origin, fresh)
        connection = used
        const stale = used.served > 0
        used.client.dispatch(request, {
          // undici takes a handler without it for one of the old kind.
          onRequestStart: () => {},
          onResponseStart: (_controller, status, received) => {
            if (status < 200 || settled) return
            statusCode = status
            answerHeaders = flattenHeaders(received)
            answer = collectBody()
          },
          onResponseData: (_controller, chunk) => {
            if (settled || !answer) return
            answer.add(chunk)
            if (!answer.truncated()) return
            settle()
            used.discard()
          },
          onResponseEnd: () => {
            settle()
            used.release()
          },
          onResponseError: (_controller, error) => {
            used.discard()
            if (settled) return
            // Deliveries are at-least-once, so a kept-alive connection that died unanswered may be tried again.
            if (stale && !retried && statusCode === undefined && isReset(error)) {
              retried = true
              return start(true)
            }
            settle(sendErrorOf(error))
          },
        })
      }
      const start = (fresh: boolean) => {
        try {
          attempt(fresh)
        } catch (error) {
          settle(sendErrorOf(error))
          connection?.discard()
        }
      }
      start(false)
    })

  return {
    send: (request) => {
      const result = exchange(request)
      inFlight.add(result)
      result.then(() => inFlight.delete(result))
      return result
    },
    close: async () => {
      closed = true
      await Promise.all(inFlight)
      await connections.close()
    },
  }
}

const EMPTY = Buffer.alloc(0)
