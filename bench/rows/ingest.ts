import type { Bench } from '../bench.ts'
import type { StoreKind } from '../hub.ts'
import { perStore, type RowResult } from '../row.ts'
import { measureRatio, type Round } from './ratio.ts'

/** More than any hub acknowledges in a second: how many distinct messages to make ahead. */
const MOST_PER_SECOND = 20_000

/** Acknowledged events per second with no endpoint, beside Fastify that only answers. */
export async function ingest(bench: Bench): Promise<RowResult[]> {
  const hubs = await perStore(bench, (store) => bench.freshHub(store))

  const ceiling = async (connections: number, seconds: number): Promise<Round> => {
    await bench.prepare(bench.echoPort, 20_000)
    const { okPerSecond, latency, cpu } = await bench.load.call('closed', { connections, seconds, cycle: true })
    return { perSecond: okPerSecond, p99: latency.p99, loadCpu: cpu }
  }
  const measure = async (store: StoreKind, connections: number, seconds: number): Promise<Round> => {
    const fresh = hubs[store]
    if (!fresh) throw new Error(`no hub on ${store}`)
    await bench.prepare(fresh.hub.port, MOST_PER_SECOND * seconds)
    const cpu = bench.watchCpu(fresh)
    const result = await bench.load.call('closed', { connections, seconds, cycle: false })
    const shares = cpu()
    await bench.settle(fresh)
    return {
      perSecond: result.okPerSecond,
      p50: result.latency.p50,
      p99: result.latency.p99,
      statuses: result.statuses,
      errors: result.errors,
      cpu: { ...shares, load: result.cpu },
    }
  }
  const results = await measureRatio(bench, {
    row: 'ingest ÷ echo',
    ceilingName: 'echo',
    target: 0.4,
    ceiling,
    measure,
  })
  for (const fresh of Object.values(hubs)) await fresh.dispose()
  return results
}
