import type { Logger } from '../../log.ts'
import { StoreUnavailableError } from '../errors.ts'
import type { Gate } from '../gate.ts'
import type { Engine } from './engine.ts'

const FIRST_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 5_000
const WATCH_MS = 500

export interface Supervisor {
  engine(): Engine | undefined
  /** Allows the statement under way to run this long before the thread counts as stuck; undefined: the default. */
  allow(ms: number | undefined): void
  /** Stops watching and restarting; the engine stays as it is. */
  stop(): void
}

interface SupervisorOptions {
  readonly gate: Gate<Engine>
  readonly log: Logger
  readonly stuckAfterMs: number
  /** Starts a fresh engine, recovering what the last one left. */
  start(): Promise<Engine>
}

/** Keeps the database thread running: when it dies or hangs, shuts the gate and starts another, with backoff. */
export function supervise(first: Engine, options: SupervisorOptions): Supervisor {
  const { gate, log } = options
  let current: Engine | undefined
  let stopped = false
  let allowedMs = options.stuckAfterMs
  let backoffMs = FIRST_BACKOFF_MS
  let retry: NodeJS.Timeout | undefined

  function adopt(engine: Engine): void {
    current = engine
    gate.open(engine)
    engine.ended.then((reason) => {
      current = undefined
      if (stopped) return
      log.error({ reason }, 'the embedded database stopped; restarting it')
      gate.shut(new StoreUnavailableError('away', `The embedded database is restarting: ${reason}`))
      again()
    })
  }

  function again(): void {
    retry = setTimeout(restart, backoffMs)
    backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)
  }

  async function restart(): Promise<void> {
    try {
      const engine = await options.start()
      if (stopped) return void engine.kill('the hub is stopping')
      log.info('the embedded database is back')
      adopt(engine)
    } catch (error) {
      if (stopped) return
      log.error({ err: error }, 'the embedded database does not start; trying again')
      again()
    }
  }

  const watch = setInterval(() => {
    if (!current) return
    const busyMs = current.busyMs()
    if (busyMs > allowedMs) {
      gate.shut(new StoreUnavailableError('away', 'The embedded database is stuck.'))
      void current.kill(`a statement ran for ${Math.round(busyMs)} ms`)
    } else if (current.served()) backoffMs = FIRST_BACKOFF_MS
  }, WATCH_MS)
  watch.unref()

  adopt(first)
  return {
    engine: () => current,
    allow(ms) {
      allowedMs = ms ?? options.stuckAfterMs
    },
    stop() {
      stopped = true
      clearInterval(watch)
      clearTimeout(retry)
    },
  }
}
