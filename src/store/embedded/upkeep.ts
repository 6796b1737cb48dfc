/** What the statistics say of one table. Rows are estimates. */
export interface TableState {
  /** With its schema, quoted where it has to be. */
  readonly name: string
  readonly liveRows: number
  readonly deadRows: number
  readonly changedSinceAnalyze: number
  /** Table and indexes. */
  readonly bytes: number
  /** Transactions since its oldest row was frozen. */
  readonly age: number
}

/** Reads a TableState of every table that has something to do. */
export const SURVEY = `
  select format('%I.%I', s.schemaname, s.relname) as "name", s.n_live_tup as "liveRows", s.n_dead_tup as "deadRows",
    s.n_mod_since_analyze as "changedSinceAnalyze", pg_total_relation_size(s.relid) as "bytes", age(c.relfrozenxid) as "age"
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where s.n_dead_tup > 0 or s.n_mod_since_analyze > 0`

/** The age of the whole database, which bounds how long it may go on without freezing. */
export const DATABASE_AGE = 'select max(age(relfrozenxid)) as age from pg_class where relfrozenxid <> 0'

const MIN_ROWS = 1_000
const SMALL_BYTES = 48 * 1024 * 1024
const FREEZE_AGE = 200_000_000
const FREEZE_NOW_AGE = 1_000_000_000
/** A vacuum reads up to the whole table and its indexes: larger ones wait for a longer pause. */
const BYTES_PER_IDLE_MS = 20_000

/**
 * The statement a table needs now, if any. The one connection is blocked meanwhile, so a large table waits for a
 * pause in the traffic, unless half of it is dead.
 */
export function upkeepOf(table: TableState, idleMs: number): string | undefined {
  const quiet = table.bytes < SMALL_BYTES || idleMs > table.bytes / BYTES_PER_IDLE_MS
  const deadShare = table.deadRows / (table.liveRows + table.deadRows)
  const vacuum = table.deadRows > MIN_ROWS && (quiet ? deadShare > 0.1 : deadShare > 0.5)
  // Grows with the table: a table is analysed some twenty times on its way to a million rows.
  const analyze = table.changedSinceAnalyze > MIN_ROWS + table.liveRows * 0.2
  if (vacuum) return `vacuum (truncate off${analyze ? ', analyze' : ''}) ${table.name}`
  return analyze ? `analyze ${table.name}` : undefined
}

/** True when the database must be frozen: in a pause early, else only when it cannot wait any more. */
export function mustFreeze(age: number, idle: boolean): boolean {
  return age > (idle ? FREEZE_AGE : FREEZE_NOW_AGE)
}
