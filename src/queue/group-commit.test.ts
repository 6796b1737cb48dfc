import { expect, it } from 'vitest'
import { createManualClock, turn } from '../../test/support/manual-clock.ts'
import { GroupCommit, type GroupCommitRules } from './group-commit.ts'

class Refusal extends Error {}

/** A group commit of numbers, whose statements wait until they are answered. */
function setUp(rules: Partial<GroupCommitRules<number>> = {}) {
  const clock = createManualClock()
  const statements: { items: readonly number[]; answer(): void; fail(error: Error): void }[] = []
  const alone: number[] = []
  const commit = new GroupCommit<number>(clock, {
    concurrency: 1,
    batch: { rows: 3, bytes: 100 },
    waiting: { rows: 6, bytes: 100 },
    start: 'after the turn',
    sizeOf: (bytes) => ({ rows: 1, bytes }),
    write: (items) => new Promise((resolve, reject) => void statements.push({ items, answer: resolve, fail: reject })),
    isRefusal: (error) => error instanceof Refusal,
    writeAlone: async (item) => void alone.push(item),
    onFailure: () => 'retry',
    ...rules,
  })
  return { clock, commit, statements, alone }
}

it('puts what comes while a statement runs into the next one', async () => {
  const { commit, statements } = setUp()
  for (const n of [1, 2]) commit.add(n)
  await turn()
  for (const n of [3, 4, 5, 6]) commit.add(n)
  await turn()
  expect(statements.map(({ items }) => items)).toEqual([[1, 2]])
  statements[0]?.answer()
  await turn()
  statements[1]?.answer()
  await turn()
  expect(statements.map(({ items }) => items)).toEqual([[1, 2], [3, 4, 5], [6]])
})

it('bounds a statement, and what waits, in rows and bytes; one item always fits', async () => {
  const { commit, statements } = setUp()
  expect(commit.hasRoom({ rows: 7, bytes: 500 })).toBe(true)
  commit.add(500)
  await turn()
  for (const n of [60, 50, 10]) commit.add(n)
  expect(commit.hasRoom({ rows: 1, bytes: 1 })).toBe(false)
  statements[0]?.answer()
  await turn()
  statements[1]?.answer()
  await turn()
  expect(statements.map(({ items }) => items)).toEqual([[500], [60], [50, 10]])
  expect(commit.hasRoom({ rows: 6, bytes: 100 })).toBe(true)
})

it('leaves out what nobody waits for any more', async () => {
  const { commit, statements } = setUp({ wanted: (n) => n > 1 })
  for (const n of [1, 2, 1, 3]) commit.add(n)
  await turn()
  expect(statements.map(({ items }) => items)).toEqual([[2, 3]])
})

it('backs off when the store fails, then tries the same again before the rest', async () => {
  const { clock, commit, statements } = setUp()
  for (const n of [1, 2]) commit.add(n)
  await turn()
  statements[0]?.fail(new Error('away'))
  await turn()
  commit.add(3)
  await clock.advance(99)
  expect(statements).toHaveLength(1)
  await clock.advance(1)
  expect(statements[1]?.items).toEqual([1, 2, 3])
  statements[1]?.fail(new Error('away'))
  await clock.advance(199)
  expect(statements).toHaveLength(2)
  await clock.advance(1)
  expect(statements).toHaveLength(3)
})

it('writes one by one when the store refuses a batch', async () => {
  const { commit, statements, alone } = setUp()
  for (const n of [1, 2, 3]) commit.add(n)
  await turn()
  statements[0]?.fail(new Refusal())
  await turn()
  expect(alone).toEqual([1, 2, 3])
})

it('retries those of a refused batch that the store did not get to', async () => {
  const written: number[] = []
  const { clock, commit, statements } = setUp({
    async writeAlone(item) {
      if (item === 2) throw new Error('away')
      written.push(item)
    },
  })
  for (const n of [1, 2, 3]) commit.add(n)
  await turn()
  statements[0]?.fail(new Refusal())
  await clock.advance(100)
  expect(written).toEqual([1])
  expect(statements[1]?.items).toEqual([2, 3])
})

it('drains when everything is written, or after a time', async () => {
  const { commit, statements } = setUp()
  await commit.drain(1)
  commit.add(1)
  await turn()
  await commit.drain(5)
  const drained = commit.drain(60_000)
  statements[0]?.answer()
  await drained
  expect(commit.waiting).toBe(0)
})
