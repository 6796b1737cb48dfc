import type { Bench, FreshHub } from '../bench.ts'
import { mapStores, perStore, type RowResult } from '../row.ts'
import { seedEvents } from '../seed-events.ts'
import { median } from '../statistics.ts'
import { perSecond } from '../table.ts'
import { addEndpoints, fullLoad } from './end-to-end.ts'

const TARGET = 0.9
const CONNECTIONS = 64
/** Within the days that events are kept, so that nothing is deleted meanwhile. */
const STEP_MS = 200

/** The rate from POST to logged delivery with millions of events stored, beside a store that was empty, in turns. */
export async function growth(bench: Bench): Promise<RowResult[]> {
  const { grown, burst, rounds, warmUp } = bench.options.sizes
  const details = await perStore(bench, async (store) => {
    const full = await bench.freshHub(store, {
      fill: (where) => seedEvents(bench.options.entry, where, grown, STEP_MS),
    })
    bench.say(`growth: ${store} holds ${grown} events`)
    const empty = await bench.freshHub(store)
    const rates = { full: [] as number[], empty: [] as number[] }
    for (const hub of [full, empty]) {
      await addEndpoints(bench, hub, 1)
      await fullLoad(bench, hub, CONNECTIONS, warmUp)
    }
    const measure = async (hub: FreshHub, into: number[]) => {
      const { perSecond: rate } = await fullLoad(bench, hub, CONNECTIONS, burst)
      into.push(rate)
    }
    for (let round = 0; round < rounds * 2; round++) {
      await measure(full, rates.full)
      await measure(empty, rates.empty)
      bench.say(`growth: ${store} ${JSON.stringify(rates)}`)
    }
    await full.dispose()
    await empty.dispose()
    return rates
  })
  return [
    {
      row: `rate with ${grown} events stored ÷ empty`,
      measured: mapStores(details, (rates) => {
        const ratio = median(rates.full) / median(rates.empty)
        return {
          target: `≥ ${TARGET.toFixed(2)}`,
          value: `${ratio.toFixed(2)} (${perSecond(median(rates.full))} ÷ ${perSecond(median(rates.empty))})`,
          pass: ratio >= TARGET,
        }
      }),
      details,
    },
  ]
}
