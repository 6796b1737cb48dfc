import { type Deadline, deadlineOf } from './deadline.ts'
import { errorOf, HubbubError } from './errors.ts'
import type { CallInput, KeyedCallOptions, Operation } from './operations.ts'
import { backoff, wait } from './wait.ts'

/** What `fetch` has to be able to do. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface TransportOptions {
  /** The hub's address without a slash at the end; empty: that of the page. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: RequestInit['credentials'] | undefined
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly retries: number
}

export interface Transport {
  /** Makes a call, again when that is safe and may help. @throws HubbubError, or the reason of an aborted signal */
  call(operation: Operation, input: CallInput, options?: KeyedCallOptions): Promise<unknown>
  /** One try, whose body is still to be read under the deadline. */
  open(operation: Operation, input: CallInput, options: KeyedCallOptions, deadline: Deadline): Promise<Response>
}

const SAFE = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])
const PASSING = new Set([429, 502, 503, 504])
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5000
/** A hub that asks for more than this is not waited for: the error says how long. */
const LONGEST_RETRY_AFTER_MS = 30_000

/** The way to the hub: addresses, key, timeouts and retries. */
export function createTransport(transport: TransportOptions): Transport {
  const open: Transport['open'] = async (operation, input, options, deadline) => {
    const address = addressOf(transport.url, operation, input)
    const headers: Record<string, string> = { ...transport.headers, ...options.headers }
    if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
    const init: RequestInit & { duplex?: 'half' } = {
      method: operation.method,
      headers,
      signal: deadline.signal,
      // A redirect would carry the key to another host.
      redirect: 'manual',
    }
    if (transport.credentials !== undefined) init.credentials = transport.credentials
    if (input.body !== undefined) {
      if (operation.body === 'raw') init.body = input.body as NonNullable<RequestInit['body']>
      else {
        headers['content-type'] ??= 'application/json'
        init.body = JSON.stringify(input.body)
      }
      if (isStream(input.body)) init.duplex = 'half'
    }
    const response = await guarded(deadline, () => transport.fetch(address, init))
    options.onAnswer?.(response)
    if (!response.ok) throw await guarded(deadline, () => errorOf(response))
    return response
  }

  const once = async (operation: Operation, input: CallInput, options: KeyedCallOptions): Promise<unknown> => {
    const deadline = deadlineOf(options.timeoutMs ?? transport.timeoutMs, options.signal)
    let reading = false
    try {
      const answer = await answerOf(operation, await open(operation, input, options, deadline), deadline)
      reading = operation.answer === 'binary'
      return answer
    } finally {
      // A body that is still to be read can be stopped by the caller, but takes its time.
      if (reading) deadline.rest()
      else deadline.clear()
    }
  }

  return {
    open,
    async call(operation, input, options = {}) {
      const keyed = operation.idempotencyKey && options.idempotencyKey !== undefined
      const repeatable = (SAFE.has(operation.method) || keyed) && !isStream(input.body)
      const retries = repeatable ? (options.retries ?? transport.retries) : 0
      for (let failures = 0; ; ) {
        try {
          return await once(operation, input, options)
        } catch (error) {
          if (!(error instanceof HubbubError)) throw error
          // The try before may have deleted it and lost the answer.
          if (failures > 0 && isGone(operation, error)) return undefined
          failures += 1
          if (failures > retries || !mayPass(error)) throw error
          await wait(
            Math.max(error.retryAfterMs ?? 0, backoff(failures, FIRST_WAIT_MS, LONGEST_WAIT_MS)),
            options.signal,
          )
        }
      }
    },
  }
}

/** Whether the same call may succeed a little later. */
export function mayPass(error: HubbubError): boolean {
  if ((error.retryAfterMs ?? 0) > LONGEST_RETRY_AFTER_MS) return false
  return error.code === 'network' || error.code === 'timeout' || PASSING.has(error.status)
}

/** Runs a step of a call; what breaks it is a HubbubError, or the reason the caller aborted with. */
export async function guarded<T>(deadline: Deadline, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    if (deadline.signal.aborted) throw deadline.signal.reason
    if (cause instanceof HubbubError) throw cause
    const said = innermost(cause).message || String(cause)
    throw new HubbubError({ code: 'network', status: 0, detail: `The hub cannot be reached: ${said}`, cause })
  }
}

/** What `fetch` wraps: the error of the connection, of the first address where several were tried. */
function innermost(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  if (!(error instanceof Error)) return new Error(String(error))
  return error.cause instanceof Error ? innermost(error.cause) : error
}

async function answerOf(operation: Operation, response: Response, deadline: Deadline): Promise<unknown> {
  if (operation.answer === 'binary') return response
  const text = await guarded(deadline, () => response.text())
  const type = response.headers.get('content-type') ?? ''
  if (operation.answer === 'none') return undefined
  // The handshakes answer with the challenge as it is.
  if (operation.answer === 'text' || type.startsWith('text/plain')) return text
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const detail = `The answer is not JSON: ${text.slice(0, 200)}`
    throw new HubbubError({ code: 'unexpected_answer', status: response.status, detail, cause })
  }
}

function addressOf(base: string, operation: Operation, { path = {}, query = {} }: CallInput): string {
  const filled = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => segmentOf(name, path[name]))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, textOf(each))
  }
  const text = search.toString()
  return base + filled + (text === '' ? '' : `?${text}`)
}

/** @throws TypeError for what would make another path of it. */
function segmentOf(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value === '.' || value === '..')
    throw new TypeError(`${name} must be a text that can stand in an address, not ${JSON.stringify(value)}`)
  return encodeURIComponent(value)
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function isGone(operation: Operation, error: HubbubError): boolean {
  return operation.method === 'DELETE' && operation.answer === 'none' && error.status === 404
}

function isStream(body: unknown): boolean {
  return typeof ReadableStream !== 'undefined' && body instanceof ReadableStream
}
