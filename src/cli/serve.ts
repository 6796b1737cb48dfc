import { loadConfig } from '../config.ts'
import { createLogger } from '../log.ts'
import { greeting } from './first-start.ts'
import { prettyLines } from './pretty-log.ts'
import { onStopSignal } from './stop-signals.ts'
import type { Terminal } from './terminal.ts'

export interface ServeFlags {
  readonly port?: string
  readonly host?: string
  readonly dataDir?: string
}

/** A crashed process may not stop in order; it gets this long to try. */
const CRASH_STOP_MS = 10_000

/**
 * Runs the hub until a signal and resolves with the exit code; a second signal ends the process at once.
 * @throws ConfigError, or whatever kept the hub from starting.
 */
export async function serve(flags: ServeFlags, terminal: Terminal): Promise<number> {
  const { env } = terminal
  // Into the environment, so that an explanation of a failed start names the values that were used.
  if (flags.port !== undefined) env.PORT = flags.port
  if (flags.host !== undefined) env.HOST = flags.host
  if (flags.dataDir !== undefined) env.HUBBUB_DATA_DIR = flags.dataDir
  const config = loadConfig(env)
  const log = createLogger(config.logLevel, process.stderr.isTTY ? prettyLines(process.stderr) : undefined)

  const end = Promise.withResolvers<number>()
  let ending = false
  onStopSignal((signal) => {
    log.info({ signal }, 'stopping; a second signal ends the process at once')
    ending = true
    end.resolve(0)
  })
  const crash = (error: unknown) => {
    log.fatal({ err: error }, 'a fault of the hub: stopping')
    ending = true
    end.resolve(1)
    setTimeout(() => process.exit(1), CRASH_STOP_MS).unref()
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)

  const { startHub } = await import('../hub.ts')
  const hub = await startHub({ config, log })
  if (!ending) terminal.print(greeting({ config, url: hub.url, firstStart: hub.firstStart }))
  const exitCode = await end.promise
  await hub.stop()
  log.info('stopped')
  return exitCode
}
