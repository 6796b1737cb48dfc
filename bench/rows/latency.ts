import type { Bench } from '../bench.ts'
import { mapStores, perStore, type RowResult } from '../row.ts'
import { spreadOf } from '../statistics.ts'
import { addEndpoints } from './end-to-end.ts'
import { steadyLoad } from './steady.ts'

const TARGET = { p50: 2, p99: 10 }
const PER_SECOND = 300

/** From POST to delivery at 300 events/s, offered on schedule whatever the answers take. */
export async function latency(bench: Bench): Promise<RowResult[]> {
  const { warmUp, latency: seconds } = bench.options.sizes
  const details = await perStore(bench, async (store) => {
    const fresh = await bench.freshHub(store)
    await addEndpoints(bench, fresh, 1)
    const result = await steadyLoad(bench, fresh, { perSecond: PER_SECOND, warmUp, seconds, endpoints: 1 })
    await fresh.dispose()
    const { latencies, ...rest } = result
    bench.say(`latency: ${store} ${JSON.stringify({ ...spreadOf(latencies), ...rest })}`)
    return { ...spreadOf(latencies), ...rest }
  })
  return [
    {
      row: `latency at ${PER_SECOND}/s, p50 / p99`,
      measured: mapStores(details, (spread) => ({
        target: `≤ ${TARGET.p50} / ${TARGET.p99} ms`,
        value: `${spread.p50.toFixed(1)} / ${spread.p99.toFixed(1)} ms`,
        pass: spread.missing === 0 && spread.p50 <= TARGET.p50 && spread.p99 <= TARGET.p99,
      })),
      details,
    },
  ]
}
