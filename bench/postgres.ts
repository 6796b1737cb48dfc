import pg from 'pg'
import { startPostgres } from '../test/support/postgres.ts'
import { parentOf } from './system.ts'

/** The PostgreSQL server of a run. */
export interface BenchPostgres {
  /** Process id of the postmaster, when the server runs on this machine as ours. */
  pid(): number | undefined
  /** Creates an empty database and gives its URL. */
  createDatabase(): Promise<string>
  /** Counts statements from now on (pg_stat_statements); restarts the server. False when that cannot be had. */
  countStatements(): Promise<boolean>
  stop(): Promise<void>
}

/** Uses the server of a URL; the databases made on it are dropped at `stop`. */
export function givenPostgres(url: string): BenchPostgres {
  const made: string[] = []
  return {
    pid: () => undefined,
    async createDatabase() {
      const name = `hubbub_bench_${process.pid}_${made.length}`
      await query(url, `create database ${name}`)
      made.push(name)
      return Object.assign(new URL(url), { pathname: `/${name}` }).href
    },
    async countStatements() {
      const [row] = await query<{ shared_preload_libraries: string }>(url, 'show shared_preload_libraries')
      return row?.shared_preload_libraries.includes('pg_stat_statements') ?? false
    },
    async stop() {
      for (const name of made) await query(url, `drop database if exists ${name} with (force)`)
    },
  }
}

/** Starts a server for this run, that syncs every commit to the disk. */
export async function ownPostgres(): Promise<BenchPostgres> {
  const server = await startPostgres({ fsync: true })
  let pid = await postmasterOf(server.url)
  return {
    pid: () => pid,
    createDatabase: () => server.createDatabase(),
    async countStatements() {
      await query(server.url, "alter system set shared_preload_libraries = 'pg_stat_statements'")
      await server.kill()
      await server.restart()
      pid = await postmasterOf(server.url)
      return true
    },
    stop: () => server.stop(),
  }
}

/** The checkpointer lives as long as the server; its parent is the postmaster. */
async function postmasterOf(url: string): Promise<number | undefined> {
  const [child] = await query<{ pid: number }>(
    url,
    "select pid from pg_stat_activity where backend_type = 'checkpointer'",
  )
  return child && parentOf(child.pid)
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}
