import { expect, it } from 'vitest'
import type { EventRow } from '../store/events/rows.ts'
import { type StreamSink, type StreamSource, startStream } from './stream.ts'

const row = (id: string) => ({ id }) as EventRow

/** A stream over a list that grows, with a sink whose buffer can be full. */
function setUp(
  options: {
    roomFor?: number
    fails?: number
    passes?: boolean
    heartbeatMs?: number
    allowed?: boolean
    batch?: number
  } = {},
) {
  const events: string[] = []
  const written: string[] = []
  const reads: string[] = []
  let wake: () => void = () => undefined
  let free: () => void = () => undefined
  let room = options.roomFor ?? Number.POSITIVE_INFINITY
  let fails = options.fails ?? 0
  let onEnd: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    onEnd = resolve
  })
  const sink: StreamSink = {
    write(text) {
      written.push(text)
      return --room > 0
    },
    drained: () =>
      new Promise((resolve) => {
        free = resolve
      }),
    end: onEnd,
  }
  const batch = options.batch ?? 100
  const source: StreamSource = {
    live: {
      subscribe: (onChange) => {
        wake = onChange
        return () => {
          wake = () => undefined
        }
      },
      horizon: () => 'z',
    },
    async read(after) {
      reads.push(after)
      if (fails-- > 0) throw new Error('away')
      const found = events.filter((id) => id > after).slice(0, batch)
      return { rows: found.map(row), reached: found.at(-1), more: found.length === batch }
    },
    render: (event) => `${event.id};`,
    passes: () => options.passes ?? true,
    allowed: async () => options.allowed ?? true,
    heartbeatMs: options.heartbeatMs ?? 60_000,
    pollMs: 20,
  }
  return {
    events,
    written,
    reads,
    ended,
    start: (after: string) => startStream(sink, source, after),
    wake: () => wake(),
    drain(count: number) {
      room = count
      free()
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    sent: () => written.filter((text) => text.endsWith(';')).join(''),
  }
}

it('sends what is after the cursor, once, in batches', async () => {
  const stream = setUp({ batch: 2 })
  stream.events.push('a', 'b', 'c', 'd', 'e')
  const end = stream.start('a')
  await stream.settle()
  stream.wake()
  stream.events.push('f')
  stream.wake()
  stream.wake()
  await stream.settle()
  expect(stream.sent()).toBe('b;c;d;e;f;')
  end()
})

it('reads no further while its reader is slow', async () => {
  const stream = setUp({ roomFor: 3, batch: 2 })
  stream.events.push('a', 'b', 'c', 'd', 'e')
  const end = stream.start('')
  await stream.settle()
  stream.wake()
  await stream.settle()
  expect(stream.sent()).toBe('a;b;')
  expect(stream.reads).toEqual([''])
  stream.drain(100)
  await stream.settle()
  expect(stream.sent()).toBe('a;b;c;d;e;')
  end()
})

it('goes on by itself when the store was away', async () => {
  const stream = setUp({ fails: 2 })
  stream.events.push('a')
  const end = stream.start('')
  await expect.poll(stream.sent).toBe('a;')
  end()
})

it('ends when it can never be read, so that its reader notices', async () => {
  const stream = setUp({ fails: 1, passes: false })
  stream.events.push('a')
  stream.start('')
  await stream.ended
  expect([stream.sent(), stream.reads]).toEqual(['', ['']])
})

it('keeps the connection alive, and ends when its reader may no longer read', async () => {
  const stream = setUp({ heartbeatMs: 5, allowed: false })
  stream.start('')
  await stream.ended
  expect(stream.written).toContain(': heartbeat\n\n')
})
