import type { PgBoss } from 'pg-boss'
import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'

const SCHEMA = 'pgboss'
const START_AGAIN_MS = 15_000
const STOP_WITHIN_MS = 10_000
/** Jobs sent by the same process are taken at once; this is for those of others and of the clock. */
const POLL_SECONDS = 30

export interface QueueOptions {
  /** Jobs at the same time in this process; default 1. */
  readonly concurrency?: number
  /** Seconds until a job whose process died is taken for failed. */
  readonly expireInSeconds: number
  /** Five fields, UTC; absent: only when sent. */
  readonly cron?: string
}

export interface Queue<T extends object> {
  readonly name: string
  readonly options: QueueOptions
  handle(data: T): Promise<void>
}

/** Work that is done at its time, by one process of all, with its jobs in the store. */
export interface Jobs {
  /** Begins in the background: a store that is away must not keep the hub from starting. */
  start(): void
  /** Puts a job in line unless one with that key waits or runs already. Says whether it did. */
  send(queue: string, data: object, key: string): Promise<boolean>
  /** Resolves when the queues are there. */
  ready(): Promise<void>
  /** Waits for running jobs, bounded. */
  stop(): Promise<void>
}

/** Scheduled work by pg-boss on the store; nothing is done until `start`. */
export function createJobs(database: Database, queues: readonly Queue<never>[], log: Logger): Jobs {
  const workers = new Map<string, string>()
  const started = Promise.withResolvers<void>()
  started.promise.catch(() => undefined)
  let boss: PgBoss | undefined
  let timer: NodeJS.Timeout | undefined
  let starting: Promise<void> | undefined
  let stopping = false

  const start = async () => {
    const made = await openBoss(database, log)
    try {
      await made.start()
      for (const queue of queues) {
        workers.set(queue.name, await serve(made, queue, log))
      }
      boss = made
      started.resolve()
    } catch (error) {
      await made.stop({ graceful: false, close: false }).catch(() => undefined)
      throw error
    }
  }
  const startUntilItWorks = () => {
    if (stopping) return
    starting = start().catch((error) => {
      if (stopping) return
      log.warn({ error: messageOf(error) }, 'scheduled work could not be started; trying again')
      timer = setTimeout(startUntilItWorks, START_AGAIN_MS)
      timer.unref()
    })
  }

  return {
    start: startUntilItWorks,
    async send(queue, data, key) {
      await started.promise
      const id = await boss?.send(queue, data, { singletonKey: key })
      const worker = workers.get(queue)
      if (id && worker) boss?.notifyWorker(worker)
      return typeof id === 'string'
    },
    ready: () => started.promise,
    async stop() {
      stopping = true
      clearTimeout(timer)
      await starting
      started.reject(new Error('scheduled work was stopped'))
      await boss?.stop({ graceful: true, close: false, timeout: STOP_WITHIN_MS })
    },
  }
}

async function openBoss(database: Database, log: Logger): Promise<PgBoss> {
  // Loaded where it is used: not every process schedules.
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: { executeSql: (text, values = []) => database.raw(text, values) },
    backend: await backendOf(database),
    schema: SCHEMA,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 60,
    maintenanceIntervalSeconds: 3600,
    bamIntervalSeconds: 3600,
    flowIntervalSeconds: 3600,
    cronMonitorIntervalSeconds: 45,
    cronWorkerIntervalSeconds: 45,
    clockMonitorIntervalSeconds: 600,
  })
  boss.on('error', (error) => log.debug({ error: messageOf(error) }, 'scheduled work met an error; it goes on'))
  boss.on('warning', (warning) => log.debug({ warning: warning.message }, 'scheduled work'))
  return boss
}

async function backendOf(database: Database): Promise<'postgres' | 'yugabytedb' | 'cockroachdb'> {
  const { rows } = await database.raw('select version() as version', [])
  const version = String(rows[0]?.version)
  if (/-YB-/.test(version)) return 'yugabytedb'
  return /CockroachDB/.test(version) ? 'cockroachdb' : 'postgres'
}

async function serve(boss: PgBoss, queue: Queue<never>, log: Logger): Promise<string> {
  const { concurrency = 1, expireInSeconds, cron } = queue.options
  await boss.createQueue(queue.name, {
    policy: 'exclusive',
    // The rows that the work is about know when it is due again.
    retryLimit: 0,
    expireInSeconds,
    deleteAfterSeconds: 3600,
    retentionSeconds: 3600,
  })
  if (cron) await boss.schedule(queue.name, cron, {}, { singletonKey: 'scheduled' })
  const options = { pollingIntervalSeconds: POLL_SECONDS, localConcurrency: concurrency }
  return await boss.work<never>(queue.name, options, async (jobs) => {
    for (const job of jobs) {
      try {
        await queue.handle(job.data)
      } catch (error) {
        log.warn({ queue: queue.name, job: job.id, error: messageOf(error) }, 'a scheduled job failed')
        throw error
      }
    }
  })
}
