import { expect, test } from 'vitest'
import type { Logger } from '../log.ts'
import { type Part, plan } from './plan.ts'

interface Given {
  readonly seen: string[]
}

/** A part that notes its start and its stop. */
function part(name: string, fails: { start?: boolean; stop?: boolean } = {}): Part<Given, object> {
  return {
    name,
    start({ seen }) {
      if (fails.start) throw new Error(`${name} does not start`)
      seen.push(`${name} started`)
      return {}
    },
    stop({ seen }) {
      if (fails.stop) throw new Error(`${name} does not stop`)
      seen.push(`${name} stopped`)
    },
  }
}

function logOf(warnings: unknown[]): Logger {
  return { warn: (fields: unknown) => warnings.push(fields) } as unknown as Logger
}

test('starts its parts in order and stops them in reverse, once', async () => {
  const seen: string[] = []
  const running = await plan<Given>()
    .with(part('store'))
    .with(part('stage'))
    .with(part('server'))
    .start({ seen }, logOf([]))
  expect(seen).toEqual(['store started', 'stage started', 'server started'])
  await running.stop()
  await running.stop()
  expect(seen.slice(3)).toEqual(['server stopped', 'stage stopped', 'store stopped'])
})

test('hands each part what the parts before it made', async () => {
  const store: Part<Given, { tables: number }> = { name: 'store', start: () => ({ tables: 3 }) }
  const stage: Part<{ tables: number }, { lanes: number }> = {
    name: 'stage',
    start: async ({ tables }) => ({ lanes: tables * 2 }),
  }
  const running = await plan<Given>().with(store).with(stage).start({ seen: [] }, logOf([]))
  expect(running.has).toEqual({ seen: [], tables: 3, lanes: 6 })
  // @ts-expect-error: nothing before it makes `tables`.
  plan<Given>().with(stage)
})

test('stops the parts before the one that fails to start, in reverse', async () => {
  const seen: string[] = []
  const broken = plan<Given>()
    .with(part('store'))
    .with(part('stage'))
    .with(part('server', { start: true }))
    .with(part('page'))
  await expect(broken.start({ seen }, logOf([]))).rejects.toThrow('server does not start')
  expect(seen).toEqual(['store started', 'stage started', 'stage stopped', 'store stopped'])
})

test('stops the other parts when one fails to stop, and the log names it', async () => {
  const seen: string[] = []
  const warnings: unknown[] = []
  const running = await plan<Given>()
    .with(part('store'))
    .with(part('stage', { stop: true }))
    .with(part('server'))
    .start({ seen }, logOf(warnings))
  await running.stop()
  expect(seen.slice(3)).toEqual(['server stopped', 'store stopped'])
  expect(warnings).toEqual([expect.objectContaining({ part: 'stage' })])
})

test('lists its parts by name', () => {
  expect(plan<Given>().with(part('store')).with(part('server')).names).toEqual(['store', 'server'])
})
