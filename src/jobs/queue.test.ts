import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeStore, silent } from '../../test/support/databases.ts'
import { createManualClock, type ManualClock } from '../../test/support/manual-clock.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { workspacesOf } from '../../test/support/workspaces.ts'
import { newUuid } from '../events/ids.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import { type Jobs, type Queue, startJobs } from './queue.ts'

const MINUTE = 60_000

describeStore('jobs', (store) => {
  const workspaceId = newUuid()
  const running = new Set<Jobs>()
  let clock: ManualClock

  beforeEach(async () => {
    await store.database().db.deleteFrom('jobs').execute()
    clock = createManualClock()
  })
  afterEach(async () => {
    await Promise.all([...running].map((jobs) => jobs.stop()))
    running.clear()
  })

  /** The jobs part of one process. */
  const start = (queues: Queue<never>[], runtime: Partial<QueueRuntime> = {}): Jobs => {
    const deps = { database: store.database(), workspaces: workspacesOf(workspaceId), log: silent }
    const jobs = startJobs({ ...deps, runtime: testRuntime({ clock, ...runtime }) }, queues)
    running.add(jobs)
    return jobs
  }
  const queueOf = (
    handle: (data: { n: number }) => Promise<void>,
    options: Partial<Queue<{ n: number }>> = {},
  ): Queue<never>[] => [{ name: 'test', leaseMs: MINUTE, handle: (_workspaceId, data) => handle(data), ...options }]
  const rows = () => store.database().db.selectFrom('jobs').selectAll().orderBy('id').execute()
  const untilRows = (check: (found: Awaited<ReturnType<typeof rows>>) => boolean) =>
    expect.poll(async () => check(await rows()), { timeout: 10_000 }).toBe(true)

  it('runs a job at once, and deletes it when it is done', async () => {
    const seen: number[] = []
    const jobs = start(queueOf(async ({ n }) => void seen.push(n)))
    expect(await jobs.send(workspaceId, 'test', { n: 7 }, 'a')).toBe(true)
    await untilRows((found) => found.length === 0)
    expect(seen).toEqual([7])
  })

  it('has one job of a key at a time, and takes the key again when that is done', async () => {
    const seen: number[] = []
    const first = Promise.withResolvers<void>()
    const jobs = start(
      queueOf(async ({ n }) => {
        seen.push(n)
        await first.promise
      }),
    )
    expect(await jobs.send(workspaceId, 'test', { n: 1 }, 'a')).toBe(true)
    await expect.poll(() => seen).toEqual([1])
    expect(await jobs.send(workspaceId, 'test', { n: 2 }, 'a')).toBe(false)
    expect(await jobs.send(workspaceId, 'test', { n: 3 }, 'b')).toBe(true)
    first.resolve()
    await untilRows((found) => found.length === 0)
    expect(await jobs.send(workspaceId, 'test', { n: 4 }, 'a')).toBe(true)
    await untilRows((found) => found.length === 0)
    expect(seen).toEqual([1, 3, 4])
  })

  it('runs each job in one of two processes', async () => {
    const seen: number[] = []
    const queue = queueOf(async ({ n }) => {
      seen.push(n)
      await new Promise((resolve) => setTimeout(resolve, 5))
    })
    const processes = [start(queue), start(queue)]
    const numbers = Array.from({ length: 30 }, (_, n) => n)
    await Promise.all(numbers.map((n) => processes[n % 2]?.send(workspaceId, 'test', { n }, `key ${n}`)))
    for (const jobs of processes) jobs.wake()
    await untilRows((found) => found.length === 0)
    expect(seen.toSorted((a, b) => a - b)).toEqual(numbers)
  })

  it('runs no more than four jobs of a queue at the same time, and those of other queues beside them', async () => {
    const end = Promise.withResolvers<void>()
    let underWay = 0
    let others = 0
    const slow = async () => {
      underWay++
      await end.promise
    }
    const jobs = start([
      { name: 'slow', leaseMs: MINUTE, handle: slow },
      { name: 'other', leaseMs: MINUTE, handle: async () => void others++ },
    ])
    for (let n = 0; n < 6; n++) await jobs.send(workspaceId, 'slow', {}, `key ${n}`)
    await expect.poll(() => underWay).toBe(4)
    await jobs.send(workspaceId, 'other', {}, 'a')
    await expect.poll(() => others).toBe(1)
    expect(underWay).toBe(4)
    end.resolve()
    await untilRows((found) => found.length === 0)
    expect(underWay).toBe(6)
  })

  it('runs a job that failed again after a back-off', async () => {
    let runs = 0
    const jobs = start(
      queueOf(async () => {
        if (++runs === 1) throw new Error('no')
      }),
    )
    await jobs.send(workspaceId, 'test', { n: 1 }, 'a')
    await untilRows(([job]) => job?.attempts === 1 && job.owner === null)
    await clock.advance(4_000)
    jobs.wake()
    await jobs.send(workspaceId, 'test', { n: 2 }, 'b')
    await untilRows((found) => found.length === 1)
    expect(runs).toBe(2)
    await clock.advance(1_000)
    await untilRows((found) => found.length === 0)
    expect(runs).toBe(3)
  })

  it('gives up a job that always fails', async () => {
    let runs = 0
    const fail = async () => {
      runs++
      throw new Error('no')
    }
    const jobs = start(queueOf(fail, { leaseMs: 60 * MINUTE }))
    await jobs.send(workspaceId, 'test', { n: 1 }, 'a')
    const left = async () => {
      await clock.advance(MINUTE)
      return (await rows()).length
    }
    await expect.poll(left, { timeout: 20_000 }).toBe(0)
    expect(runs).toBe(5)
  })

  it('takes over a job of a process that was killed, long before its lease ends', async () => {
    const killed = newUuid()
    const taken: number[] = []
    start(
      queueOf(() => new Promise(() => undefined)),
      { owner: killed },
    )
    const left = [...running]
    running.clear()
    await left[0]?.send(workspaceId, 'test', { n: 1 }, 'a')
    await untilRows(([job]) => job?.owner === killed)
    const jobs = start(queueOf(async ({ n }) => void taken.push(n)))
    jobs.wake()
    await jobs.send(workspaceId, 'test', { n: 2 }, 'b')
    await untilRows((found) => found.length === 1)
    expect(taken).toEqual([2])
    jobs.queue.takeOver([killed])
    await untilRows((found) => found.length === 0)
    expect(taken).toEqual([2, 1])
  })

  it('runs a periodic job at its times, once among two processes, also after a restart', async () => {
    let runs = 0
    const queue = queueOf(async () => void runs++, { everyMs: MINUTE })
    const processes = [start(queue), start(queue)]
    const nextRun = async () => (await rows())[0]?.due_at.getTime()
    const from = clock.now()
    await expect.poll(nextRun).toBe(from + MINUTE)
    await clock.advance(MINUTE - 1000)
    expect(runs).toBe(0)
    await clock.advance(1000)
    await expect.poll(nextRun).toBe(from + 2 * MINUTE)
    expect(runs).toBe(1)

    await Promise.all(processes.map((jobs) => jobs.stop()))
    await clock.advance(5 * MINUTE)
    start(queue)
    await expect.poll(nextRun).toBe(from + 7 * MINUTE)
    expect(runs).toBe(2)
    expect(await rows()).toHaveLength(1)
  })

  it('runs a job that was sent once, also in a queue with a periodic job', async () => {
    let runs = 0
    const jobs = start(queueOf(async () => void runs++, { everyMs: MINUTE }))
    await jobs.send(workspaceId, 'test', {}, 'a')
    await untilRows((found) => found.length === 1 && found[0]?.key === 'periodic')
    expect(runs).toBe(1)
    expect(await jobs.send(workspaceId, 'test', {}, 'a')).toBe(true)
  })

  it('lets a job under way end when it stops', async () => {
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const jobs = start(
      queueOf(async () => {
        begun.resolve()
        await end.promise
      }),
    )
    await jobs.send(workspaceId, 'test', { n: 1 }, 'a')
    await begun.promise
    const stopped = jobs.stop()
    end.resolve()
    await stopped
    expect(await rows()).toEqual([])
  })
})
