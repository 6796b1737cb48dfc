import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { StoreKind } from '../hub.ts'

export const SCENARIOS = ['kill', 'sigterm', 'mixed', 'database'] as const
export type ScenarioName = (typeof SCENARIOS)[number]

export interface CrashOptions {
  readonly rounds: number
  readonly stores: readonly StoreKind[]
  readonly scenarios: readonly ScenarioName[]
  readonly seed: number
  readonly entry: string
  /** Messages offered per second. */
  readonly perSecond: number
}

export const USAGE = `npm run crash -- [options]
  --rounds <n>         SIGKILLs per store; default 20
  --store <store>      own or given; default both
  --only <scenario>    ${SCENARIOS.join(', ')}; may be repeated
  --seed <n>           repeat the decisions of an earlier run
  --rate <n>           messages offered per second; default 800
  --hub <file>         entry file of another build of the hub`

/** Reads the command line. @throws Error naming what is not understood. */
export function parseCrashOptions(args: readonly string[]): CrashOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '20' },
      store: { type: 'string', multiple: true, default: [] },
      only: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      rate: { type: 'string', default: '800' },
      hub: { type: 'string' },
    },
  })
  return {
    rounds: count('--rounds', values.rounds),
    stores: choose('--store', ['own', 'given'] as const, values.store),
    scenarios: choose('--only', SCENARIOS, values.only),
    seed: count('--seed', values.seed),
    perSecond: count('--rate', values.rate),
    entry: values.hub ?? join(import.meta.dirname, '../../bin/hubbub.js'),
  }
}

function count(flag: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`${flag} ${value}: a whole number is needed`)
  return Number(value)
}

function choose<T extends string>(flag: string, known: readonly T[], given: readonly string[]): readonly T[] {
  const wrong = given.find((name) => !(known as readonly string[]).includes(name))
  if (wrong !== undefined) throw new Error(`${flag} ${wrong}: use ${known.join(', ')}`)
  return given.length === 0 ? known : known.filter((name) => given.includes(name))
}
