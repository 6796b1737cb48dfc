import type { Bench, FreshHub } from '../bench.ts'
import { clockMs, until } from '../clock.ts'
import type { StoreKind } from '../hub.ts'
import type { EventKind } from '../messages.ts'
import { perStore, type RowResult } from '../row.ts'
import { memoryOf } from '../system.ts'
import { measureRatio, type Round } from './ratio.ts'

/** More than any hub delivers in a second: how many distinct messages to make ahead. */
const MOST_PER_SECOND = 12_000
const DRAIN_MS = 120_000

/** Makes `count` endpoints at the receiver, at /e/0, /e/1, …, that take everything. */
export async function addEndpoints(bench: Bench, { hub }: FreshHub, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const url = `http://127.0.0.1:${bench.receiverPort}/e/${index}`
    await hub.api('POST', '/api/v1/webhooks', { url, events: ['*'] })
  }
}

const logged = (fresh: FreshHub): Promise<number> =>
  fresh.hub.metric('hubbub_delivery_attempts_total', { outcome: 'success' })

/**
 * Full load for `seconds`, then waits until every acknowledged event is delivered and its attempt logged. The rate is
 * over the whole of that time, so that nothing buffered counts as done.
 */
export async function fullLoad(
  bench: Bench,
  fresh: FreshHub,
  connections: number,
  seconds: number,
  kind?: EventKind,
): Promise<Round> {
  await bench.prepare(fresh.hub.port, Math.ceil(MOST_PER_SECOND * seconds), { kind })
  const before = await logged(fresh)
  const cpu = bench.watchCpu(fresh)
  const result = await bench.load.call('closed', { connections, seconds, cycle: false })
  await until('delivery of all events', DRAIN_MS, 10, async () => {
    return (await bench.receiver.call('distinct', undefined)) >= result.ok
  })
  const arrivals = await bench.receiver.call('arrivals', undefined)
  await until('logging of all attempts', DRAIN_MS, 25, async () => (await logged(fresh)) - before >= result.ok)
  const endMs = clockMs()
  const shares = cpu()
  await bench.settle(fresh)
  return {
    perSecond: result.ok / ((endMs - result.startMs) / 1000),
    events: result.ok,
    acknowledgedPerSecond: result.okPerSecond,
    ackP99: result.latency.p99,
    deliveredAfterLoadMs: arrivals.lastMs - result.endMs,
    loggedAfterDeliveryMs: endMs - arrivals.lastMs,
    repeated: arrivals.repeated,
    statuses: result.statuses,
    errors: result.errors,
    cpu: { ...shares, load: result.cpu, receiver: arrivals.cpu },
    peakMb: memoryOf(fresh.hub.pid).peakMb,
  }
}

/** Events per second from signed POST to logged delivery at one endpoint, beside a relay that stores nothing. */
export async function endToEnd(bench: Bench): Promise<RowResult[]> {
  const hubs = await perStore(bench, async (store) => {
    const fresh = await bench.freshHub(store)
    await addEndpoints(bench, fresh, 1)
    return fresh
  })
  const ceiling = async (connections: number, seconds: number): Promise<Round> => {
    await bench.prepare(bench.relayPort, 20_000)
    const result = await bench.load.call('closed', { connections, seconds, cycle: true })
    return { perSecond: result.okPerSecond, p99: result.latency.p99, statuses: result.statuses, loadCpu: result.cpu }
  }
  const measure = (store: StoreKind, connections: number, seconds: number): Promise<Round> => {
    const fresh = hubs[store]
    if (!fresh) throw new Error(`no hub on ${store}`)
    return fullLoad(bench, fresh, connections, seconds)
  }
  const results = await measureRatio(bench, {
    row: 'end to end ÷ relay',
    ceilingName: 'relay',
    target: 0.5,
    ceiling,
    measure,
  })
  for (const fresh of Object.values(hubs)) await fresh.dispose()
  return results
}
