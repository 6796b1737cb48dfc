import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { StoreKind } from './hub.ts'

export const ROWS = [
  'ingest',
  'end-to-end',
  'latency',
  'hanging',
  'memory',
  'start',
  'dashboard',
  'cpu',
  'growth',
] as const
export type RowName = (typeof ROWS)[number]
/** Takes six minutes and 5 GB, so it is run by name only. */
const LONG: RowName = 'growth'

/** How long each part runs; seconds unless named otherwise. */
export interface Sizes {
  readonly connections: readonly number[]
  /** Alternations of ceiling and hub. */
  readonly rounds: number
  readonly burst: number
  readonly warmUp: number
  readonly latency: number
  readonly hanging: number
  readonly hangingRounds: number
  readonly idle: number
  /** How often each build's processor use is measured. */
  readonly pairs: number
  /** How long a hub is watched while nothing comes. */
  readonly rest: number
  readonly laterStarts: number
  /** Events stored before the dashboard is looked at. */
  readonly seeded: number
  readonly scroll: number
  readonly flood: number
  /** Events stored before the rates are measured again. */
  readonly grown: number
}

const FULL: Sizes = {
  connections: [64, 256],
  rounds: 2,
  burst: 5,
  warmUp: 3,
  latency: 20,
  hanging: 8,
  hangingRounds: 2,
  idle: 10,
  pairs: 5,
  rest: 60,
  laterStarts: 5,
  seeded: 1_000_000,
  scroll: 20,
  flood: 60,
  grown: 5_000_000,
}

const QUICK: Sizes = {
  connections: [64],
  rounds: 1,
  burst: 2.5,
  warmUp: 1,
  latency: 4,
  hanging: 3,
  hangingRounds: 1,
  idle: 3,
  pairs: 1,
  rest: 5,
  laterStarts: 2,
  seeded: 100_000,
  scroll: 5,
  flood: 8,
  grown: 100_000,
}

export interface Options {
  readonly rows: readonly RowName[]
  readonly stores: readonly StoreKind[]
  readonly sizes: Sizes
  readonly quick: boolean
  readonly profile: boolean
  readonly statements: boolean
  readonly entry: string
  /** Entry file of another build, to compare with. */
  readonly against: string | undefined
  readonly databaseUrl: string | undefined
  readonly resultsDir: string
}

export const USAGE = `npm run bench -- [options]
  --quick              about a minute, one round of each: a smoke test, not a figure to keep
  --only <row>         ${ROWS.join(', ')}; may be repeated (default: all but ${LONG})
  --store <store>      own or given; may be repeated (default: own)
  --profile            no table: where the hub's processor time goes at full load
  --statements         no table: statements and WAL bytes per event, with --store given
  --hub <file>         entry file of another build of the hub
   --against <folder>   another checkout of the hub, to compare the processor use with (row cpu)
DATABASE_URL           the server of --store given, instead of one started for the run`

/** Reads the command line. @throws Error naming what is not understood. */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      store: { type: 'string', multiple: true, default: [] },
      profile: { type: 'boolean', default: false },
      statements: { type: 'boolean', default: false },
      hub: { type: 'string' },
      against: { type: 'string' },
    },
  })
  return {
    rows: choose('--only', ROWS, values.only.length > 0 ? values.only : ROWS.filter((row) => row !== LONG)),
    stores: choose('--store', ['own', 'given'] as const, values.store.length > 0 ? values.store : ['own']),
    sizes: values.quick ? QUICK : FULL,
    quick: values.quick,
    profile: values.profile,
    statements: values.statements,
    entry: values.hub ?? join(import.meta.dirname, '../bin/hubbub.js'),
    against: values.against === undefined ? undefined : join(values.against, 'bin/hubbub.js'),
    databaseUrl: env.DATABASE_URL || undefined,
    resultsDir: join(import.meta.dirname, 'results'),
  }
}

function choose<T extends string>(flag: string, known: readonly T[], given: readonly string[]): readonly T[] {
  const wrong = given.find((name) => !(known as readonly string[]).includes(name))
  if (wrong !== undefined) throw new Error(`${flag} ${wrong}: use ${known.join(', ')}`)
  return given.length === 0 ? known : known.filter((name) => given.includes(name))
}
