import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, callBack } from '../callback.ts'
import { noAnswer } from '../no-answer.ts'

/** A delivery as it goes out: exactly these bytes, under these headers. */
export interface ForwardRequest {
  readonly headers: Record<string, string>
  readonly body: string | Buffer
}

export interface ForwardOptions {
  readonly url: string
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  /** Waits between tries, milliseconds. */
  readonly waits?: readonly number[]
  /** The application is away; the event is tried again in so many milliseconds. */
  onAway(reason: string, nextInMs: number): void
}

export type ForwardOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'given-up'; readonly reason: string; readonly tries: number }

/** An application that restarts is back within these; a longer outage must not hold up the stream. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000] as const
const AWAY_STATUSES = new Set([429, 502, 503, 504])

/**
 * Sends one event to the application. An application that cannot be reached, or says it cannot serve, is tried again,
 * each time newly signed by `build`; any other answer stands. Rejects only when the signal is aborted.
 */
export async function forward(build: () => ForwardRequest, options: ForwardOptions): Promise<ForwardOutcome> {
  const waits = options.waits ?? WAITS_MS
  for (let tries = 1; ; tries++) {
    const attempt = await tryOnce(build(), options)
    if (attempt.answer && !AWAY_STATUSES.has(attempt.answer.status)) return { kind: 'answered', answer: attempt.answer }
    const wait = waits[tries - 1]
    if (wait === undefined)
      return attempt.answer
        ? { kind: 'answered', answer: attempt.answer }
        : { kind: 'given-up', reason: attempt.reason, tries }
    options.onAway(attempt.reason, wait)
    await sleep(wait, undefined, { signal: options.signal })
  }
}

async function tryOnce(
  request: ForwardRequest,
  options: ForwardOptions,
): Promise<{ readonly answer?: Answer; readonly reason: string }> {
  try {
    const answer = await callBack(options.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      timeoutMs: options.timeoutMs ?? 30_000,
      signal: options.signal,
    })
    return { answer, reason: `it answered ${answer.status}` }
  } catch (error) {
    options.signal.throwIfAborted()
    return { reason: noAnswer(error) }
  }
}
