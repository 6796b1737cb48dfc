import { expect, it } from 'vitest'
import { describeStore, silent } from '../../test/support/databases.ts'
import { createJobs, type Jobs, type Queue } from './boss.ts'

describeStore('scheduled work', (store) => {
  const queueOf = (name: string, handle: (data: { n: number }) => Promise<void>): Queue<never> => {
    const queue: Queue<{ n: number }> = { name, options: { expireInSeconds: 60 }, handle }
    return queue
  }
  const running = async (queues: Queue<never>[], test: (jobs: Jobs) => Promise<void>) => {
    const jobs = createJobs(store.database(), queues, silent)
    jobs.start()
    try {
      await test(jobs)
    } finally {
      await jobs.stop()
    }
  }

  it('is done at once by the process that sent it', async () => {
    const done = Promise.withResolvers<number>()
    await running([queueOf('once', async ({ n }) => done.resolve(n))], async (jobs) => {
      const started = performance.now()
      expect(await jobs.send('once', { n: 7 }, 'key')).toBe(true)
      expect(await done.promise).toBe(7)
      expect(performance.now() - started).toBeLessThan(5000)
    })
  })

  it('is in line once for each key', async () => {
    const blocked = Promise.withResolvers<void>()
    const seen: number[] = []
    const queue = queueOf('keys', async ({ n }) => {
      seen.push(n)
      await blocked.promise
    })
    await running([queue], async (jobs) => {
      expect(await jobs.send('keys', { n: 1 }, 'a')).toBe(true)
      expect(await jobs.send('keys', { n: 2 }, 'a')).toBe(false)
      expect(await jobs.send('keys', { n: 3 }, 'b')).toBe(true)
      blocked.resolve()
    })
    expect(seen).toContain(1)
    expect(seen).not.toContain(2)
  })

  it('goes on after a job that fails', async () => {
    const done = Promise.withResolvers<void>()
    const queue = queueOf('faulty', async ({ n }) => {
      if (n === 1) throw new Error('no')
      done.resolve()
    })
    await running([queue], async (jobs) => {
      await jobs.send('faulty', { n: 1 }, 'first')
      await jobs.send('faulty', { n: 2 }, 'second')
      await done.promise
    })
  })
})
