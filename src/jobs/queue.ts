import { messageOf } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import { Lanes } from '../queue/lanes.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { Claim, ClaimTerms } from '../queue/queue-rules.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import type { Database } from '../store/database.ts'
import { claimJobs, type Job, RELEASE_JOBS } from '../store/jobs/claim.ts'
import { insertJob, settleJob } from '../store/jobs/jobs.ts'
import { release } from '../store/lease.ts'
import { nextMultiple, nextRunOf } from './next-run.ts'

/** Jobs of one queue at the same time in this process. */
const AT_ONCE = 4
/** The lanes are the limit. */
const NO_LIMITS = { rows: Infinity, bytes: Infinity, claimRows: Infinity }
const STOP_WITHIN_MS = 10_000
/** The key of a queue's periodic job; one that is sent has another. */
const PERIODIC = 'periodic'

export interface Queue<T extends object> {
  readonly name: string
  /** How long a job takes at the most: after that, another process may start it again. */
  readonly leaseMs: number
  /** One job of the queue, with no data, runs at each multiple of this time; absent: only jobs that are sent. */
  readonly everyMs?: number
  /** Must stand to run again for the same job: after it failed, or when its process was killed. */
  handle(data: T): Promise<void>
}

/** Work that is done at its time by one process of all, with its jobs in the store. */
export interface Jobs {
  readonly queue: Pick<LeasedQueue<Job>, 'takeOver' | 'drop'>
  /** Jobs are due. */
  wake(): void
  /** Stores a job unless one of that key waits or runs already. Says whether it did. */
  send(queue: string, data: object, key: string): Promise<boolean>
  /** Waits for jobs under way, bounded. */
  stop(): Promise<void>
}

interface JobsDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly runtime: QueueRuntime
  readonly log: Logger
}

/** Runs the jobs of these queues as they become due. */
export function startJobs(deps: JobsDependencies, queues: readonly Queue<never>[]): Jobs {
  const { database, workspaceId, log } = deps
  const { clock, owner } = deps.runtime
  const lanes = new Lanes<Job>({ laneOf: (job) => job.queue, concurrency: AT_ONCE, waiting: AT_ONCE })
  const queueOf = (name: string): Queue<never> => {
    const found = queues.find((each) => each.name === name)
    if (!found) throw new Error(`there is no queue ${name}`)
    return found
  }
  const insert = (queue: string, data: object, key: string, dueAt: number) =>
    insertJob(database, workspaceId, { id: newUuid(), queue, key, data, dueAt: new Date(dueAt) })

  let planned = false
  const plan = async () => {
    for (const { name, everyMs } of queues)
      if (everyMs !== undefined) await insert(name, {}, PERIODIC, nextMultiple(clock.now(), everyMs))
    planned = true
  }

  const claim = async ({ now, until }: ClaimTerms): Promise<Claim<Job>> => {
    if (!planned) await plan()
    for (const { name } of queues) lanes.due(name)
    const requests = lanes.takeHungry(queues.length).map((queue) => {
      return { queue, limit: lanes.freeOf(queue), until: new Date(until(queueOf(queue).leaseMs)) }
    })
    if (requests.length === 0) return { jobs: [], more: false }
    const jobs = await claimJobs(database, workspaceId, { owner, now: new Date(now) }, requests)
    for (const job of jobs) lanes.due(job.queue)
    return { jobs, more: false }
  }

  const work = async (job: Job) => {
    const from = queueOf(job.queue)
    const error = await from.handle(job.data as never).then(() => undefined, messageOf)
    const everyMs = job.key === PERIODIC ? from.everyMs : undefined
    const next = nextRunOf(job, error === undefined ? 'done' : 'failed', everyMs, clock.now())
    if (error !== undefined) log.warn({ job: job.id, of: from.name, error, next: next?.dueAt }, 'a job failed')
    await settleJob(database, workspaceId, { id: job.id, owner }, next)
    queue.settle([job.id])
  }

  const queue: LeasedQueue<Job> = new LeasedQueue<Job>(
    deps.runtime,
    lanes,
    {
      name: 'jobs',
      limits: NO_LIMITS,
      stopWithinMs: STOP_WITHIN_MS,
      cutOff: 'give back',
      idOf: (job) => job.id,
      bytesOf: () => 0,
      leaseMs: (job) => queueOf(job.queue).leaseMs,
      claim,
      work: async (batch) => void (await Promise.all(batch.map(({ job }) => work(job)))),
      release: (what) => release(database, RELEASE_JOBS, workspaceId, what, { owner, now: clock.now() }),
    },
    log,
  )
  queue.start()

  return {
    queue,
    wake: () => queue.wake(),
    async send(name, data, key) {
      const sent = await insert(name, data, key, clock.now())
      if (sent) queue.wake()
      return sent
    },
    stop: () => queue.stop(),
  }
}
