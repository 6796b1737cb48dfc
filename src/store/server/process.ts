import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Logger } from '../../log.ts'
import { StoreUnusableError } from '../errors.ts'
import { type Address, listenSettings } from './address.ts'
import { program } from './binaries.ts'
import type { Guard } from './guard.ts'
import type { Place } from './place.ts'
import { isServerOf, readPostmasterFile } from './postmaster-file.ts'
import { type ServerLog, serverLog } from './server-log.ts'
import { SETTINGS, settingArguments } from './settings.ts'
import { plainEnvironment } from './user.ts'

const LOOK_MS = 10
const WATCH_MS = 1_000
const SLOW_MS = 10_000
const FAST_STOP_MS = 10_000
/** After SIGQUIT the server itself kills its processes that are still there five seconds later. */
const IMMEDIATE_STOP_MS = 6_000

const run = promisify(execFile)

export interface Launch {
  readonly guard: Guard
  readonly log: Logger
  /** Gives up a start under way. */
  readonly signal?: AbortSignal
}

/** A server under way. */
export interface ServerProcess {
  readonly pid: number
  readonly address: Address
  /** Resolves with the reason when the process has ended. */
  readonly ended: Promise<string>
  /** Stops it in order, by force when it takes too long. */
  stop(): Promise<void>
}

/**
 * Starts a server on the cluster, and resolves when it takes connections.
 * @throws StoreUnusableError with the server's reason when it ends before, or when `signal` is aborted.
 */
export async function launch(place: Place, address: Address, { guard, log, signal }: Launch): Promise<ServerProcess> {
  const output = serverLog(place.folder)
  const child = start(place, address, output)
  guard.watch(child.pid)
  const { pid } = child
  if (pid === undefined) {
    const [error] = await once(child, 'error')
    throw new StoreUnusableError(`PostgreSQL does not start: ${(error as Error).message}`, { cause: error })
  }
  let over = false
  const ended = once(child, 'exit').then(([code, by]) => {
    over = true
    return output.lastFault() ?? (by === null ? `exit code ${code}` : String(by))
  })
  const stopIt = () => stop(pid, place, async () => !over)
  const slow = setInterval(
    () => log.info('the database server is still starting; after a crash it first recovers'),
    SLOW_MS,
  )
  try {
    while (!(await isReady(place.cluster, pid))) {
      if (over) throw new StoreUnusableError(`PostgreSQL does not start: ${await ended}`)
      if (signal?.aborted) throw new StoreUnusableError('The hub stops.')
      await sleep(LOOK_MS)
    }
    return { pid, address, ended, stop: stopIt }
  } catch (error) {
    await stopIt()
    throw error
  } finally {
    clearInterval(slow)
  }
}

function start(place: Place, address: Address, output: ServerLog): ChildProcess {
  const file = output.open()
  const settings = settingArguments({ ...SETTINGS, ...listenSettings(address) })
  try {
    return spawn(program(place.programs, 'postgres'), ['-D', place.cluster, ...settings], {
      ...place.user,
      cwd: '/',
      env: plainEnvironment(),
      // A Ctrl-C at the terminal is for the hub, which then stops the server in its own order.
      detached: true,
      stdio: ['ignore', file, file],
    })
  } finally {
    fs.closeSync(file)
  }
}

/** Takes over a server that a hub which is gone left behind. */
export function adopt(pid: number, address: Address, place: Place): ServerProcess {
  const alive = () => isServerOf(pid, place.cluster)
  const ended = new Promise<string>((resolve) => {
    const timer = setInterval(async () => {
      if (await alive()) return
      clearInterval(timer)
      resolve('it ended')
    }, WATCH_MS)
    timer.unref()
  })
  return { pid, address, ended, stop: () => stop(pid, place, alive) }
}

/** Ends a server: SIGINT, SIGQUIT when that takes too long, then SIGKILL. */
export async function stop(pid: number, place: Place, alive: () => Promise<boolean>): Promise<void> {
  for (const [signal, patienceMs] of [
    ['INT', FAST_STOP_MS],
    ['QUIT', IMMEDIATE_STOP_MS],
    ['KILL', IMMEDIATE_STOP_MS],
  ] as const) {
    await send(pid, signal, place)
    const until = performance.now() + patienceMs
    while (performance.now() < until) {
      if (!(await alive())) return
      await sleep(LOOK_MS)
    }
  }
}

async function isReady(cluster: string, pid: number): Promise<boolean> {
  const file = await readPostmasterFile(cluster)
  return file?.pid === pid && file.status === 'ready'
}

async function send(pid: number, signal: 'INT' | 'QUIT' | 'KILL', place: Place): Promise<void> {
  try {
    // Windows has no signals; `pg_ctl` sends what stands for them there.
    if (process.platform === 'win32') await run(program(place.programs, 'pg_ctl'), ['kill', signal, String(pid)])
    else process.kill(pid, `SIG${signal}`)
  } catch {
    // Ended meanwhile.
  }
}
