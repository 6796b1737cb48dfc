import type { Logger } from '../../log.ts'
import type { Gate } from '../gate.ts'
import type { Engine } from './engine.ts'
import { presync } from './presync.ts'
import type { Supervisor } from './supervisor.ts'
import { DATABASE_AGE, mustFreeze, SURVEY, type TableState, upkeepOf } from './upkeep.ts'

const TICK_MS = 250
const SURVEY_MS = 5_000
const IDLE_MS = 1_000
const LONG_MS = 30 * 60_000
/** Log written since the last checkpoint at which one is due: bounds the log on disk and the time to recover. */
const CHECKPOINT_BYTES = 48 * 1024 * 1024
const IDLE_CHECKPOINT_BYTES = 4 * 1024 * 1024
const MTIME_SLACK_MS = 5_000
// A commit that waits for the disk also takes along the commits before it that did not.
const FLUSH = "select pg_logical_emit_message(true, 'hubbub', '')"

export interface Maintenance {
  /** Stops, once a statement under way has ended. */
  stop(): Promise<void>
}

interface MaintenanceOptions {
  readonly directory: string
  readonly gate: Gate<Engine>
  readonly supervisor: Supervisor
  readonly log: Logger
}

/**
 * Does what PostgreSQL's background processes do elsewhere, since a single-user process has none: flushes,
 * checkpoints, vacuum and statistics, on the same connection as everything else and preferably in a pause.
 */
export function maintain({ directory, gate, supervisor, log }: MaintenanceOptions): Maintenance {
  let engine: Engine | undefined
  let checkpoint = { bytes: 0, at: Date.now() }
  let surveyedAt = 0
  let flushedAt = 0
  let stopped = false
  let running: Promise<void> | undefined

  async function run<Row>(statement: string): Promise<Row[]> {
    const lease = await gate.acquire('normal')
    const started = performance.now()
    try {
      supervisor.allow(LONG_MS)
      const { rows } = await lease.connection.client.query(statement)
      return rows
    } finally {
      supervisor.allow(undefined)
      lease.release(false)
      const ms = Math.round(performance.now() - started)
      if (ms > 20) log.debug({ statement, ms }, 'store maintenance')
    }
  }

  async function checkpointIfDue(current: Engine, idle: boolean): Promise<void> {
    if (current.walBytes() - checkpoint.bytes < (idle ? IDLE_CHECKPOINT_BYTES : CHECKPOINT_BYTES)) return
    const at = Date.now()
    try {
      await presync(directory, checkpoint.at - MTIME_SLACK_MS)
    } catch (error) {
      // The kernel reports a lost write once: PostgreSQL would not hear of it, so it recovers from its log.
      await current.kill(`data files cannot be synced: ${String(error)}`)
      return
    }
    await run('checkpoint')
    checkpoint = { bytes: current.walBytes(), at }
  }

  async function surveyIfDue(idleMs: number): Promise<void> {
    if (performance.now() - surveyedAt < SURVEY_MS) return
    surveyedAt = performance.now()
    for (const table of await run<TableState>(SURVEY)) {
      if (stopped) return
      const statement = upkeepOf(table, idleMs)
      if (statement) await run(statement)
    }
    const [oldest] = await run<{ age: number }>(DATABASE_AGE)
    if (oldest && mustFreeze(oldest.age, idleMs > IDLE_MS)) await run('vacuum (freeze, truncate off)')
  }

  async function tick(current: Engine): Promise<void> {
    if (current !== engine) {
      engine = current
      checkpoint = { bytes: 0, at: checkpoint.at }
    }
    const idleMs = gate.idleMs()
    const idle = idleMs > IDLE_MS
    const lastUse = performance.now() - idleMs
    if (idle && lastUse > flushedAt) {
      await run(FLUSH)
      flushedAt = performance.now()
    }
    await checkpointIfDue(current, idle)
    await surveyIfDue(idleMs)
  }

  const timer = setInterval(() => {
    const current = supervisor.engine()
    if (running || !current) return
    running = tick(current)
      .catch((error: unknown) => log.warn({ err: error }, 'store maintenance failed; it will be tried again'))
      .finally(() => {
        running = undefined
      })
  }, TICK_MS)
  timer.unref()

  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
