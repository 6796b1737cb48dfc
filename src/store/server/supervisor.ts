import type { Logger } from '../../log.ts'
import type { Guard } from './guard.ts'
import type { ServerProcess } from './process.ts'

const FIRST_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 5_000
/** A server that ran for so long gets a fresh start at once when it ends. */
const STEADY_MS = 10_000

export interface Supervisor {
  /** Undefined while it is being restarted. */
  pid(): number | undefined
  /** Restarts no more, and stops the server. */
  stop(): Promise<void>
}

/**
 * Keeps a server running.
 *
 *     running ── it ends ──▶ waiting ── backoff ──▶ starting ── it is up ──▶ running
 *                               ▲                      │
 *                               └──── it fails ────────┘
 *     any of them ── stop ──▶ stopped
 */
export function supervise(
  first: ServerProcess,
  start: (signal: AbortSignal) => Promise<ServerProcess>,
  guard: Guard,
  log: Logger,
): Supervisor {
  let current: ServerProcess | undefined
  let starting: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let backoffMs = FIRST_BACKOFF_MS
  const stopping = new AbortController()

  function watch(server: ServerProcess): void {
    const since = performance.now()
    current = server
    guard.watch(server.pid)
    server.ended.then((reason) => {
      current = undefined
      guard.watch(undefined)
      if (stopping.signal.aborted) return
      if (performance.now() - since > STEADY_MS) backoffMs = FIRST_BACKOFF_MS
      log.error({ reason }, 'the database server ended; restarting it')
      wait()
    })
  }

  function wait(): void {
    timer = setTimeout(() => {
      starting = restart()
    }, backoffMs)
    backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)
  }

  async function restart(): Promise<void> {
    try {
      watch(await start(stopping.signal))
      log.info('the database server is back')
    } catch (error) {
      if (stopping.signal.aborted) return
      log.error({ err: error }, 'the database server does not start; trying again')
      wait()
    }
  }

  watch(first)
  return {
    pid: () => current?.pid,
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await starting
      await current?.stop()
    },
  }
}
