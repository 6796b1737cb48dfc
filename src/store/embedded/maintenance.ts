import type { Logger } from '../../log.ts'
import type { Gate } from '../gate.ts'
import type { Engine } from './engine.ts'
import type { Supervisor } from './supervisor.ts'

const TICK_MS = 500
const SURVEY_MS = 5_000
const IDLE_MS = 2_000
const LONG_MS = 30 * 60_000
/** Log written since the last checkpoint at which one is due: bounds the log on disk and the time to recover. */
const CHECKPOINT_BYTES = 48 * 1024 * 1024
const IDLE_CHECKPOINT_BYTES = 1024 * 1024

export interface Maintenance {
  /** Stops, once a statement under way has ended. */
  stop(): Promise<void>
}

interface TableState {
  readonly name: string
  readonly dead: number
  readonly live: number
  readonly changed: number
  readonly pages: number
}

/**
 * Does what PostgreSQL's background processes do elsewhere, since a single-user process has none: checkpoints,
 * vacuum and statistics, on the same connection as everything else and preferably while it is idle.
 */
export function maintain(gate: Gate<Engine>, supervisor: Supervisor, log: Logger): Maintenance {
  let checkpointed = 0
  let engine: Engine | undefined
  let surveyed = 0
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let busy = false

  async function run(statement: string): Promise<Record<string, unknown>[]> {
    const lease = await gate.acquire('normal')
    const started = performance.now()
    try {
      supervisor.allow(LONG_MS)
      const { rows } = await lease.connection.client.query(statement)
      return rows
    } finally {
      supervisor.allow(undefined)
      lease.release()
      log.debug({ statement, ms: Math.round(performance.now() - started) }, 'store maintenance')
    }
  }

  async function checkpointIfDue(current: Engine, idle: boolean): Promise<void> {
    const written = current.walBytes() - checkpointed
    if (written < (idle ? IDLE_CHECKPOINT_BYTES : CHECKPOINT_BYTES)) return
    await run('checkpoint')
    checkpointed = current.walBytes()
  }

  async function vacuumIfDue(idle: boolean): Promise<void> {
    if (performance.now() - surveyed < SURVEY_MS) return
    surveyed = performance.now()
    for (const table of (await run(SURVEY)).map(tableState)) {
      if (stopped) return
      const statement = vacuumFor(table, idle)
      if (statement) await run(statement)
    }
  }

  async function tick(): Promise<void> {
    const current = supervisor.engine()
    if (!current) return
    if (current !== engine) {
      engine = current
      checkpointed = 0
    }
    const idle = gate.idleMs() > IDLE_MS
    await checkpointIfDue(current, idle)
    await vacuumIfDue(idle)
  }

  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = tick()
      .catch((error: unknown) => log.warn({ err: error }, 'store maintenance failed; it will be tried again'))
      .finally(() => {
        busy = false
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

const SURVEY = `
  select c.relname as name, s.n_dead_tup as dead, s.n_live_tup as live, s.n_mod_since_analyze as changed,
    c.relpages as pages
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where s.n_dead_tup > 0 or s.n_mod_since_analyze > 0`

function tableState(row: Record<string, unknown>): TableState {
  return {
    name: String(row.name),
    dead: Number(row.dead),
    live: Number(row.live),
    changed: Number(row.changed),
    pages: Number(row.pages),
  }
}

function vacuumFor(_table: TableState, _idle: boolean): string | undefined {
  return undefined
}
