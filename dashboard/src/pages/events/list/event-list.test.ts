import { expect, test } from 'vitest'
import { createEventList } from './event-list.ts'
import type { Row } from './row.ts'
import type { ListSource, PageAnswer } from './source.ts'

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

/** The id of the event number `count`, one each millisecond. */
function idOf(count: number): string {
  let time = ''
  for (let rest = 1_700_000_000_000 + count, digit = 0; digit < 10; digit += 1) {
    time = DIGITS.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  return `evt_${time}e008000000000000`
}

function rowOf(count: number, more: Partial<Row> = {}): Row {
  const at = new Date(1_700_000_000_000 + count).toISOString()
  return {
    id: idOf(count),
    type: 'message.received',
    platform: 'line',
    account: null,
    text: `${count}`,
    at,
    status: 'processed',
    handled: false,
    deliveries: { delivered: 1, pending: 0, failed: 0 },
    ...more,
  }
}

/** A hub with events 1 to `size`. */
function hubWith(size: number) {
  let newest = size
  let reads = 0
  let broken = false
  const asked: (readonly string[])[] = []
  const rows = (below: number, limit: number, above = 0) =>
    Array.from({ length: Math.max(0, Math.min(limit, below - 1 - above)) }, (_, index) => rowOf(below - 1 - index))
  const source: ListSource = {
    async read({ cursor, until, limit }): Promise<PageAnswer> {
      reads += 1
      if (broken) throw new Error('away')
      const below = cursor ? Number(cursor) : until ? Date.parse(until) - 1_700_000_000_000 : newest + 1
      const found = rows(below, limit)
      const last = below - found.length
      return { rows: found, nextCursor: last > 1 ? String(last) : null, searchedUntil: null }
    },
    async readThese(ids) {
      asked.push(ids)
      return rows(newest + 1, newest).filter(({ id }) => ids.includes(id))
    },
  }
  return {
    source,
    get reads() {
      return reads
    },
    /** Ids that were asked for again, by request. */
    asked,
    breaks(now: boolean) {
      broken = now
    },
    add(count: number) {
      const fresh = Array.from({ length: count }, (_, index) => rowOf(newest + index + 1))
      newest += count
      return fresh.reverse()
    },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

async function listOf(hub: ReturnType<typeof hubWith>) {
  const list = createEventList(hub.source)
  list.start()
  for (let before = -1; before !== hub.reads; ) {
    before = hub.reads
    await settled()
  }
  return list
}

function texts(list: Awaited<ReturnType<typeof listOf>>): string[] {
  return Array.from({ length: list.state().count }, (_, index) => list.at(index)?.text ?? '-')
}

function downFrom(newest: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(newest - index))
}

test('reads ahead of what is looked at, and no further', async () => {
  const hub = hubWith(10_000)
  const list = await listOf(hub)
  expect(list.state()).toMatchObject({ count: 800, phase: 'idle' })
  expect(texts(list)).toEqual(downFrom(10_000, 800))
})

test('scrolled through to the end it keeps a bounded number of rows, and reads again what it let go', async () => {
  const hub = hubWith(20_000)
  const list = await listOf(hub)
  while (list.state().phase !== 'end') {
    list.look(list.state().count - 20, list.state().count - 1)
    await settled()
  }
  expect(list.state().count).toBe(20_000)
  const held = texts(list).filter((text) => text !== '-').length
  expect(held).toBeLessThan(5000)
  expect(list.at(10_000)).toBeUndefined()
  list.look(10_000, 10_020)
  await settled()
  expect(list.at(10_000)?.text).toBe('10000')
  expect(list.indexOf(idOf(9_990))).toBe(10_010)
})

test('new rows join at the top, in order and once, or wait until they are asked for', async () => {
  const hub = hubWith(50)
  const list = await listOf(hub)
  const fresh = hub.add(3)
  list.offer(fresh, true)
  list.offer(fresh, true)
  expect(texts(list)).toEqual(downFrom(53, 53))
  const more = hub.add(2)
  list.offer(more, false)
  list.offer(more, false)
  expect(list.state()).toMatchObject({ count: 53, waiting: 2 })
  list.showWaiting()
  expect(list.state().waiting).toBe(0)
  expect(texts(list)).toEqual(downFrom(55, 55))
})

test('what came while the first page was read is in it once', async () => {
  const hub = hubWith(50)
  const list = createEventList(hub.source)
  list.offer(hub.add(2), true)
  list.start()
  await settled()
  expect(texts(list)).toEqual(downFrom(52, 52))
  expect(list.state().waiting).toBe(0)
})

test('a flood at the top leaves a bounded list that goes on below without a gap', async () => {
  const hub = hubWith(5000)
  const list = await listOf(hub)
  for (let batch = 0; batch < 300; batch += 1) {
    list.offer(hub.add(100), true)
    expect(list.state().count).toBeLessThanOrEqual(1800)
  }
  list.look(list.state().count - 10, list.state().count - 1)
  await settled()
  const { count } = list.state()
  expect(texts(list)).toEqual(downFrom(35_000, count))
})

test('of a flood that waits only the newest are kept, and showing them reads anew', async () => {
  const hub = hubWith(100)
  const list = await listOf(hub)
  for (let batch = 0; batch < 20; batch += 1) list.offer(hub.add(100), false)
  expect(list.state()).toMatchObject({ count: 100 })
  expect(list.state().waiting).toBeGreaterThan(500)
  list.showWaiting()
  await settled()
  expect(list.state().waiting).toBe(0)
  expect(texts(list).slice(0, 3)).toEqual(['2100', '2099', '2098'])
})

test('a check takes in what was missed, be it little or more than a page', async () => {
  const hub = hubWith(300)
  const list = await listOf(hub)
  hub.add(5)
  await list.check(() => true)
  expect(texts(list)).toEqual(downFrom(305, 305))
  hub.add(1000)
  await list.check(() => false)
  expect(list.state().waiting).toBeGreaterThan(0)
  await list.check(() => true)
  await settled()
  list.look(0, 10)
  await settled()
  expect(texts(list).slice(0, 250)).toEqual(downFrom(1305, 250))
})

test('a page that fails leaves what is there, and is asked for again on demand only', async () => {
  const hub = hubWith(10_000)
  const list = await listOf(hub)
  hub.breaks(true)
  list.look(700, 720)
  await settled()
  expect(list.state()).toMatchObject({ count: 800, phase: 'failed' })
  const { reads } = hub
  list.look(710, 730)
  await settled()
  expect(hub.reads).toBe(reads)
  hub.breaks(false)
  list.retry()
  await settled()
  expect(list.state().count).toBeGreaterThan(800)
  expect(list.state().phase).not.toBe('failed')
})

const LIVE = { status: 'pending', deliveries: undefined } as const

test('what is in sight and on its way is asked for in one request, until all of it has arrived', async () => {
  const hub = hubWith(300)
  const list = await listOf(hub)
  const [newest, ...others] = hub.add(250).map((row) => ({ ...row, ...LIVE }))
  list.offer(newest ? [{ ...newest, status: 'processed' }, ...others] : [], true)
  list.look(0, 5)
  await Promise.all([list.refresh(), list.refresh()])
  expect(hub.asked).toEqual([[550, 549, 548, 547, 546, 545].map(idOf)])
  expect(list.at(5)).toEqual(rowOf(545))
  expect(list.at(6)).toEqual({ ...rowOf(544), ...LIVE })
  await list.refresh()
  expect(hub.asked).toHaveLength(1)
  list.look(0, 249)
  await list.refresh()
  expect(hub.asked[1]).toHaveLength(100)
})

test('what came live does not take back what is known of its deliveries', async () => {
  const hub = hubWith(10)
  const list = await listOf(hub)
  list.offer([rowOf(10, LIVE)], true)
  expect(list.at(0)).toEqual(rowOf(10))
})

test('a search that finds nothing for long rests until it is told to go on', async () => {
  let reads = 0
  const list = createEventList({
    async read() {
      reads += 1
      return { rows: [], nextCursor: String(reads), searchedUntil: '2026-01-01T00:00:00.000Z' }
    },
    readThese: async () => [],
  })
  list.start()
  await settled()
  expect(list.state()).toMatchObject({ count: 0, phase: 'resting' })
  const before = reads
  list.retry()
  await settled()
  expect(reads).toBeGreaterThan(before)
})
