import { Pool } from 'undici'
import { clockMs, sleep } from '../clock.ts'
import { INGEST_PATH } from '../hub.ts'
import { messageBody, messageId, signatureOf } from '../messages.ts'
import type { Random } from './random.ts'

const WORKERS = 32

/** One POST and what came of it. */
export interface Post {
  readonly mid: string
  readonly startMs: number
  endMs?: number
  /** Undefined after `endMs` is set: the connection broke. */
  status?: number
}

/** A platform that keeps sending, as long as it is not stopped. */
export interface Offer {
  readonly offered: Set<string>
  readonly acknowledged: Set<string>
  /** Every POST since the last `forgetPosts`. */
  posts(): readonly Post[]
  forgetPosts(): void
  /** The POSTs that have no answer now. */
  inFlight(): readonly Post[]
  /** Sends nothing new, and resolves when the last answer came. */
  stop(): Promise<void>
}

export interface OfferOptions {
  readonly port: number
  readonly run: string
  readonly perSecond: number
  readonly random: Random
}

/**
 * Posts signed messages, each with its own id. Some are sent twice: at the same instant, after the answer, or, as
 * platforms do, again when the first try was not acknowledged; some of these are never sent again.
 */
export function startOffer({ port, run, perSecond, random }: OfferOptions): Offer {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: WORKERS * 2, pipelining: 1 })
  const offered = new Set<string>()
  const acknowledged = new Set<string>()
  const again: number[] = []
  const inFlight = new Set<Post>()
  let posts: Post[] = []
  let next = 0
  let stopped = false

  async function post(index: number): Promise<void> {
    const body = messageBody(run, index)
    const entry: Post = { mid: messageId(run, index), startMs: clockMs() }
    offered.add(entry.mid)
    posts.push(entry)
    inFlight.add(entry)
    try {
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) }
      const answer = await pool.request({ method: 'POST', path: INGEST_PATH, headers, body, headersTimeout: 10_000 })
      entry.status = answer.statusCode
      if (answer.statusCode === 200) acknowledged.add(entry.mid)
      await answer.body.dump()
    } catch {
      // The hub is down, or went down before it answered.
    }
    entry.endMs = clockMs()
    inFlight.delete(entry)
    if (entry.status === 200) return
    if (random.chance(0.7)) again.push(index)
    if (entry.status === undefined) await sleep(20)
  }

  async function work(): Promise<void> {
    while (!stopped) {
      const pause = sleep((WORKERS * 1000) / perSecond)
      const index = again.length > 0 && random.chance(0.5) ? (again.shift() ?? next++) : next++
      if (random.chance(0.03)) await Promise.all([post(index), post(index)])
      else await post(index)
      if (random.chance(0.03)) again.push(index)
      await pause
    }
  }
  const workers = Array.from({ length: WORKERS }, work)
  return {
    offered,
    acknowledged,
    posts: () => posts,
    forgetPosts() {
      posts = []
    },
    inFlight: () => [...inFlight],
    async stop() {
      stopped = true
      await Promise.all(workers)
      if (!pool.closed) await pool.close()
    },
  }
}
