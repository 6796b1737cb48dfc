import type { EventRow } from '../store/events/rows.ts'
import type { LiveFeed } from './feed.ts'

/** Where a stream writes: a response, or anything like one. */
export interface StreamSink {
  /** False when the reader is slow: the stream waits for `drained` before it reads on. */
  write(text: string): boolean
  drained(): Promise<void>
  end(): void
}

export interface StreamSource {
  readonly live: LiveFeed
  /** Events after `after` and below the horizon, oldest first. */
  read(after: string): Promise<{ rows: EventRow[]; reached: string | undefined; more: boolean }>
  /** The message of an event, ready to be written. */
  render(row: EventRow): string
  /** True when a read that failed may work later, when the store is back; the stream ends otherwise. */
  passes(error: unknown): boolean
  /** True while the reader may read; asked with each heartbeat. */
  allowed(): Promise<boolean>
  readonly heartbeatMs: number
  /** The longest a missed wake-up delays an event. */
  readonly pollMs: number
}

const RETRY_MS = 2000

/**
 * Sends stored events to one reader, in the order of their ids, from `after` on: each once, none left out. Only one
 * batch is in memory at a time. Returns the function that ends it.
 */
export function startStream(sink: StreamSink, source: StreamSource, after: string): () => void {
  let cursor = after
  let ended = false
  let running = false
  let again = false

  const pump = async () => {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        const { rows, reached, more } = await source.read(cursor)
        for (const row of rows) {
          if (ended) return
          if (!sink.write(source.render(row))) await sink.drained()
        }
        if (reached !== undefined) cursor = reached
        if (more) again = true
      } while (again && !ended)
    } catch (error) {
      // When the store is away, the next poll goes on from the cursor: the reader misses nothing.
      if (!source.passes(error)) end()
    } finally {
      running = false
    }
  }
  const beat = async () => {
    sink.write(': heartbeat\n\n')
    // A store that is away revokes nothing.
    if (!(await source.allowed().catch(() => true))) end()
  }

  const unsubscribe = source.live.subscribe(() => void pump())
  const poll = setInterval(() => void pump(), source.pollMs)
  const heartbeat = setInterval(() => void beat(), source.heartbeatMs)
  const end = () => {
    if (ended) return
    ended = true
    clearInterval(poll)
    clearInterval(heartbeat)
    unsubscribe()
    sink.end()
  }
  sink.write(`retry: ${RETRY_MS}\n\n`)
  void pump()
  return end
}
