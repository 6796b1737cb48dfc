import { type Deadline, deadlineOf } from './deadline.ts'
import { HubbubError } from './errors.ts'
import type { CallInput, CallOptions, Operation } from './operations.ts'
import { createSseParser, type SseMessage } from './sse.ts'
import { guarded, type Transport } from './transport.ts'
import { backoff, wait } from './wait.ts'

/** For a stream: what else can be listened to. */
export interface StreamOptions extends CallOptions {
  /** The stream stands, at first and again after each loss: what comes next is what came after this event. */
  readonly onConnected?: ((lastEventId: string) => void) | undefined
  /** The connection was lost or could not be made; the next try comes after so many milliseconds. */
  readonly onLost?: ((error: HubbubError, retryInMs: number) => void) | undefined
}

/** What a stream is read with. */
export interface StreamSource {
  readonly transport: Transport
  readonly operation: Operation
  readonly input: CallInput
  /** For a connection to be made, milliseconds. */
  readonly timeoutMs: number
  /** The id of the event that is the newest now: what comes after it is new, also when the first connection is lost. */
  newest(): Promise<string>
}

/** The hub sends something every 15 s: a connection silent for longer is dead. */
const SILENCE_MS = 45_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 5_000

/**
 * Each event once and in order, across lost connections and restarts of the hub; ends when the signal is aborted.
 * @throws HubbubError when the hub refuses the request itself.
 */
export async function* follow<T>(source: StreamSource, options: StreamOptions): AsyncGenerator<T, void, undefined> {
  const { signal } = options
  let cursor = lastEventIdOf(source.input)
  let firstWaitMs = FIRST_WAIT_MS
  for (let failures = 0; !signal?.aborted; ) {
    const deadline = deadlineOf(options.timeoutMs ?? source.timeoutMs, signal)
    let lost = new HubbubError({ code: 'network', status: 0, detail: 'The hub ended the stream.' })
    try {
      cursor ??= await source.newest()
      const response = await connect(source, options, cursor, deadline)
      failures = 0
      options.onConnected?.(cursor)
      for await (const message of messagesOf(response, deadline)) {
        if ('retryMs' in message) firstWaitMs = message.retryMs
        else {
          yield JSON.parse(message.data) as T
          cursor = message.id
        }
      }
    } catch (error) {
      if (signal?.aborted) return
      if (!(error instanceof HubbubError) || !isTransient(error)) throw error
      lost = error
    } finally {
      deadline.clear()
    }
    failures += 1
    const waitMs = Math.round(Math.max(lost.retryAfterMs ?? 0, backoff(failures, firstWaitMs, LONGEST_WAIT_MS)))
    options.onLost?.(lost, waitMs)
    await wait(waitMs, signal).catch(() => undefined)
  }
}

function lastEventIdOf({ query = {} }: CallInput): string | undefined {
  return 'lastEventId' in query && typeof query.lastEventId === 'string' ? query.lastEventId : undefined
}

async function connect(
  { transport, operation, input }: StreamSource,
  options: StreamOptions,
  cursor: string,
  deadline: Deadline,
): Promise<Response> {
  deadline.restart()
  const headers = { ...options.headers, accept: 'text/event-stream', 'last-event-id': cursor }
  const query = { ...input.query, lastEventId: undefined }
  const response = await transport.open(operation, { ...input, query }, { ...options, headers }, deadline)
  const type = response.headers.get('content-type') ?? 'nothing'
  if (type.startsWith('text/event-stream')) return response
  await response.body?.cancel()
  const detail = `The answer is ${type} instead of a stream of events.`
  throw new HubbubError({ code: 'unexpected_answer', status: response.status, detail })
}

/** The messages as they come, and each time the hub says how long to wait before connecting again. */
async function* messagesOf(
  response: Response,
  deadline: Deadline,
): AsyncGenerator<SseMessage | { readonly retryMs: number }, void, undefined> {
  const reader = response.body?.getReader()
  if (!reader) return
  const decoder = new TextDecoder()
  const parser = createSseParser()
  try {
    for (;;) {
      deadline.restart(SILENCE_MS)
      const { done, value } = await guarded(deadline, () => reader.read())
      // While the application is at work on an event nothing is read, and silence means nothing.
      deadline.rest()
      if (done) return
      for (const message of parser.feed(decoder.decode(value, { stream: true }))) {
        if (deadline.signal.aborted) return
        yield message
      }
      if (parser.retryMs !== undefined) yield { retryMs: parser.retryMs }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** Whether the stream may stand again by itself. */
function isTransient({ code, status }: HubbubError): boolean {
  return code === 'network' || code === 'timeout' || status === 408 || status === 429 || status >= 500
}
