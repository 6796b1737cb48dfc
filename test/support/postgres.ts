import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { findBinaries, program } from '../../src/store/server/binaries.ts'
import { findPlace } from '../../src/store/server/place.ts'
import { copyCluster } from './cluster.ts'

const START_TIMEOUT_MS = 20_000
const STOP_TIMEOUT_MS = 10_000
// Outlives a test process that is killed: its input ends then, and it ends the server.
const GUARD = 'cat >/dev/null; kill -9 "$0"; rm -rf "$1"'

/** A real PostgreSQL server of its own, in a temporary folder, on loopback. */
export interface PostgresServer {
  /** Address of a database made for this server; others come from `createDatabase`. */
  readonly url: string
  createDatabase(): Promise<string>
  /** SIGKILL, as in a power cut. */
  kill(): Promise<void>
  /** Starts it again on the same port and data, after `kill` or a stop. */
  restart(): Promise<void>
  /** SIGSTOP and SIGCONT for every process of the server. */
  freeze(): void
  thaw(): void
  /** Stops it and removes its files. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  readonly fsync?: boolean
  readonly connections?: number
}

/** Starts a server. `fsync` is off unless asked for. @throws Error when there are no binaries for this platform. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-postgres-'))
  try {
    return await startIn(home, options)
  } catch (error) {
    fs.rmSync(home, { recursive: true, force: true })
    throw error
  }
}

async function startIn(home: string, options: PostgresOptions): Promise<PostgresServer> {
  const log = pino({ level: 'silent' })
  const place = await findPlace({ dataDir: home, dataDirGiven: true, binaries: await findBinaries(), log })
  const { user, cluster } = place
  await copyCluster(home, user)
  // Hashing a password at every connection would be what the tests spend most of their time on.
  const hba = path.join(cluster, 'pg_hba.conf')
  fs.writeFileSync(hba, fs.readFileSync(hba, 'utf8').replaceAll('scram-sha-256', 'trust'))
  const port = await freePort()
  const flags = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: options.fsync ? 'on' : 'off',
    max_connections: options.connections ?? 60,
    shared_buffers: '64MB',
  }
  const args = ['-D', cluster, ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  let guard: ChildProcess | undefined
  let child = launch()
  const onExit = () => {
    child.kill('SIGKILL')
    fs.rmSync(home, { recursive: true, force: true })
  }
  process.on('exit', onExit)

  function launch() {
    const started = spawn(program(place.programs, 'postgres'), args, { ...user, cwd: home, stdio: 'ignore' })
    guard?.kill('SIGKILL')
    guard = spawn('sh', ['-c', GUARD, String(started.pid), home], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    guard.unref()
    return started
  }

  async function untilUp(): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS
    for (;;) {
      const client = new pg.Client({ connectionString: address('postgres'), connectionTimeoutMillis: 1000 })
      client.on('error', () => {})
      try {
        await client.connect()
        return
      } catch (error) {
        if (performance.now() > deadline) throw new Error('the test PostgreSQL does not start', { cause: error })
        // After a SIGKILL it refuses to start until the last of the old processes is gone.
        if (child.exitCode !== null) child = launch()
        await new Promise((resolve) => setTimeout(resolve, 30))
      } finally {
        await client.end().catch(() => {})
      }
    }
  }

  async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    // Sessions would go on answering for a moment after the server itself is gone.
    const sessions = signal === 'SIGKILL' ? childrenOf(child) : []
    signalAll('SIGCONT')
    child.kill(signal)
    for (const pid of sessions) send(pid, signal)
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await exited
    clearTimeout(impatience)
  }

  function signalAll(signal: NodeJS.Signals): void {
    for (const pid of childrenOf(child)) send(pid, signal)
    child.kill(signal)
  }

  async function createDatabase(): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`
    const client = new pg.Client({ connectionString: address('postgres') })
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    return address(name)
  }

  await untilUp()
  return {
    url: await createDatabase(),
    createDatabase,
    kill: () => end('SIGKILL'),
    async restart() {
      if (child.exitCode !== null || child.signalCode !== null) child = launch()
      await untilUp()
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    async stop() {
      process.off('exit', onExit)
      await end('SIGINT')
      guard?.kill('SIGKILL')
      fs.rmSync(home, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function childrenOf({ pid }: ChildProcess): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return (stdout ?? '').split('\n').map(Number).filter(Boolean)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Ended meanwhile.
  }
}
