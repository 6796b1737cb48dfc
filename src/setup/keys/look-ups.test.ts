import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createLookUps } from './look-ups.ts'

const hashOf = (text: string | number) => createHash('sha256').update(String(text)).digest()

/** Look-ups whose queries wait until they are let go. */
function setUp() {
  const queries: { count: number; answer(): void; fail(): void }[] = []
  const look = createLookUps<{ hash: Buffer }>(
    (hashes) =>
      new Promise((resolve, reject) => {
        queries.push({
          count: hashes.length,
          answer: () => resolve(hashes.filter((hash) => !hash.equals(hashOf('unknown'))).map((hash) => ({ hash }))),
          fail: () => reject(new Error('away')),
        })
      }),
    (row) => row.hash,
  )
  return { look, queries, settle: () => new Promise((resolve) => setImmediate(resolve)) }
}

it('asks two queries at a time, with all that waits', async () => {
  const { look, queries, settle } = setUp()
  const asks = Array.from({ length: 600 }, (_, index) => look(hashOf(index)))
  const unknown = look(hashOf('unknown'))
  expect(queries.map(({ count }) => count)).toEqual([1, 1])
  queries[1]?.answer()
  await settle()
  queries[2]?.answer()
  await settle()
  // The first still hangs; nobody else waits for it.
  expect(queries.map(({ count }) => count)).toEqual([1, 1, 500, 99])
  queries[3]?.answer()
  expect(await unknown).toBeUndefined()
  queries[0]?.answer()
  expect((await Promise.all(asks)).map((row) => row?.hash)).toEqual(asks.map((_, index) => hashOf(index)))
  const again = look(hashOf('again'))
  queries[4]?.answer()
  expect((await again)?.hash).toEqual(hashOf('again'))
})

it('fails those that asked, and goes on', async () => {
  const { look, queries, settle } = setUp()
  const first = expect(look(hashOf(1))).rejects.toThrow('away')
  queries[0]?.fail()
  await first
  await settle()
  const second = look(hashOf(1))
  queries[1]?.answer()
  expect((await second)?.hash).toEqual(hashOf(1))
})

it('lets only so many wait', async () => {
  const { look, queries } = setUp()
  const asks = Array.from({ length: 10_002 }, (_, index) => look(hashOf(index)))
  await expect(look(hashOf('one more'))).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 })
  for (let index = 0; index < 25; index++) {
    queries[index]?.answer()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect((await Promise.all(asks)).every((row) => row !== undefined)).toBe(true)
})
