import type { Bench, FreshHub } from '../bench.ts'
import { sleep } from '../clock.ts'
import type { EventKind } from '../messages.ts'
import { ended, type ProcessorUse, transactionsOf, useOf, wakeUpsOf } from '../processor.ts'
import type { RowResult } from '../row.ts'
import { median } from '../statistics.ts'
import { addEndpoints, fullLoad } from './end-to-end.ts'
import { steadyLoad } from './steady.ts'

const CONNECTIONS = 64
const PER_SECOND = 300
/** Main-thread CPU per event of the hub ÷ that of the relay. */
const RELAY_TARGET = 2.0
/** CPU per event ÷ that of the other build: of events that no handler wants, and of messages of known contacts. */
const BASE_TARGETS = {
  insight: { full: 1.05, steady: 1.05 },
  message: { full: 1.2, steady: 1.15 },
} as const
const IDLE_TARGETS = { share: 0.005, wakeUps: 20, transactions: 2 }

/** What a build of the hub used: microseconds per event at full load, seconds at a steady rate. */
interface Use extends Record<EventKind, { readonly full: ProcessorUse; readonly steady: ProcessorUse }> {
  readonly idle: Idle
}

interface Idle {
  readonly share: number
  readonly wakeUps: number
  readonly transactions: number
}

/**
 * What an event costs in processor time: at full load by thread, at 300 events/s in all, and what the hub costs while nothing
 * comes. With `--against` the same of another build, in interleaved pairs; only ratios of a pair are compared.
 */
export async function cpu(bench: Bench): Promise<RowResult[]> {
  const { sizes, entry, against } = bench.options
  const builds = [entry, ...(against === undefined ? [] : [against])]
  const uses = new Map<string, Use[]>(builds.map((build) => [build, []]))
  const relays: number[] = []
  for (let round = 0; round < sizes.pairs; round++) {
    relays.push(await relayMicroseconds(bench, sizes.burst))
    // Each build is first in every other round.
    for (const build of round % 2 === 0 ? builds : builds.toReversed()) {
      const use = await measure(bench, build)
      uses.get(build)?.push(use)
      bench.say(`cpu: ${build} ${JSON.stringify(use)}`)
    }
  }
  const own = uses.get(entry) ?? []
  const other = against === undefined ? [] : (uses.get(against) ?? [])
  const mainOverRelay = median(own.map((use, index) => use.message.full.main / (relays[index] ?? Number.NaN)))
  const rows = [
    row('CPU per event, main thread ÷ relay', `≤ ${RELAY_TARGET.toFixed(1)}`, mainOverRelay, RELAY_TARGET, own),
    idleRow(own),
  ]
  if (other.length === 0) return rows
  const ratio = (part: (use: Use) => number) => median(own.map((use, index) => part(use) / part(other[index] ?? use)))
  return [...rows, ...KINDS.flatMap(compared)]

  function compared(kind: EventKind): RowResult[] {
    const { full, steady } = BASE_TARGETS[kind]
    const name = kind === 'message' ? 'messages' : 'events no handler wants'
    const atFull = ratio((use) => total(use[kind].full))
    const atSteady = ratio((use) => total(use[kind].steady))
    return [
      row(`CPU per event at full load ÷ other build: ${name}`, `≤ ${full} ×`, atFull, full, { own, other }),
      row(`CPU at ${PER_SECOND}/s ÷ other build: ${name}`, `≤ ${steady} ×`, atSteady, steady, { own, other }),
    ]
  }
}

const KINDS = ['insight', 'message'] as const

async function measure(bench: Bench, entry: string): Promise<Use> {
  const { burst, warmUp, latency: seconds, rest } = bench.options.sizes
  const fresh = await bench.freshHub('given', { entry })
  try {
    await addEndpoints(bench, fresh, 1)
    await fullLoad(bench, fresh, CONNECTIONS, warmUp, 'message')
    const use = async (kind: EventKind) => {
      const beforeFull = await now(bench, fresh)
      const { events } = await fullLoad(bench, fresh, CONNECTIONS, burst, kind)
      const full = perEvent(ended(beforeFull, await now(bench, fresh)), Number(events))
      const beforeSteady = await now(bench, fresh)
      await steadyLoad(bench, fresh, { perSecond: PER_SECOND, warmUp: 0, seconds, endpoints: 1, kind })
      await bench.settle(fresh)
      return { full, steady: ended(beforeSteady, await now(bench, fresh)) }
    }
    const [insight, message] = [await use('insight'), await use('message')]
    return { insight, message, idle: await idleOf(bench, fresh, rest) }
  } finally {
    await fresh.dispose()
  }
}

async function idleOf(bench: Bench, fresh: FreshHub, seconds: number): Promise<Idle> {
  const { databaseUrl } = fresh
  const before = await now(bench, fresh)
  const wakeUps = wakeUpsOf(fresh.hub.pid)
  const transactions = await transactionsOf(databaseUrl)
  await sleep(seconds * 1000)
  const used = ended(before, await now(bench, fresh))
  return {
    share: total(used) / seconds,
    wakeUps: (wakeUpsOf(fresh.hub.pid) - wakeUps) / seconds,
    // The look at the counter is one of them.
    transactions: ((await transactionsOf(databaseUrl)) - transactions - 1) / seconds,
  }
}

async function relayMicroseconds(bench: Bench, seconds: number): Promise<number> {
  await bench.prepare(bench.relayPort, 20_000)
  const before = useOf(bench.relayPid)
  const result = await bench.load.call('closed', { connections: CONNECTIONS, seconds, cycle: true })
  const used = ended(before, useOf(bench.relayPid))
  return (used.main * 1e6) / result.ok
}

const now = async (bench: Bench, fresh: FreshHub): Promise<ProcessorUse> => useOf(fresh.hub.pid, bench.postgresPid())

const total = ({ main, threads, postgres }: ProcessorUse): number => main + threads + postgres

function perEvent({ main, threads, postgres }: ProcessorUse, events: number): ProcessorUse {
  const each = (seconds: number) => (seconds * 1e6) / events
  return { main: each(main), threads: each(threads), postgres: each(postgres) }
}

function row(name: string, target: string, value: number, most: number, details: unknown): RowResult {
  return {
    row: name,
    measured: { given: { target, value: value.toFixed(2), pass: value <= most } },
    details,
  }
}

function idleRow(own: readonly Use[]): RowResult {
  const of = (part: (idle: Idle) => number) => median(own.map(({ idle }) => part(idle)))
  const share = of((idle) => idle.share)
  const wakeUps = of((idle) => idle.wakeUps)
  const transactions = of((idle) => idle.transactions)
  const { share: mostShare, wakeUps: mostWakeUps, transactions: mostTransactions } = IDLE_TARGETS
  return {
    row: 'idle: share of a core / wake-ups / transactions a second',
    measured: {
      given: {
        target: `≤ ${mostShare * 100} % / ${mostWakeUps} / ${mostTransactions}`,
        value: `${(share * 100).toFixed(2)} % / ${wakeUps.toFixed(1)} / ${transactions.toFixed(1)}`,
        pass: share <= mostShare && wakeUps <= mostWakeUps && transactions <= mostTransactions,
      },
    },
    details: own.map(({ idle }) => idle),
  }
}
