import type { Bench } from '../bench.ts'
import { sleep } from '../clock.ts'
import { mapStores, perStore, type RowResult } from '../row.ts'
import { memoryOf, resetPeak } from '../system.ts'
import { addEndpoints, fullLoad } from './end-to-end.ts'

const TARGETS = { postgres: { idle: 120, load: 250 }, embedded: { idle: 350, load: 500 } }

/**
 * Resident memory of the hub process some seconds after a start on a store that exists, and the most it takes under
 * full load; in brackets the first start, which also makes the store.
 */
export async function memory(bench: Bench): Promise<RowResult[]> {
  const { idle, burst } = bench.options.sizes
  const details = await perStore(bench, async (store) => {
    const fresh = await bench.freshHub(store)
    await sleep(idle * 1000)
    const first = memoryOf(fresh.hub.pid)
    await fresh.restart()
    await sleep(idle * 1000)
    const idleMb = memoryOf(fresh.hub.pid).nowMb
    await addEndpoints(bench, fresh, 1)
    resetPeak(fresh.hub.pid)
    for (const connections of bench.options.sizes.connections) await fullLoad(bench, fresh, connections, burst * 2)
    const { peakMb, nowMb } = memoryOf(fresh.hub.pid)
    await fresh.dispose()
    bench.say(`memory: ${store} ${JSON.stringify({ first, idleMb, peakMb, nowMb })}`)
    return { first, idleMb, peakMb, afterLoadMb: nowMb }
  })
  return [
    {
      row: 'resident memory, idle / under load (first start)',
      measured: mapStores(details, ({ first, idleMb, peakMb }, store) => ({
        target: `≤ ${TARGETS[store].idle} / ${TARGETS[store].load} MB`,
        value: `${idleMb.toFixed(0)} / ${peakMb.toFixed(0)} MB (${first.nowMb.toFixed(0)})`,
        pass: idleMb <= TARGETS[store].idle && peakMb <= TARGETS[store].load,
      })),
      details,
    },
  ]
}
