import type { Config } from '../../config.ts'
import { createLogger } from '../../log.ts'
import { StoreLockedError } from '../../store/errors.ts'
import { inspectStore } from '../../store/inspect.ts'
import { failureText, withoutPassword } from '../failure.ts'
import { type Check, fail, ok, warn } from './check.ts'
import { checkClock } from './clock.ts'

/** The database: reachable, new enough, migrated. One that the hub runs is the hub's while it runs: then the hub is asked. */
export async function checkDatabase(config: Config, env: NodeJS.ProcessEnv, hubReady: boolean): Promise<Check[]> {
  const name = 'Database'
  const { databaseUrl } = config
  if (databaseUrl === undefined && hubReady)
    return [ok(name, 'run by the hub, which says it is ready (it migrates at each start)')]
  try {
    const state = await inspectStore(config, createLogger('silent'))
    if (state.server === undefined) return [ok(name, 'not there yet; the first start makes it')]
    const place = databaseUrl === undefined ? 'run by the hub' : `at ${withoutPassword(databaseUrl)}`
    const text = `${state.server}, ${place}, migration ${state.applied} of ${state.known}`
    const clock = databaseUrl === undefined ? [] : [checkClock('Database clock', state.clockAheadMs)]
    if (state.applied > state.known)
      return [fail(name, `${text}: newer than this program`, 'Start the newer program, or restore a backup.'), ...clock]
    if (state.pending.length === 0) return [ok(name, text), ...clock]
    return [
      warn(name, `${text}; pending: ${state.pending.join(', ')}`, 'hubbub migrate, or just start the hub.'),
      ...clock,
    ]
  } catch (error) {
    if (error instanceof StoreLockedError)
      return [
        fail(
          name,
          `run by ${error.pid === undefined ? 'another process' : `process ${error.pid}`}, but no ready hub answers`,
          'If the hub runs under another address, give it with --url. If it hangs, stop that process and start it again.',
        ),
      ]
    const [detail = '', ...remedy] = failureText(error, env).split('\n')
    return [fail(name, detail, remedy.join(' ') || 'Start the database server, and check DATABASE_URL.')]
  }
}
