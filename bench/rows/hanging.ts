import type { Bench } from '../bench.ts'
import type { StoreKind } from '../hub.ts'
import { mapStores, perStore, type RowResult } from '../row.ts'
import { spreadOf } from '../statistics.ts'
import { addEndpoints } from './end-to-end.ts'
import { steadyLoad } from './steady.ts'

const LIMIT = 2
const ENDPOINTS = 10
/** Times ten endpoints: a thousand deliveries a second. */
const PER_SECOND = 100

/** The p99 of nine endpoints while the tenth never answers, over their p99 when it does. */
export async function hanging(bench: Bench): Promise<RowResult[]> {
  const { warmUp, hanging: seconds, hangingRounds } = bench.options.sizes
  const round = async (store: StoreKind, hangs: boolean) => {
    const fresh = await bench.freshHub(store)
    await addEndpoints(bench, fresh, ENDPOINTS)
    const nine = { perSecond: PER_SECOND, warmUp, seconds, endpoints: ENDPOINTS - 1 }
    const result = await steadyLoad(bench, fresh, hangs ? { ...nine, hanging: ENDPOINTS - 1 } : nine)
    fresh.hub.kill('SIGKILL')
    await fresh.dispose()
    bench.say(`hanging: ${store} ${hangs ? 'one hangs' : 'all answer'} ${JSON.stringify(spreadOf(result.latencies))}`)
    return result
  }
  const details = await perStore(bench, async (store) => {
    const calm: number[] = []
    const hung: number[] = []
    let missing = 0
    for (let index = 0; index < hangingRounds; index++) {
      for (const hangs of [false, true]) {
        const result = await round(store, hangs)
        for (const each of result.latencies) (hangs ? hung : calm).push(each)
        missing += result.missing
      }
    }
    return { calm: spreadOf(calm), hung: spreadOf(hung), missing }
  })
  return [
    {
      row: '1 of 10 endpoints hangs, p99 of the others',
      measured: mapStores(details, ({ calm, hung, missing }) => ({
        target: `≤ ${LIMIT} ×`,
        value:
          missing > 0
            ? `${missing} not delivered`
            : `${(hung.p99 / calm.p99).toFixed(2)} × (${hung.p99.toFixed(1)} ms)`,
        pass: missing === 0 && hung.p99 / calm.p99 <= LIMIT,
      })),
      details,
    },
  ]
}
