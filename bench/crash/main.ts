import type { StoreKind } from '../hub.ts'
import { describeMachine } from '../system.ts'
import { database } from './database.ts'
import { kill } from './kill.ts'
import { mixed } from './mixed.ts'
import { type CrashOptions, parseCrashOptions, type ScenarioName, USAGE } from './options.ts'
import { createRandom } from './random.ts'
import { setUp } from './rig.ts'
import type { Scenario } from './scenario.ts'
import { sigterm } from './sigterm.ts'

const RUN: Readonly<Record<ScenarioName, Scenario>> = { kill, sigterm, mixed, database }
/** Fixed cost of all scenarios, and the most one round of killing takes. */
const MOST_MS = { base: 15 * 60_000, round: 8000 }

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

const options = readOptions()
setTimeout(
  () => {
    console.error('the fault tests did not end in time')
    process.exit(1)
  },
  MOST_MS.base + options.rounds * options.stores.length * MOST_MS.round,
).unref()

const machine = describeMachine(options.entry)
console.log(`${machine.date}, revision ${machine.revision}, Node ${machine.node}, --seed ${options.seed}`)
const failed: string[] = []
for (const store of options.stores) {
  for (const scenario of options.scenarios) {
    if (scenario === 'database' && store === 'own') continue
    if (!(await run(scenario, store))) failed.push(`${store} ${scenario}`)
  }
}
console.log(failed.length === 0 ? '\nPASS: 0 acknowledged events lost' : `\nFAIL: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)

async function run(name: ScenarioName, store: StoreKind): Promise<boolean> {
  console.log('')
  const { rig, hub } = await setUp(name, store, options, createRandom(options.seed))
  try {
    const conclusion = await RUN[name](rig, hub, options.rounds)
    await conclusion.hub.stop()
    return conclusion.sound
  } catch (error) {
    console.log(`${store} ${name}: FAIL:`, error)
    return false
  } finally {
    await rig.stop()
  }
}

function readOptions(): CrashOptions {
  try {
    return parseCrashOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
}
