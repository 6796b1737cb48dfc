import type { Agent, Dispatcher } from 'undici'
import { sendErrorOf } from '../lib/net/send-error.ts'
import type { HttpAnswer, HttpRequest } from './http.ts'
import { parseJson } from './parse-json.ts'

/** What went wrong on the wire, and whether anything had been sent by then. */
export class WireError extends Error {
  readonly sent: boolean
  /** Another try would end in the same way. */
  readonly final: boolean

  constructor(message: string, sent: boolean, final: boolean, cause?: unknown) {
    super(message, { cause })
    this.sent = sent
    this.final = final
  }
}

export interface ExchangeOptions {
  readonly userAgent: string
  readonly maxAnswerBytes: number
  /** By `performance.now()`. */
  readonly deadline: number
}

/** One request and its whole answer. @throws WireError */
export function exchange(agent: Agent, request: HttpRequest, options: ExchangeOptions): Promise<HttpAnswer> {
  const { origin, pathname, search } = new URL(request.url)
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>()
  const answer = new Answer(options.maxAnswerBytes, resolve, reject)
  answer.expireAt(options.deadline, `no answer within ${request.timeoutMs} ms`)
  const { method, headers, body = null } = request
  const sent = { 'user-agent': options.userAgent, accept: 'application/json', ...headers }
  agent.dispatch({ origin, path: pathname + search, method, headers: sent, body }, answer)
  return promise
}

/** Puts an answer together as its parts come. It is settled once: with all of it, or with the first fault. */
class Answer implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = []
  readonly #maxBytes: number
  readonly #resolve: (answer: HttpAnswer) => void
  readonly #reject: (error: WireError) => void
  #size = 0
  #status = 0
  #headers: Record<string, string> = {}
  #controller: Dispatcher.DispatchController | undefined
  #timer: NodeJS.Timeout | undefined
  #settled = false

  constructor(maxBytes: number, resolve: (answer: HttpAnswer) => void, reject: (error: WireError) => void) {
    this.#maxBytes = maxBytes
    this.#resolve = resolve
    this.#reject = reject
  }

  expireAt(deadline: number, message: string): void {
    this.#timer = setTimeout(() => this.#fail(message, true), Math.max(1, deadline - performance.now()))
  }

  /** Called when a connection is there, just before the first byte goes out. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) controller.abort(new Error('called off'))
    else this.#controller = controller
  }

  onResponseStart(_controller: unknown, status: number, headers: ReceivedHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = flatten(headers)
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size > this.#maxBytes) this.#fail(`an answer of more than ${this.#maxBytes} bytes`, true)
    else this.#chunks.push(Buffer.from(chunk))
  }

  onResponseEnd(): void {
    if (!this.#settle()) return
    const text = Buffer.concat(this.#chunks, this.#size).toString('utf8')
    this.#resolve({ status: this.#status, headers: this.#headers, text, json: parseJson(text) })
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#fail(sendErrorOf(error).message, false, error)
  }

  #fail(message: string, final: boolean, cause?: unknown): void {
    if (!this.#settle()) return
    const error = new WireError(message, this.#controller !== undefined, final, cause)
    this.#reject(error)
    this.#controller?.abort(error)
  }

  #settle(): boolean {
    if (this.#settled) return false
    this.#settled = true
    clearTimeout(this.#timer)
    return true
  }
}

export type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Headers with one text each. */
export function flatten(headers: ReceivedHeaders): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  return flat
}
