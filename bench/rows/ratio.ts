import type { Bench } from '../bench.ts'
import type { StoreKind } from '../hub.ts'
import { mapStores, type RowResult } from '../row.ts'
import { median } from '../statistics.ts'
import { perSecond } from '../table.ts'

/** One timed round: its rate, and what else is worth keeping. */
export interface Round {
  readonly perSecond: number
  readonly [detail: string]: unknown
}

export interface Ratio {
  readonly row: string
  readonly ceilingName: string
  readonly target: number
  ceiling(connections: number, seconds: number): Promise<Round>
  measure(store: StoreKind, connections: number, seconds: number): Promise<Round>
}

/** Long enough for the optimiser to have seen the hot paths. */
const WARM_UP_SECONDS = 1.5

/** Alternates ceiling and hub, and compares their medians, for each number of connections. */
export async function measureRatio(bench: Bench, ratio: Ratio): Promise<RowResult[]> {
  const results: RowResult[] = []
  const {
    burst,
    connections: [fewest = 64],
  } = bench.options.sizes
  await ratio.ceiling(fewest, WARM_UP_SECONDS)
  for (const store of bench.options.stores) await ratio.measure(store, fewest, WARM_UP_SECONDS)
  for (const connections of bench.options.sizes.connections) {
    const row = `${ratio.row}, ${connections} connections`
    const ceilings: Round[] = []
    const rounds: Partial<Record<StoreKind, Round[]>> = {}
    for (let round = 0; round < bench.options.sizes.rounds; round++) {
      const ceiling = await ratio.ceiling(connections, burst)
      ceilings.push(ceiling)
      bench.say(`${row}: ${ratio.ceilingName} ${perSecond(ceiling.perSecond)}`)
      for (const store of bench.options.stores) {
        const measured = await ratio.measure(store, connections, burst)
        rounds[store] = [...(rounds[store] ?? []), measured]
        bench.say(`${row}: ${store} ${perSecond(measured.perSecond)} ${JSON.stringify(brief(measured))}`)
      }
    }
    const ceiling = median(ceilings.map((each) => each.perSecond))
    results.push({
      row,
      ceiling: `${ratio.ceilingName} ${perSecond(ceiling)}`,
      measured: mapStores(rounds, (each) => {
        const rate = median(each.map((round) => round.perSecond))
        const { target } = ratio
        return {
          target: `≥ ${target.toFixed(2)}`,
          value: `${(rate / ceiling).toFixed(2)} (${perSecond(rate)})`,
          pass: rate / ceiling >= target,
        }
      }),
      details: { ceilings, rounds },
    })
  }
  return results
}

function brief(round: Round): Record<string, unknown> {
  const { perSecond: _, ...rest } = round
  return JSON.parse(
    JSON.stringify(rest, (_key, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)),
  )
}
