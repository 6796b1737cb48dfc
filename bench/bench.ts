import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clockMs, sleep, until } from './clock.ts'
import type { EchoCommands } from './echo.ts'
import { type Hub, type HubOptions, INGEST_PATH, type StoreKind, startHub } from './hub.ts'
import type { LoadCommands } from './load.ts'
import type { EventKind } from './messages.ts'
import type { Options } from './options.ts'
import { freePort } from './ports.ts'
import { type BenchPostgres, givenPostgres, ownPostgres } from './postgres.ts'
import type { ReceiverCommands } from './receiver.ts'
import type { RelayCommands } from './relay.ts'
import { type Remote, startRemote } from './rpc.ts'
import type { Where } from './seed-events.ts'
import { childOf, cpuSeconds, pssMb, treeCpuSeconds, treeOf } from './system.ts'

/** A hub on a fresh store. */
export interface FreshHub {
  readonly store: StoreKind
  hub: Hub
  readonly databaseUrl: string | undefined
  /** Stops the process and starts another on the same store. */
  restart(): Promise<void>
  /** Stops the process and forgets its data. */
  dispose(): Promise<void>
}

export interface HubExtras extends Pick<HubOptions, 'env' | 'nodeFlags'> {
  /** Another build than the one that is measured. */
  readonly entry?: string
  /** Fills the store before the hub starts on it. */
  readonly fill?: (where: Where) => Promise<void>
}

/** The processes of a run and what the rows need of them. */
export interface Bench {
  readonly options: Options
  readonly load: Remote<LoadCommands>
  readonly receiver: Remote<ReceiverCommands>
  readonly receiverPort: number
  readonly relayPid: number
  /** Of the server that the stores are on, when it runs on this machine as ours. */
  postgresPid(): number | undefined
  readonly echoPort: number
  readonly relayPort: number
  /** Starts a hub on a new, empty store and waits until it is ready. */
  freshHub(store: StoreKind, extras?: HubExtras): Promise<FreshHub>
  /** Where a new, empty store would be, for rows that start the hub themselves. */
  freshStore(store: StoreKind): Promise<Where>
  /** Makes requests for a target ahead of time and tells the receiver to expect them. */
  prepare(port: number, count: number, options?: Prepared): Promise<void>
  /** Starts measuring; the returned function gives the share of one core used since, by part. */
  watchCpu(fresh: FreshHub): () => Record<string, number>
  /** Of the hub and its PostgreSQL together, now. */
  memoryMb(fresh: FreshHub): number
  /** Waits until the hub (and its database) have nothing left to do. */
  settle(fresh: FreshHub): Promise<void>
  /** Turns on pg_stat_statements; false when it cannot be had. */
  countStatements(): Promise<boolean>
  say(text: string): void
  stop(): Promise<void>
}

export interface Prepared {
  readonly endpoints?: number
  readonly hanging?: number
  readonly kind?: EventKind
}

export async function createBench(options: Options): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-bench-'))
  // Under root PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o711)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const remotes = {
    load: startRemote<LoadCommands>(new URL('./load.ts', import.meta.url)),
    receiver: startRemote<ReceiverCommands>(new URL('./receiver.ts', import.meta.url)),
    echo: startRemote<EchoCommands>(new URL('./echo.ts', import.meta.url)),
    relay: startRemote<RelayCommands>(new URL('./relay.ts', import.meta.url)),
  }
  const receiverPort = await remotes.receiver.call('listen', undefined)
  const echoPort = await remotes.echo.call('listen', undefined)
  const relayPort = await remotes.relay.call('listen', receiverPort)
  let postgres: BenchPostgres | undefined
  if (options.stores.includes('given')) {
    postgres = options.databaseUrl ? givenPostgres(options.databaseUrl) : await ownPostgres()
  }
  const hubs = new Set<FreshHub>()
  let stores = 0
  let runs = 0
  const startedMs = clockMs()

  const cpuNow = ({ hub, databaseUrl }: FreshHub): Record<string, number> => {
    const server = databaseUrl === undefined ? childOf(hub.pid, 'postgres') : postgres?.pid()
    return { hub: cpuSeconds(hub.pid), ...(server === undefined ? {} : { postgres: treeCpuSeconds(server) }) }
  }
  const watchCpu = (fresh: FreshHub) => {
    const before = cpuNow(fresh)
    const since = clockMs()
    return () => {
      const seconds = (clockMs() - since) / 1000
      const shares = Object.entries(cpuNow(fresh)).map(([part, used]) => [part, (used - (before[part] ?? 0)) / seconds])
      return Object.fromEntries(shares) as Record<string, number>
    }
  }

  const bench: Bench = {
    options,
    load: remotes.load,
    receiver: remotes.receiver,
    receiverPort,
    relayPid: remotes.relay.pid,
    postgresPid: () => postgres?.pid(),
    echoPort,
    relayPort,
    async freshStore(store) {
      const name = `bench_${process.pid}_${++stores}`
      const databaseUrl = store === 'given' ? await postgres?.createDatabase() : undefined
      return { dataDir: join(folder, name), port: await freePort(), ...(databaseUrl ? { databaseUrl } : {}) }
    },
    async freshHub(store, { fill, ...extras } = {}) {
      const where = await bench.freshStore(store)
      await fill?.(where)
      const launch = (): Hub => startHub({ entry: options.entry, ...where, ...extras })
      const fresh: FreshHub = {
        store,
        hub: launch(),
        databaseUrl: where.databaseUrl,
        async restart() {
          await fresh.hub.stop()
          fresh.hub = launch()
          await fresh.hub.ready()
        },
        async dispose() {
          hubs.delete(fresh)
          await fresh.hub.stop()
          rmSync(where.dataDir, { recursive: true, force: true, maxRetries: 5 })
        },
      }
      hubs.add(fresh)
      await fresh.hub.ready()
      return fresh
    },
    async prepare(port, count, { endpoints = 1, hanging, kind = 'message' } = {}) {
      const run = `${process.pid}-${++runs}`
      await remotes.load.call('prepare', { port, path: INGEST_PATH, run, count, kind })
      await remotes.receiver.call('expect', { run, count, endpoints, ...(hanging === undefined ? {} : { hanging }) })
    },
    watchCpu,
    memoryMb({ hub, databaseUrl }) {
      const server = databaseUrl === undefined ? undefined : postgres?.pid()
      return pssMb([...treeOf(hub.pid), ...(server === undefined ? [] : treeOf(server))])
    },
    async settle(fresh) {
      await until('the hub to come to rest', 90_000, 0, async () => {
        const stop = watchCpu(fresh)
        await sleep(400)
        return Object.values(stop()).every((share) => share < 0.1)
      }).catch(() => bench.say('the hub did not come to rest'))
    },
    countStatements: async () => (await postgres?.countStatements()) ?? false,
    say: (text) => console.error(`[${((clockMs() - startedMs) / 1000).toFixed(0).padStart(4)} s] ${text}`),
    async stop() {
      for (const fresh of hubs) await fresh.dispose()
      for (const remote of Object.values(remotes)) remote.stop()
      await postgres?.stop()
    },
  }
  return bench
}
