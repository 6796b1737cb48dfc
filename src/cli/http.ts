import { request } from 'undici'
import { messageOf } from '../errors.ts'
import { CommandFailure } from './failure.ts'

/** An HTTP answer with its body read, at most 1 MB of it. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
  /** From the first byte sent to the last byte read, milliseconds. */
  readonly durationMs: number
}

export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  readonly body?: Buffer | string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const MAX_BODY_BYTES = 1_048_576

/** Makes one HTTP call; redirects are not followed. Rejects when there is no answer within the timeout (default 10 s). */
export async function call(url: string, options: Call = {}): Promise<Answer> {
  const started = performance.now()
  const deadline = AbortSignal.timeout(options.timeoutMs ?? 10_000)
  const response = await request(url, {
    method: options.method ?? 'GET',
    headers: options.headers,
    body: options.body,
    signal: options.signal ? AbortSignal.any([deadline, options.signal]) : deadline,
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
    headers: response.headers,
    text: Buffer.concat(chunks).toString('utf8'),
    durationMs: performance.now() - started,
  }
}

/** Why there was no answer, in a few words. */
export function noAnswer(error: unknown): string {
  const cause = error instanceof AggregateError ? error.errors[0] : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name cannot be resolved'
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'the connection was cut'
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'no answer in time'
  return messageOf(cause)
}

/** The failure to show when the hub itself cannot be reached. */
export function hubUnreachable(url: string, error: unknown): CommandFailure {
  return new CommandFailure(
    `no answer from ${url} (${noAnswer(error)}). Is the hub running there? Start it with: npm start`,
    {
      cause: error,
    },
  )
}

/** The parsed body of an answer, or undefined when it is not JSON. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text)
  } catch {
    return undefined
  }
}

/** A member of something parsed, or undefined when it has none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/** A member that is text, or undefined. */
export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}
