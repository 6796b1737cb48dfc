import { afterEach, expect, it } from 'vitest'
import { silent } from '../../test/support/databases.ts'
import { createManualClock, turn } from '../../test/support/manual-clock.ts'
import type { Release } from '../lib/lease.ts'
import { Batches } from './batches.ts'
import { LeasedQueue } from './leased-queue.ts'
import type { Claim, ClaimTerms, QueueRules } from './queue-rules.ts'

const LEASE_MS = 30_000

interface Row {
  readonly id: string
  leasedUntil: number
  owner: string | undefined
}

const queues: LeasedQueue<Row>[] = []
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop()
})

/** A queue on a table in memory, whose statements can be made to fail. */
function setUp({ rules = {}, pollMs = 1000 }: { rules?: Partial<QueueRules<Row>>; pollMs?: number } = {}) {
  const clock = createManualClock()
  const table = new Map<string, Row>()
  const state = { lapsed: false, failClaims: 0, loseClaims: 0, claims: 0, limit: 10, done: [] as string[] }
  const work: ((ids: readonly string[], signal: AbortSignal) => Promise<void>)[] = []
  const releases: Release[] = []

  const claim = async ({ now, until }: ClaimTerms): Promise<Claim<Row>> => {
    state.claims++
    if (state.failClaims-- > 0) throw new Error('the store is away')
    const due = [...table.values()].filter((row) => row.leasedUntil <= now).slice(0, state.limit)
    for (const row of due) Object.assign(row, { leasedUntil: until(LEASE_MS), owner: 'me' })
    if (state.loseClaims-- > 0) throw new Error('no answer came')
    return { jobs: due, more: due.length === state.limit }
  }
  const release = async (what: Release): Promise<number> => {
    releases.push(what)
    const rows = [...table.values()].filter((row) => {
      if (what.kind === 'ids') return what.ids.includes(row.id)
      if (what.except.includes(row.id)) return false
      if (what.kind === 'owners') return row.owner !== undefined && what.owners.includes(row.owner)
      return row.owner === 'me' && what.leasedUntil.includes(row.leasedUntil)
    })
    for (const row of rows) Object.assign(row, { leasedUntil: 0, owner: undefined })
    return rows.length
  }
  const queue: LeasedQueue<Row> = new LeasedQueue<Row>(
    { clock, owner: 'me', pollMs, lapsed: () => state.lapsed },
    new Batches({ size: 5, concurrency: 2 }),
    {
      name: 'test',
      limits: { rows: 100, bytes: 1000, claimRows: 20 },
      stopWithinMs: 50,
      cutOff: 'give back',
      idOf: (row) => row.id,
      bytesOf: () => 1,
      leaseMs: () => LEASE_MS,
      claim,
      release,
      async work(batch, signal) {
        const ids = batch.map(({ id }) => id)
        await work[0]?.(ids, signal)
        for (const id of ids) table.delete(id)
        state.done.push(...ids)
        queue.settle(ids)
      },
      ...rules,
    },
    silent,
  )
  queues.push(queue)
  const add = (count: number, from = 0, owner?: string, leasedUntil = 0) => {
    for (let n = from; n < from + count; n++) table.set(`${n}`, { id: `${n}`, leasedUntil, owner })
  }
  return { clock, table, state, work, releases, queue, add }
}

it('claims again while answers are full, and works on everything', async () => {
  const { queue, add, state, table } = setUp()
  add(35)
  queue.start()
  await turn()
  await turn()
  expect(state.done).toHaveLength(35)
  expect(table.size).toBe(0)
  expect(state.claims).toBe(4)
})

it('finds what became due by polling, and at once when it is woken', async () => {
  const { queue, add, state, clock } = setUp()
  queue.start()
  await turn()
  add(1)
  await clock.advance(999)
  expect(state.done).toEqual([])
  await clock.advance(1)
  expect(state.done).toEqual(['0'])
  add(1, 1)
  queue.wake()
  await turn()
  expect(state.done).toEqual(['0', '1'])
})

it('claims no more than it has room for, and goes on as work ends', async () => {
  const hold = Promise.withResolvers<void>()
  const { queue, add, state, table, work } = setUp()
  work[0] = () => hold.promise
  add(50)
  queue.start()
  await turn()
  expect(queue.figures).toMatchObject({ held: 20, underWay: 2 })
  expect([...table.values()].filter((row) => row.owner === 'me')).toHaveLength(20)
  hold.resolve()
  work.length = 0
  for (let round = 0; round < 10; round++) await turn()
  expect(state.done).toHaveLength(50)
})

it('backs off twice as long with each failed claim', async () => {
  const { queue, add, state, clock } = setUp({ pollMs: 60_000 })
  state.failClaims = 3
  add(1)
  queue.start()
  await clock.advance(99)
  expect(state.claims).toBe(1)
  await clock.advance(1)
  expect(state.claims).toBe(2)
  await clock.advance(199)
  expect(state.claims).toBe(2)
  await clock.advance(1 + 400)
  expect(state.claims).toBe(4)
  expect(state.done).toEqual(['0'])
})

it('tries work again, in order, after the store failed, but not what was settled', async () => {
  const { queue, add, state, clock, work } = setUp({ pollMs: 60_000 })
  const tried: (readonly string[])[] = []
  work[0] = async (ids) => {
    tried.push(ids)
    if (tried.length > 1) return
    queue.settle(ids.slice(0, 2))
    throw new Error('the store is away')
  }
  add(5)
  queue.start()
  await turn()
  expect(tried).toEqual([['0', '1', '2', '3', '4']])
  await clock.advance(100)
  expect(tried[1]).toEqual(['2', '3', '4'])
  expect(state.done).toEqual(['2', '3', '4'])
})

