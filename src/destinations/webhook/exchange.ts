import type { Dispatcher } from 'undici'
import type { Connection, Connections } from '../../lib/net/connections.ts'
import { isReset, type SendError, sendErrorOf } from '../../lib/net/send-error.ts'
import { type AnswerBody, collectBody, flattenHeaders } from './answer.ts'

export interface PostRequest {
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Milliseconds for everything: DNS, connect, TLS, request, headers and body of the answer. */
  readonly timeoutMs: number
}

/** The result of one POST. With `error` the answer is missing or incomplete, even when there is a status code. */
export interface PostResult {
  readonly statusCode: number | undefined
  readonly headers: Readonly<Record<string, string>> | undefined
  /** At most the first 16 KB. */
  readonly body: Buffer
  /** True when there was more. */
  readonly truncated: boolean
  readonly error: SendError | undefined
}

/**
 * One POST over a kept-alive HTTP/1.1 connection. It follows no redirect.
 *
 * ```
 *            ┌─ the kept-alive connection was dead: once more, on a new one
 *            ▼   │
 *   start ─▶ asking ──the answer begins──▶ answering ──its end──▶ settled
 *              │                               │  └──16 KB──────────▲
 *              └───── timeout, abort, error ───┴────────────────────┘
 * ```
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #connections: Connections
  readonly #request: PostRequest
  readonly #onSettled: (result: PostResult) => void
  readonly #timer: NodeJS.Timeout
  #state: 'asking' | 'answering' | 'settled' = 'asking'
  #again = false
  #connection: Connection | undefined
  #statusCode: number | undefined
  #headers: Record<string, string> | undefined
  #body: AnswerBody | undefined

  constructor(connections: Connections, request: PostRequest, onSettled: (result: PostResult) => void) {
    this.#connections = connections
    this.#request = request
    this.#onSettled = onSettled
    this.#timer = setTimeout(() => this.#timeOut(), request.timeoutMs)
  }

  /** Sends the request, and sends it again at once if a kept-alive connection was dead. `onSettled` is called once. */
  start(): void {
    const connection = this.#connections.take(this.#request.origin, this.#again)
    this.#connection = connection
    const { path, headers, body } = this.#request
    try {
      connection.client.dispatch({ method: 'POST', path, headers, body }, this)
    } catch (error) {
      this.#fail(sendErrorOf(error))
    }
  }

  /** Cuts it off. */
  abort(): void {
    this.#fail({ kind: 'aborted', message: 'the delivery was called off' })
  }

  /** undici treats a handler without this method as one of its older kind. */
  onRequestStart(): void {}

  onResponseStart(
    _controller: unknown,
    statusCode: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (statusCode < 200 || this.#state === 'settled') return
    this.#state = 'answering'
    this.#statusCode = statusCode
    this.#headers = flattenHeaders(headers)
    this.#body = collectBody()
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#state !== 'answering') return
    this.#body?.add(chunk)
    if (this.#body?.truncated()) this.#fail(undefined)
  }

  onResponseEnd(): void {
    this.#settle(undefined)
    if (this.#connection) this.#connections.release(this.#connection)
  }

  onResponseError(_controller: unknown, error: Error): void {
    const stale = (this.#connection?.served ?? 0) > 0
    // Deliveries are at-least-once, so a kept-alive connection that died unanswered may be tried again.
    if (this.#state === 'asking' && !this.#again && stale && isReset(error)) {
      this.#discard()
      this.#again = true
      this.start()
    } else this.#fail(sendErrorOf(error))
  }

  #timeOut(): void {
    this.#fail({ kind: 'timeout', message: `no complete answer within ${this.#request.timeoutMs} ms` })
  }

  /** Settles and closes the connection: the rest of this answer must not reach the next request. */
  #fail(error: SendError | undefined): void {
    this.#settle(error)
    this.#discard()
  }

  #discard(): void {
    if (this.#connection) this.#connections.discard(this.#connection)
  }

  #settle(error: SendError | undefined): void {
    if (this.#state === 'settled') return
    this.#state = 'settled'
    clearTimeout(this.#timer)
    this.#onSettled({
      statusCode: this.#statusCode,
      headers: this.#headers,
      body: this.#body?.bytes() ?? EMPTY,
      truncated: this.#body?.truncated() ?? false,
      error,
    })
  }
}

const EMPTY = Buffer.alloc(0)
