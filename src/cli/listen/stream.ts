import { setTimeout as sleep } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import { request } from 'undici'
import { messageOf } from '../../errors.ts'
import { CommandFailure } from '../failure.ts'
import { noAnswer } from '../http.ts'
import { harmless } from '../terminal.ts'
import { refusal } from './start-point.ts'

/** One event as the stream carries it. */
export interface StreamMessage {
  readonly id: string
  readonly data: string
}

export interface StreamOptions {
  /** Full address with its query. */
  readonly url: string
  readonly apiKey: string
  readonly signal: AbortSignal
  /** The id to go on after, asked for at each connection. */
  lastEventId(): string
  /** The connection was lost or could not be made; said once until it stands again. */
  onLost(reason: string): void
  onConnected(): void
}

/** The hub sends something at least every 15 s; a connection silent for longer is dead. */
const SILENCE_MS = 60_000
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

/**
 * The hub's live events, in order, across restarts of the hub: a lost connection is made again, from the last event
 * that was dealt with. Ends when the signal is aborted.
 * @throws CommandFailure when the hub refuses the request itself.
 */
export async function* followStream(options: StreamOptions): AsyncGenerator<StreamMessage> {
  let failures = 0
  while (!options.signal.aborted) {
    let reason = 'the hub ended the connection'
    try {
      for await (const message of readOnce(options)) {
        if (message === 'connected') {
          failures = 0
          options.onConnected()
        } else yield message
      }
    } catch (error) {
      if (options.signal.aborted) return
      if (error instanceof CommandFailure) throw error
      reason = noAnswer(error)
    }
    if (options.signal.aborted) return
    options.onLost(reason)
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++)
    await sleep(wait * (0.8 + 0.4 * Math.random()), undefined, { signal: options.signal }).catch(() => undefined)
  }
}

async function* readOnce(options: StreamOptions): AsyncGenerator<StreamMessage | 'connected'> {
  const response = await request(options.url, {
    headers: {
      accept: 'text/event-stream',
      'x-api-key': options.apiKey,
      'last-event-id': options.lastEventId(),
    },
    signal: options.signal,
    headersTimeout: 10_000,
    bodyTimeout: SILENCE_MS,
  })
  const { statusCode } = response
  if (statusCode !== 200) {
    const text = await response.body.text().catch(() => '')
    if (statusCode >= 500 || statusCode === 429 || statusCode === 408) throw new Error(`it answered ${statusCode}`)
    throw new CommandFailure(`${refusal(statusCode, options.url)} ${harmless(text).slice(0, 300)}`)
  }
  yield 'connected'
  const messages: StreamMessage[] = []
  const parser = createParser({
    onEvent: ({ id, data }) => {
      if (id !== undefined && data !== '') messages.push({ id, data })
    },
    onError: (error) => {
      // Unknown fields and bad retry lines are skipped, as the standard says.
      if (error.type !== 'unknown-field' && error.type !== 'invalid-retry') throw new Error(messageOf(error))
    },
  })
  const decoder = new TextDecoder()
  for await (const chunk of response.body) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    yield* messages.splice(0)
  }
}
