import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { createManualClock, turn } from '../../test/support/manual-clock.ts'
import type { Destination, DestinationConfig, Opening } from '../destinations/destination.ts'
import { createNet } from '../destinations/net.ts'
import type { Endpoint } from '../endpoints/registry.ts'
import { createGuard } from '../lib/net/guard.ts'
import { createLogger } from '../log.ts'
import { Senders } from './senders.ts'

/** Senders of a kind that keeps what it was opened with and whether it was closed. */
function setUp() {
  const clock = createManualClock()
  const opened: Opening<DestinationConfig>[] = []
  const closed: Opening<DestinationConfig>[] = []
  let mayClose = Promise.resolve()
  const destination: Destination = {
    kind: 'kept',
    config: Type.Object({}),
    secret: { generate: () => 'made', faultOf: () => undefined },
    faultOf: () => undefined,
    addressOf: () => 'kept://here',
    open(opening) {
      opened.push(opening)
      return {
        send: async () => [],
        async close() {
          await mayClose
          closed.push(opening)
        },
      }
    },
  }
  const net = createNet({ guard: createGuard([]), userAgent: 'Hubbub/test' })
  const endpoint = (given: Partial<Endpoint> = {}): Endpoint => ({
    workspaceId: 'ws',
    id: 'one',
    destination,
    config: { place: 1 },
    address: 'kept://here',
    events: ['*'],
    accounts: undefined,
    filter: undefined,
    format: 'standard',
    retryScheduleMs: undefined,
    timeoutMs: undefined,
    rateLimit: undefined,
    ordering: 'none',
    state: 'enabled',
    secret: 'current',
    previousSecret: undefined,
    previousSecretUntil: undefined,
    failures: 0,
    ...given,
  })
  return {
    clock,
    opened,
    closed,
    endpoint,
    senders: new Senders({ clock, net, timeoutMs: 30_000, log: createLogger('silent') }),
    holdClosing(until: Promise<void>) {
      mayClose = until
    },
  }
}

it('opens a sender at the first delivery, with the timeout of the hub where the endpoint has none', () => {
  const { senders, opened, endpoint } = setUp()
  const one = endpoint()
  expect(senders.of(one)).toBe(senders.of(one))
  expect(senders.of(endpoint({ id: 'two', timeoutMs: 5 }))).not.toBe(senders.of(one))
  expect(opened.map(({ timeoutMs }) => timeoutMs)).toEqual([30_000, 5])
})

it('keeps the sender while what it is made of stays, and opens another when it changes', async () => {
  const { senders, opened, closed, endpoint } = setUp()
  const sender = senders.of(endpoint())
  expect(senders.of(endpoint({ failures: 3, format: 'flat', config: { place: 1 } }))).toBe(sender)
  for (const change of [{ config: { place: 2 } }, { secret: 'other' }, { timeoutMs: 7 }]) senders.of(endpoint(change))
  await turn()
  expect(opened).toHaveLength(4)
  expect(closed).toEqual(opened.slice(0, 3))
})

it('leaves the secret before the rotation out when its time is over', async () => {
  const { clock, senders, opened, endpoint } = setUp()
  const rotated = endpoint({ previousSecret: 'before', previousSecretUntil: new Date(clock.now() + 1000) })
  senders.of(rotated)
  await clock.advance(999)
  senders.of(rotated)
  await clock.advance(1)
  senders.of(rotated)
  expect(opened.map(({ secrets }) => secrets)).toEqual([
    { current: 'current', previous: 'before' },
    { current: 'current', previous: undefined },
  ])
})

it('closes the senders of endpoints that are gone, and all of them at the end, when their work has ended', async () => {
  const { senders, opened, closed, endpoint, holdClosing } = setUp()
  const { promise, resolve } = Promise.withResolvers<void>()
  senders.of(endpoint())
  senders.of(endpoint({ id: 'two' }))
  senders.keep(new Set(['two']))
  await turn()
  expect(closed).toEqual(opened.slice(0, 1))
  holdClosing(promise)
  let ended = false
  const closing = senders.close().then(() => {
    ended = true
  })
  await turn()
  expect(ended).toBe(false)
  resolve()
  await closing
  expect(closed).toEqual(opened)
})
