import { messageOf } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import type { Logger } from '../log.ts'
import { Lanes } from '../queue/lanes.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { Claim, ClaimTerms } from '../queue/queue-rules.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import { Turns } from '../queue/turns.ts'
import type { Database } from '../store/database.ts'
import { claimJobs, type Job, RELEASE_JOBS } from '../store/jobs/claim.ts'
import { insertJob, settleJob } from '../store/jobs/jobs.ts'
import { release } from '../store/lease.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
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
  /** In each workspace one job, with no data, runs at each multiple of this time; absent: only jobs that are sent. */
  readonly everyMs?: number
  /** Must stand to run again for the same job: after it failed, or when its process was killed. */
  handle(workspaceId: string, data: T): Promise<void>
}

/** Work that is done at its time by one process of all, with its jobs in the store. */
export interface Jobs {
  readonly queue: Pick<LeasedQueue<Job>, 'takeOver' | 'drop'>
  /** Jobs are due: of these workspaces, or of any. */
  wake(workspaceIds?: Iterable<string>): void
  /** Stores a job unless one of that key waits or runs already. Says whether it did. */
  send(workspaceId: string, queue: string, data: object, key: string): Promise<boolean>
  /** Waits for jobs under way, bounded. */
  stop(): Promise<void>
}

interface JobsDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly runtime: QueueRuntime
  readonly log: Logger
}

/** Runs the jobs of these queues as they become due. */
export function startJobs(deps: JobsDependencies, queues: readonly Queue<never>[]): Jobs {
  const { database, workspaces, log } = deps
  const { clock, owner } = deps.runtime
  const lanes = new Lanes<Job>({ laneOf: (job) => job.queue, concurrency: AT_ONCE, waiting: AT_ONCE })
  const queueOf = (name: string) => named(queues, name)
  const turns = new Turns(workspaces.all)
  const wake = turns.wakes(() => queue)
  const insert = (workspaceId: string, queue: string, data: object, key: string, dueAt: number) =>
    insertJob(database, workspaceId, { id: newUuid(), queue, key, data, dueAt: new Date(dueAt) })

  const planned = new Set<string>()
  const plan = async (workspaceId: string) => {
    for (const { name, everyMs } of queues)
      if (everyMs !== undefined) await insert(workspaceId, name, {}, PERIODIC, nextMultiple(clock.now(), everyMs))
    planned.add(workspaceId)
  }

  const claim = async ({ now, until }: ClaimTerms): Promise<Claim<Job>> => {
    for (const { name } of queues) lanes.due(name)
    const requests = lanes.takeHungry(queues.length).map((queue) => {
      return { queue, limit: lanes.freeOf(queue), until: new Date(until(queueOf(queue).leaseMs)) }
    })
    if (requests.length === 0) return { jobs: [], more: false }
    return await turns.claim(async (workspaceId) => {
      if (!planned.has(workspaceId)) await plan(workspaceId)
      const jobs = await claimJobs(database, workspaceId, { owner, now: new Date(now) }, requests)
      for (const job of jobs) lanes.due(job.queue)
      return { jobs, more: jobs.length > 0, waiting: requests.length < queues.length }
    })
  }

  const work = async (job: Job) => {
    const from = queueOf(job.queue)
    const error = await from.handle(job.workspaceId, job.data as never).then(() => undefined, messageOf)
    const everyMs = job.key === PERIODIC ? from.everyMs : undefined
    const next = nextRunOf(job, error === undefined ? 'done' : 'failed', everyMs, clock.now())
    if (error !== undefined) log.warn({ job: job.id, of: from.name, error, next: next?.dueAt }, 'a job failed')
    await settleJob(database, job.workspaceId, { id: job.id, owner }, next)
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
      onPoll: () => turns.due(),
      release(what) {
        turns.due()
        return release(database, RELEASE_JOBS, workspaces.all(), what, { owner, now: clock.now() })
      },
    },
    log,
  )
  queue.start()

  return {
    queue,
    wake,
    async send(workspaceId, name, data, key) {
      const sent = await insert(workspaceId, name, data, key, clock.now())
      if (sent) wake([workspaceId])
      return sent
    },
    stop: () => queue.stop(),
  }
}

function named(queues: readonly Queue<never>[], name: string): Queue<never> {
  const found = queues.find((each) => each.name === name)
  if (!found) throw new Error(`there is no queue ${name}`)
  return found
}
