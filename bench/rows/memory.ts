import type { Bench, FreshHub } from '../bench.ts'
import { sleep } from '../clock.ts'
import { mapStores, perStore, type RowResult } from '../row.ts'
import { addEndpoints, fullLoad } from './end-to-end.ts'

const TARGET = { idle: 190, load: 330 }
const SAMPLE_MS = 250

/**
 * Memory of the hub and its PostgreSQL together (PSS: shared pages count once) some seconds after a start on a store
 * that exists, and the most it takes under full load; in brackets the first start, which also makes the store.
 */
export async function memory(bench: Bench): Promise<RowResult[]> {
  const { idle, burst } = bench.options.sizes
  const details = await perStore(bench, async (store) => {
    const fresh = await bench.freshHub(store)
    await sleep(idle * 1000)
    const firstMb = bench.memoryMb(fresh)
    await fresh.restart()
    await sleep(idle * 1000)
    const idleMb = bench.memoryMb(fresh)
    await addEndpoints(bench, fresh, 1)
    const peak = watchPeak(bench, fresh)
    for (const connections of bench.options.sizes.connections) await fullLoad(bench, fresh, connections, burst * 2)
    const result = { firstMb, idleMb, peakMb: peak(), afterLoadMb: bench.memoryMb(fresh) }
    await fresh.dispose()
    bench.say(`memory: ${store} ${JSON.stringify(result)}`)
    return result
  })
  return [
    {
      row: 'memory of hub and PostgreSQL, idle / under load (first start)',
      measured: mapStores(details, ({ firstMb, idleMb, peakMb }) => ({
        target: `≤ ${TARGET.idle} / ${TARGET.load} MB`,
        value: `${idleMb.toFixed(0)} / ${peakMb.toFixed(0)} MB (${firstMb.toFixed(0)})`,
        pass: idleMb <= TARGET.idle && peakMb <= TARGET.load,
      })),
      details,
    },
  ]
}

/** Looks again and again; the returned function ends that and gives the most it saw. */
function watchPeak(bench: Bench, fresh: FreshHub): () => number {
  let peakMb = 0
  const look = () => {
    peakMb = Math.max(peakMb, bench.memoryMb(fresh))
  }
  const timer = setInterval(look, SAMPLE_MS)
  return () => {
    clearInterval(timer)
    look()
    return peakMb
  }
}
