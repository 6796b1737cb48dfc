import { connect, type Socket } from 'node:net'
import { clockMs, sleep } from './clock.ts'
import { createMessageReader, statusOf } from './http.ts'
import type { ClosedLoad, Target } from './load.ts'
import { bodyOf, signedRequest } from './messages.ts'
import { type Spread, spreadOf } from './statistics.ts'

/** Signed requests, ready to be written. */
export interface Pool {
  readonly port: number
  readonly count: number
  request(index: number): Buffer
}

export interface LoadResult {
  readonly sent: number
  /** Answers with status 200. */
  readonly ok: number
  readonly statuses: Readonly<Record<string, number>>
  /** Connections that failed or closed with a request unanswered. */
  readonly errors: number
  /** Of the shared clock. */
  readonly startMs: number
  readonly endMs: number
  readonly okPerSecond: number
  /** Milliseconds from the (scheduled) send to the answer. */
  readonly latency: Spread
  /** Milliseconds between schedule and send; only in open loops. */
  readonly lateness: Spread
  /** Share of one core this process used. */
  readonly cpu: number
}

export interface OpenLoad {
  readonly connections: number
  readonly seconds: number
  readonly perSecond: number
}

/** Makes all requests of a target in one block of memory. */
export function preparePool({ port, path, run, count, kind }: Target): Pool {
  const requests = Array.from({ length: count }, (_, index) =>
    signedRequest(`127.0.0.1:${port}`, path, bodyOf(kind, run, index)),
  )
  const block = Buffer.concat(requests)
  const ends = new Uint32Array(count)
  let end = 0
  requests.forEach((request, index) => {
    end += request.length
    ends[index] = end
  })
  return { port, count, request: (index) => block.subarray(index === 0 ? 0 : ends[index - 1], ends[index]) }
}

/** One keep-alive connection with one request in flight; it reconnects by itself. */
interface Lane {
  busy: boolean
  send(index: number, at: number): void
  close(): void
}

function createTally() {
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  return {
    latencies,
    lateness: [] as number[],
    statuses,
    sent: 0,
    errors: 0,
    endMs: 0,
    cpuBefore: process.cpuUsage(),
    startMs: clockMs(),
    answered(status: number, sinceMs: number): void {
      this.endMs = clockMs()
      latencies.push(this.endMs - sinceMs)
      statuses[status] = (statuses[status] ?? 0) + 1
    },
    result(): LoadResult {
      const { user, system } = process.cpuUsage(this.cpuBefore)
      const seconds = (this.endMs - this.startMs) / 1000
      const ok = statuses[200] ?? 0
      return {
        sent: this.sent,
        ok,
        statuses,
        errors: this.errors,
        startMs: this.startMs,
        endMs: this.endMs,
        okPerSecond: ok / seconds,
        latency: spreadOf(latencies),
        lateness: spreadOf(this.lateness),
        cpu: (user + system) / 1e6 / seconds,
      }
    },
  }
}
type Tally = ReturnType<typeof createTally>

function openLane(pool: Pool, tally: Tally, free: (lane: Lane) => void): Lane {
  let socket: Socket | undefined
  let since = 0
  const lane: Lane = {
    busy: false,
    send(index, at) {
      lane.busy = true
      since = at
      tally.sent++
      socket ??= dial()
      socket.write(pool.request(index))
    },
    close: () => socket?.destroy(),
  }
  function dial(): Socket {
    const made = connect(pool.port, '127.0.0.1').setNoDelay(true)
    made.on(
      'data',
      createMessageReader((head) => {
        tally.answered(statusOf(head), since)
        lane.busy = false
        free(lane)
      }),
    )
    made.on('error', () => {})
    made.on('close', () => {
      if (socket === made) socket = undefined
      if (!lane.busy) return
      tally.errors++
      tally.endMs = clockMs()
      lane.busy = false
      setTimeout(() => free(lane), 10)
    })
    return made
  }
  socket = dial()
  return lane
}

/** Keeps every connection busy until the time is over or the requests are; resolves when all are answered. */
export function runClosed(pool: Pool, load: ClosedLoad): Promise<LoadResult> {
  return new Promise((resolve) => {
    const tally = createTally()
    const deadline = tally.startMs + load.seconds * 1000
    let next = 0
    let left = load.connections
    const lanes: Lane[] = []
    const free = (lane: Lane): void => {
      const now = clockMs()
      if (now < deadline && (next < pool.count || load.cycle)) {
        lane.send(next++ % pool.count, now)
        return
      }
      if (--left > 0) return
      const result = tally.result()
      for (const each of lanes) each.close()
      resolve(result)
    }
    for (let index = 0; index < load.connections; index++) lanes.push(openLane(pool, tally, free))
    for (const lane of lanes) free(lane)
  })
}

/**
 * Sends request `i` at `startMs + i / perSecond`, however slow the answers are. Latency counts from the scheduled
 * moment, so that a stall is felt by every request it delays (no coordinated omission).
 */
export async function runOpen(pool: Pool, load: OpenLoad): Promise<LoadResult> {
  const total = Math.min(pool.count, Math.floor(load.perSecond * load.seconds))
  const idle: Lane[] = []
  const overdue: number[] = []
  const tally = createTally()
  let done = 0
  const dueAt = (index: number): number => tally.startMs + (index * 1000) / load.perSecond
  const give = (lane: Lane, index: number): void => {
    tally.lateness.push(clockMs() - dueAt(index))
    lane.send(index, dueAt(index))
  }
  const free = (lane: Lane): void => {
    done++
    const index = overdue.shift()
    if (index === undefined) idle.push(lane)
    else give(lane, index)
  }
  const lanes = Array.from({ length: load.connections }, () => openLane(pool, tally, free))
  idle.push(...lanes)
  await sleep(50)
  tally.startMs = clockMs()
  for (let next = 0; next < total; ) {
    for (; next < total && dueAt(next) <= clockMs(); next++) {
      const lane = idle.shift()
      if (lane) give(lane, next)
      else overdue.push(next)
    }
    await sleep(1)
  }
  const deadline = clockMs() + 30_000
  while (done < total && clockMs() < deadline) await sleep(5)
  const result = tally.result()
  for (const lane of lanes) lane.close()
  return result
}
