import type { Bench } from '../bench.ts'
import { startHub } from '../hub.ts'
import { mapStores, perStore, type RowResult } from '../row.ts'
import { median } from '../statistics.ts'

const TARGET_MS = { first: 3000, later: 800 }

/** From the spawn of the process to the first 200 of /readyz: on an empty store, and on one that exists. */
export async function start(bench: Bench): Promise<RowResult[]> {
  const details = await perStore(bench, async (store) => {
    const where = await bench.freshStore(store)
    const once = async (): Promise<number> => {
      const hub = startHub({ entry: bench.options.entry, ...where })
      const ms = await hub.ready()
      await hub.stop()
      return ms
    }
    const first = await once()
    const later: number[] = []
    for (let index = 0; index < bench.options.sizes.laterStarts; index++) later.push(await once())
    bench.say(`start: ${store} first ${first.toFixed(0)} ms, later ${later.map((ms) => ms.toFixed(0)).join(' ')} ms`)
    return { first, later }
  })
  return [
    {
      row: 'start to ready, later starts (first)',
      measured: mapStores(details, ({ first, later }) => ({
        target: `≤ ${TARGET_MS.later / 1000} s (${TARGET_MS.first / 1000} s)`,
        value: `${(median(later) / 1000).toFixed(2)} s (${(first / 1000).toFixed(2)} s)`,
        pass: median(later) <= TARGET_MS.later && first <= TARGET_MS.first,
      })),
      details,
    },
  ]
}
