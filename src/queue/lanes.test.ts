import { expect, it } from 'vitest'
import { Lanes } from './lanes.ts'
import type { Leased } from './schedule.ts'

interface Job {
  readonly lane: string
  readonly n: number
}

const job = (lane: string, n: number): Leased<Job> => ({
  id: `${lane}${n}`,
  job: { lane, n },
  bytes: 1,
  leasedUntil: 1e6,
})
const setUp = (perSecond?: (lane: string) => number | undefined) =>
  new Lanes<Job>({ laneOf: ({ lane }) => lane, concurrency: 2, waiting: 4, perSecond })
/** All that may start now. */
const start = (lanes: Lanes<Job>, now = 0) => {
  const started: Leased<Job>[] = []
  for (let batch = lanes.next(now); batch; batch = lanes.next(now)) started.push(...batch)
  return started
}
const ids = (items: readonly Leased<Job>[]) => items.map(({ id }) => id)

it('starts so many of each lane, in their order, and no lane waits for another', () => {
  const lanes = setUp()
  for (const n of [1, 2, 3]) lanes.add(job('a', n))
  lanes.add(job('b', 1))
  expect(ids(start(lanes))).toEqual(['a1', 'b1', 'a2'])
  lanes.free([job('a', 1)])
  expect(ids(start(lanes))).toEqual(['a3'])
})

it('keeps to the rate of a lane and says when it may go on', () => {
  const lanes = setUp((lane) => (lane === 'slow' ? 10 : undefined))
  for (const n of [1, 2]) lanes.add(job('slow', n))
  lanes.add(job('fast', 1))
  expect(ids(start(lanes, 1000))).toEqual(['slow1', 'fast1'])
  expect(lanes.waitMs(1000)).toBe(100)
  expect(ids(start(lanes, 1099))).toEqual([])
  expect(ids(start(lanes, 1100))).toEqual(['slow2'])
  expect(lanes.waitMs(1100)).toBeUndefined()
})

it('serves lanes that may have due rows in turn, as many as have room', () => {
  const lanes = setUp()
  for (const lane of ['a', 'b', 'c']) lanes.due(lane)
  expect(lanes.takeHungry(2)).toEqual(['a', 'b'])
  lanes.due('a')
  expect(lanes.takeHungry(2, (lane) => lane !== 'c')).toEqual(['a'])
  lanes.due('a')
  expect(lanes.takeHungry(2)).toEqual(['c', 'a'])
  expect(lanes.hungry()).toBe(false)
  lanes.add(job('a', 1))
  lanes.add(job('a', 2))
  lanes.due('a')
  expect(lanes.hungry()).toBe(false)
  lanes.free(start(lanes).slice(0, 1))
  expect(lanes.takeHungry(2)).toEqual(['a'])
  expect(lanes.freeOf('a')).toBe(1)
})

it('gives back the place of a lane that was removed while it was reserved, and no place of another', () => {
  const lanes = setUp()
  const free = lanes.reserve('gone', 4)
  expect(lanes.reserve('gone', 1)).toBeUndefined()
  lanes.keep(new Set())
  free?.()
  expect(lanes.reserve('gone', 5)).toBeUndefined()
  expect(lanes.reserve('gone', 4)).toBeDefined()
})

it('keeps count of what is under way in a lane that was removed and came back', () => {
  const lanes = setUp()
  for (const n of [1, 2, 3]) lanes.add(job('a', n))
  const started = start(lanes)
  expect(ids(lanes.keep(new Set()))).toEqual(['a3'])
  lanes.add(job('a', 4))
  expect(start(lanes)).toEqual([])
  lanes.free(started.slice(0, 1))
  expect(ids(start(lanes))).toEqual(['a4'])
})

it('starts what was put back before the others', () => {
  const lanes = setUp()
  for (const n of [1, 2, 3]) lanes.add(job('a', n))
  const [first, second] = start(lanes)
  if (!first || !second) throw new Error('two were to start')
  for (const started of [first, second]) lanes.free([started])
  lanes.putBack([first])
  expect(ids(start(lanes))).toEqual(['a1', 'a3'])
})

it('starts full batches at once, and one that is not full when its first job has waited long enough', () => {
  const lanes = new Lanes<Job>({
    laneOf: ({ lane }) => lane,
    concurrency: 2,
    waiting: 10,
    batchOf: (lane) => (lane === 'a' ? { max: 3, waitMs: 50 } : undefined),
  })
  for (const n of [1, 2, 3, 4]) lanes.add(job('a', n))
  lanes.add(job('b', 1))
  const batches = (now: number) => {
    const started: (readonly Leased<Job>[])[] = []
    for (let batch = lanes.next(now); batch; batch = lanes.next(now)) started.push(batch)
    return started
  }
  const full = batches(1000)
  expect(full.map(ids)).toEqual([['a1', 'a2', 'a3'], ['b1']])
  expect(lanes.waitMs(1000)).toBe(50)
  lanes.add(job('a', 5))
  expect(batches(1049)).toEqual([])
  expect(batches(1050).map(ids)).toEqual([['a4', 'a5']])
  // Two batches are under way: no third one, however many wait.
  for (const n of [6, 7, 8]) lanes.add(job('a', n))
  expect(batches(2000)).toEqual([])
  lanes.free(full[0] ?? [])
  lanes.putBack(full[0] ?? [])
  expect(batches(2000).map(ids)).toEqual([['a1', 'a2', 'a3']])
})

it('counts each job of a batch against the rate of its lane', () => {
  const lanes = new Lanes<Job>({
    laneOf: ({ lane }) => lane,
    concurrency: 2,
    waiting: 10,
    perSecond: () => 10,
    batchOf: () => ({ max: 3, waitMs: 0 }),
  })
  for (const n of [1, 2, 3, 4]) lanes.add(job('a', n))
  expect(ids(lanes.next(1000) ?? [])).toEqual(['a1', 'a2', 'a3'])
  expect(lanes.next(1299)).toBeUndefined()
  expect(ids(lanes.next(1300) ?? [])).toEqual(['a4'])
})
