import type { Bench } from './bench.ts'
import { query } from './postgres.ts'
import { addEndpoints, fullLoad } from './rows/end-to-end.ts'

interface Statement extends Record<string, unknown> {
  readonly calls: string
  readonly rows: string
  readonly wal: string
  readonly ms: number
  readonly query: string
}

/** Runs full load on a server beside the hub and prints statements, transactions and bytes of WAL per event, with the costliest. */
export async function statements(bench: Bench): Promise<void> {
  const counted = await bench.countStatements()
  const fresh = await bench.freshHub('given')
  const url = fresh.databaseUrl
  if (url === undefined) throw new Error('--statements needs --store given')
  await addEndpoints(bench, fresh, 1)
  if (counted) await query(url, 'create extension pg_stat_statements; select pg_stat_statements_reset()')
  const before = await snapshot(url)
  const round = await fullLoad(bench, fresh, 64, bench.options.sizes.burst * 2)
  const after = await snapshot(url)
  const events = Number(round.events)
  console.log(`\n${JSON.stringify(round)}`)
  console.log(`transactions per event  ${((after.transactions - before.transactions) / events).toFixed(3)}`)
  console.log(`WAL bytes per event     ${((after.wal - before.wal) / events).toFixed(0)}`)
  if (!counted) console.log('statements are not counted: pg_stat_statements is not loaded')
  else await printStatements(url, events)
  await fresh.dispose()
}

async function printStatements(url: string, events: number): Promise<void> {
  const all = await query<Statement>(
    url,
    `select calls, rows, wal_bytes wal, total_exec_time ms, regexp_replace(query, '\\s+', ' ', 'g') query
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
     order by total_exec_time desc`,
  )
  const calls = all.reduce((sum, each) => sum + Number(each.calls), 0)
  console.log(`statements per event    ${(calls / events).toFixed(3)}\n`)
  console.log('  calls   rows/call   ms/call   WAL bytes/event   statement')
  for (const each of all.slice(0, 12)) {
    const figures = [
      each.calls.padStart(7),
      (Number(each.rows) / Number(each.calls)).toFixed(1).padStart(11),
      (each.ms / Number(each.calls)).toFixed(2).padStart(9),
      (Number(each.wal) / events).toFixed(0).padStart(17),
    ]
    console.log(`${figures.join(' ')}   ${whatItDoes(each.query)}`)
  }
}

/** The tables a statement writes, or else its beginning. */
function whatItDoes(text: string): string {
  const writes = [...text.matchAll(/\b(insert into|update|delete from) (?!skip)(\w+)/g)].map(
    ([, verb, table]) => `${verb} ${table}`,
  )
  return writes.length > 0 ? writes.join(', ') : text.slice(0, 110)
}

async function snapshot(url: string): Promise<{ transactions: number; wal: number }> {
  const [row] = await query<{ transactions: string; wal: string }>(
    url,
    `select xact_commit transactions, pg_current_wal_insert_lsn() - '0/0' wal
     from pg_stat_database where datname = current_database()`,
  )
  return { transactions: Number(row?.transactions), wal: Number(row?.wal) }
}