it('gives back the rows of a claim whose answer was lost, and works on them', async () => {
  const { queue, add, state, clock, releases } = setUp({ pollMs: 0 })
  state.loseClaims = 1
  add(3)
  queue.start()
  await turn()
  const lost = clock.now() + LEASE_MS
  await clock.advance(4900)
  expect(state.done).toEqual([])
  await clock.advance(200)
  expect(releases).toEqual([{ kind: 'leases', leasedUntil: [lost], except: [] }])
  expect(state.done).toEqual(['0', '1', '2'])
})

it('gives back the rows of a hand-over whose answer was lost, but not those that it holds', async () => {
  const { queue, add, state, clock, work, table } = setUp({ pollMs: 0 })
  const hold = Promise.withResolvers<void>()
  work[0] = () => hold.promise
  queue.start()
  const filled = queue.reserve(1, 1, LEASE_MS)
  const lost = queue.reserve(2, 2, LEASE_MS)
  add(3, 0, 'me', lost?.lease.until)
  const first = table.get('0')
  if (first) filled?.fill([first])
  lost?.unanswered()
  await clock.advance(5100)
  hold.resolve()
  await turn()
  expect(state.done).toEqual(['0', '1', '2'])
})

it('holds room for a reservation until it ends, in whichever way', async () => {
  const { queue } = setUp({ pollMs: 0 })
  const all = queue.reserve(100, 100, LEASE_MS)
  expect(queue.reserve(1, 1, LEASE_MS)).toBeUndefined()
  all?.[Symbol.dispose]()
  {
    using inScope = queue.reserve(100, 100, LEASE_MS)
    expect(inScope?.lease.until).toBeGreaterThan(0)
    expect(queue.reserve(1, 1, LEASE_MS)).toBeUndefined()
  }
  const again = queue.reserve(100, 100, LEASE_MS)
  again?.fill([])
  again?.[Symbol.dispose]()
  expect(() => again?.fill([])).toThrow('a reservation ends once')
  expect(queue.reserve(100, 1001, LEASE_MS)).toBeUndefined()
  expect(queue.reserve(100, 1000, LEASE_MS)).toBeDefined()
})

it('takes over what a process leased that is gone', async () => {
  const { queue, add, state, clock } = setUp({ pollMs: 0 })
  add(2, 0, 'another', clock.now() + LEASE_MS)
  add(2, 2, 'a third', clock.now() + LEASE_MS)
  queue.start()
  await turn()
  expect(state.done).toEqual([])
  queue.takeOver(['another'])
  await turn()
  expect(state.done).toEqual(['0', '1'])
})

it('forgets what it holds when its heartbeat lapsed, and claims it again when it is back', async () => {
  const { queue, add, state, clock, work } = setUp({ pollMs: 0 })
  const hold = Promise.withResolvers<void>()
  work[0] = () => hold.promise
  add(15)
  queue.start()
  await turn()
  expect(queue.figures).toMatchObject({ held: 15, underWay: 2 })
  state.lapsed = true
  hold.resolve()
  work.length = 0
  await turn()
  expect(state.done).toHaveLength(10)
  expect(queue.figures.held).toBe(0)
  state.lapsed = false
  await clock.advance(1000)
  expect(state.done).toHaveLength(10)
  queue.takeOver(['me'])
  await turn()
  expect(state.done).toHaveLength(15)
})

it('does not begin work on a lease that is about to end', async () => {
  const { queue, state, clock, table } = setUp({ pollMs: 0 })
  const room = queue.reserve(1, 1, LEASE_MS)
  await clock.advance(LEASE_MS - 500)
  const row = { id: 'late', leasedUntil: 0, owner: 'me' }
  table.set('late', row)
  room?.fill([row])
  await turn()
  expect(state.done).toEqual([])
  expect(queue.figures.held).toBe(0)
})

it('looks again soon, and then less often, while due rows may not go yet', async () => {
  let claims = 0
  const { queue, clock } = setUp({
    pollMs: 0,
    rules: {
      async claim() {
        claims++
        return { jobs: [], more: false, waiting: true }
      },
    },
  })
  queue.start()
  const seen: number[] = []
  for (let ms = 0; ms < 1500; ms += 100) {
    await clock.advance(100)
    seen.push(claims)
  }
  expect(seen).toEqual([2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5])
})

it('lets work end when it stops, and gives back what was not started', async () => {
  const { queue, add, state, table, work, releases } = setUp()
  const hold = Promise.withResolvers<void>()
  work[0] = () => hold.promise
  add(12)
  queue.start()
  await turn()
  const stopped = queue.stop()
  hold.resolve()
  await stopped
  expect(state.done).toHaveLength(10)
  expect([...table.values()].every((row) => row.owner === undefined)).toBe(true)
  expect(releases).toEqual([{ kind: 'ids', ids: ['10', '11'] }])
})

it('cuts off work that does not end in time, and gives its rows back unless they must not be done twice', async () => {
  for (const cutOff of ['give back', 'keep'] as const) {
    const { queue, add, table, work } = setUp({ rules: { cutOff } })
    work[0] = (_ids, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cut off')))
      })
    add(3)
    queue.start()
    await turn()
    await queue.stop()
    expect([...table.values()].map(({ owner }) => owner)).toEqual(
      cutOff === 'keep' ? ['me', 'me', 'me'] : [undefined, undefined, undefined],
    )
  }
})
