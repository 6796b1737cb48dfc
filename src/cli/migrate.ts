import { loadConfig } from '../config.ts'
import { createLogger } from '../log.ts'
import { StoreLockedError, StoreTooNewError } from '../store/errors.ts'
import { inspectStore, type StoreState } from '../store/inspect.ts'
import { openDatabase } from '../store/open.ts'
import { CommandFailure, withoutPassword } from './failure.ts'
import type { Terminal } from './terminal.ts'

export interface MigrateFlags {
  readonly check?: boolean
  readonly dataDir?: string
}

/** Brings the database to this program's schema; with `check` only says what is pending (exit code 1 then). */
export async function migrate(flags: MigrateFlags, terminal: Terminal): Promise<number> {
  const { env } = terminal
  if (flags.dataDir !== undefined) env.HUBBUB_DATA_DIR = flags.dataDir
  const config = loadConfig(env)
  const log = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel)
  const before = await inspectStore(config, log).catch(politely)
  terminal.print(`Database   ${where(before, config.databaseUrl)}`)
  terminal.print(`Migration  ${before.applied} of ${before.known}`)
  if (before.applied > before.known) throw new StoreTooNewError(before.applied, before.known)
  if (before.pending.length === 0) {
    terminal.print('Up to date.')
    return 0
  }
  if (flags.check) {
    terminal.print(
      `Pending    ${before.pending.join(', ')}\nApply them with: hubbub migrate (the hub also does when it starts)`,
    )
    return 1
  }
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    dataDirGiven: config.given.has('HUBBUB_DATA_DIR'),
    log,
  }).catch(politely)
  await database.close()
  for (const name of before.pending) terminal.print(`Applied    ${name}`)
  terminal.print('Up to date.')
  return 0
}

function where(state: StoreState, databaseUrl: string | undefined): string {
  if (databaseUrl !== undefined) return `${state.server} at ${withoutPassword(databaseUrl)}`
  return state.server === undefined ? 'not there yet' : `${state.server}, run by the hub`
}

function politely(error: unknown): never {
  if (!(error instanceof StoreLockedError)) throw error
  throw new CommandFailure(
    `${error.message}\nThere is nothing to do while a hub runs on it: it migrated the database when it started.`,
    { cause: error },
  )
}
