import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { treeCpuSeconds } from './system.ts'

/** Processor seconds of a hub and of its PostgreSQL server. */
export interface ProcessorUse {
  /** Of the hub's main thread. */
  readonly main: number
  /** Of its other threads. */
  readonly threads: number
  readonly postgres: number
}

const NANOSECONDS = 1e9

/** So far; zeros where /proc does not exist. */
export function useOf(pid: number, postmaster?: number): ProcessorUse {
  let main = 0
  let threads = 0
  for (const thread of threadsOf(pid)) {
    const seconds = runSeconds(pid, thread)
    if (thread === pid) main = seconds
    else threads += seconds
  }
  return { main, threads, postgres: postmaster === undefined ? 0 : treeCpuSeconds(postmaster) }
}

/** What was used between two looks. */
export function ended(before: ProcessorUse, after: ProcessorUse): ProcessorUse {
  return {
    main: after.main - before.main,
    threads: after.threads - before.threads,
    postgres: after.postgres - before.postgres,
  }
}

/** How often the threads of a process were put on a core after they had waited, since it started. */
export function wakeUpsOf(pid: number): number {
  let sum = 0
  for (const thread of threadsOf(pid)) {
    const status = read(`/proc/${pid}/task/${thread}/status`)
    sum += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0)
  }
  return sum
}

/** Transactions of a database so far. */
export async function transactionsOf(databaseUrl: string | undefined): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
    )
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}

function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return []
  }
}

/** More exact than the ticks of /proc/<pid>/stat. */
function runSeconds(pid: number, thread: number): number {
  return Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] || 0) / NANOSECONDS
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
