import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { StoreLockedError, StoreTooNewError, StoreUnusableError } from '../../src/store/errors.ts'
import { openDatabase } from '../../src/store/open.ts'
import { startServer } from '../../src/store/server/server.ts'
import { preparedDataDir, temporaryFolder } from '../support/cluster.ts'
import { silent } from '../support/databases.ts'
import { processesWith } from '../support/processes.ts'

const CHILD = fileURLToPath(new URL('../support/own-store-process.ts', import.meta.url))

let dataDir: string
const opened: { close(): Promise<void> }[] = []
const children: ChildProcessByStdio<null, Readable, null>[] = []

beforeEach(async () => {
  dataDir = await preparedDataDir()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const each of opened.splice(0)) await each.close()
  await expect.poll(servers, { timeout: 10_000 }).toEqual([])
  fs.rmSync(dataDir, { recursive: true, force: true })
})

const cluster = () => path.join(fs.realpathSync(dataDir), 'postgres-18')
const servers = () => processesWith(`-D ${cluster()}`).map(({ pid }) => pid)
const commits = async ({ db }: Database) =>
  (await sql<{ n: number }>`select n from commits order by n`.execute(db)).rows.map(({ n }) => n)

async function open(): Promise<Database> {
  const database = await openDatabase({ dataDir, log: silent })
  opened.push(database)
  return database
}

async function start(folder = dataDir) {
  const server = await startServer({ dataDir: folder, dataDirGiven: true, log: silent })
  opened.push({ close: () => server.stop() })
  return server
}

/** A process with the store open that makes this many commits; `made` has those it was told of. */
async function startProcess(most = 0) {
  const child = spawn(process.execPath, [CHILD, dataDir, String(most)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const lines = createInterface(child.stdout)
  const made: number[] = []
  await once(lines, 'line')
  lines.on('line', (line) => made.push(Number(line)))
  return {
    pid: Number(child.pid),
    made,
    guard: () => processesWith('while read -r pid').find(({ parent }) => parent === child.pid)?.pid ?? 0,
    async end(signal: 'SIGKILL' | 'SIGTERM') {
      child.kill(signal)
      await once(child, 'close')
    },
  }
}

describe('a store of its own', () => {
  it('is made at the first start, and found with its data at the next', async () => {
    fs.rmSync(dataDir, { recursive: true })
    const first = await open()
    await sql`create table kept as select 1 as n`.execute(first.db)
    expect(first.alone()).toBe(true)
    await first.close()
    expect(servers()).toEqual([])
    const second = await open()
    expect((await sql`select n from kept`.execute(second.db)).rows).toEqual([{ n: 1 }])
  })

  it('syncs what it acknowledges', async () => {
    const { rows } = await sql`select name, setting from pg_settings
      where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name`.execute((await open()).db)
    expect(rows.map((row) => Object.values(row as object))).toEqual([
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['synchronous_commit', 'on'],
    ])
  })

  it('leaves no process when it is closed, and rejects what comes after', async () => {
    const hub = await startProcess()
    const guard = hub.guard()
    expect(servers()).toHaveLength(1)
    expect(guard).toBeGreaterThan(0)
    await hub.end('SIGTERM')
    expect(servers()).toEqual([])
    await expect.poll(() => processesWith('while read -r pid').some(({ pid }) => pid === guard)).toBe(false)
    const database = await open()
    await database.close()
    await expect(database.hot({ name: 'one', text: 'select 1' }, [])).rejects.toMatchObject({ reason: 'closed' })
  })

  it('has one hub: a second is refused with the process that has it', async () => {
    const database = await open()
    const second = openDatabase({ dataDir, log: silent })
    await expect(second).rejects.toBeInstanceOf(StoreLockedError)
    await expect(second).rejects.toThrow(`is in use by another hub (process ${process.pid})`)
    await database.ping(1000)
  })

  it('lets one of two hubs that start at once have the folder', async () => {
    const outcomes = await Promise.allSettled([open(), open()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(servers()).toHaveLength(1)
  })

  it('refuses a database that is newer than the program, and can be opened again after', async () => {
    const database = await open()
    await sql`insert into schema_migrations values (9999, 'future', 'x')`.execute(database.db)
    await database.close()
    await expect(open()).rejects.toThrow(StoreTooNewError)
    expect(servers()).toEqual([])
    const again = await openDatabase({ dataDir, log: silent, migrations: 'skip' })
    opened.push(again)
    await again.ping(1000)
  })

  it('refuses a data folder of the old store, and one of another major version', async () => {
    const old = path.join(dataDir, 'db')
    fs.mkdirSync(old)
    fs.writeFileSync(path.join(old, 'PG_VERSION'), '17\n')
    await expect(open()).rejects.toThrow(/was made by a version from before the first release.*HUBBUB_DATA_DIR/)
    fs.rmSync(old, { recursive: true })
    fs.renameSync(cluster(), path.join(dataDir, 'postgres-19'))
    await expect(open()).rejects.toThrow(/has a database of PostgreSQL 19, and this program runs PostgreSQL 18/)
  })

  it('is out of reach of a Ctrl-C at the terminal of its hub', async () => {
    const hub = await startProcess()
    const [server] = processesWith(`-D ${cluster()}`)
    const [own] = processesWith(`${CHILD} ${dataDir}`)
    expect(server?.group).not.toBe(own?.group)
    await hub.end('SIGTERM')
  })
})

describe('when the server is killed', () => {
  it('is started again, with all that was acknowledged', async () => {
    const hub = await startProcess(100_000)
    const [before] = servers()
    await expect.poll(() => hub.made.length).toBeGreaterThan(50)
    process.kill(Number(before), 'SIGKILL')
    await expect.poll(() => servers().filter((pid) => pid !== before).length, { timeout: 10_000 }).toBe(1)
    await hub.end('SIGKILL')
    const database = await open()
    expect(await commits(database)).toEqual(expect.arrayContaining(hub.made))
  })

  it('rejects at once while it is away, and answers by itself after', async () => {
    const database = await open()
    await database.ping(1000)
    process.kill(Number(servers()[0]), 'SIGKILL')
    await expect.poll(() => database.ping(1000).catch((error) => error.reason)).toBe('away')
    await expect
      .poll(
        () =>
          database.ping(1000).then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true)
  })

  it('stops in order while the server is being started again', async () => {
    const server = await start()
    process.kill(Number(server.pid()), 'SIGKILL')
    await expect.poll(() => server.pid()).toBeUndefined()
    await server.stop()
    expect(servers()).toEqual([])
  })
})

describe('when the hub is killed', () => {
  it('ends the server within seconds, so that nothing is left on the machine', async () => {
    const hub = await startProcess()
    await hub.end('SIGKILL')
    await expect.poll(servers, { timeout: 4000 }).toEqual([])
  })

  it('has all that was acknowledged at the next start, however soon that comes', async () => {
    const hub = await startProcess(100_000)
    await expect.poll(() => hub.made.length).toBeGreaterThan(50)
    await hub.end('SIGKILL')
    const database = await open()
    expect(await commits(database)).toEqual(expect.arrayContaining(hub.made))
  })

  it('takes over the server that is still there because its guard was killed too', async () => {
    const hub = await startProcess()
    const [before] = servers()
    process.kill(hub.guard(), 'SIGKILL')
    await hub.end('SIGKILL')
    const database = await open()
    expect(servers()).toEqual([before])
    process.kill(Number(before), 'SIGKILL')
    await expect
      .poll(
        () =>
          database.ping(1000).then(
            () => servers(),
            () => [before],
          ),
        { timeout: 10_000 },
      )
      .not.toEqual([before])
    await database.close()
    expect(servers()).toEqual([])
  })

  it('ends the server also after its guard had to be replaced', async () => {
    const hub = await startProcess()
    const guard = hub.guard()
    process.kill(guard, 'SIGKILL')
    await expect.poll(() => hub.guard(), { timeout: 5000 }).not.toBe(0)
    await expect.poll(() => hub.guard() !== guard && hub.guard() !== 0, { timeout: 5000 }).toBe(true)
    await hub.end('SIGKILL')
    await expect.poll(servers, { timeout: 4000 }).toEqual([])
  })

  it('begins again where it was killed while the first start made the cluster', async () => {
    fs.rmSync(dataDir, { recursive: true })
    const child = spawn(process.execPath, [CHILD, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const drafts = () => (fs.existsSync(dataDir) ? fs.readdirSync(dataDir).filter((name) => name.endsWith('.new')) : [])
    await expect
      .poll(() => drafts().some((name) => name.startsWith('postgres-18')), { interval: 5, timeout: 20_000 })
      .toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const database = await open()
    await database.ping(1000)
    await expect.poll(() => processesWith('initdb').filter(({ command }) => command.includes(dataDir))).toEqual([])
  })
})

describe('what an earlier server left', () => {
  it.each([
    ['a number that another process has now', () => `${process.pid}`],
    ['the number of no process', () => '4194303'],
    ['an empty file', () => ''],
  ])('is no obstacle: %s', async (_, pid) => {
    const file = path.join(cluster(), 'postmaster.pid')
    fs.writeFileSync(file, pid() && `${pid()}\n${cluster()}\n1767225600\n5432\n.\n\n  1234567         1\nready   \n`)
    fs.writeFileSync(path.join(cluster(), '.s.PGSQL.5432'), '')
    await (await open()).ping(1000)
  })

  it('goes with the next start where it is a half-made cluster', async () => {
    const draft = path.join(dataDir, 'postgres-18.0a1b2c3d.new')
    fs.mkdirSync(draft)
    fs.writeFileSync(path.join(draft, 'PG_VERSION'), '18\n')
    await open()
    expect(fs.existsSync(draft)).toBe(false)
  })
})

describe('where the path is too long for a Unix socket', () => {
  it('listens on the loopback interface, for those who know the password', async () => {
    const long = path.join(dataDir, 'a'.repeat(100))
    fs.mkdirSync(long)
    for (const name of ['postgres-18', 'postgres.password'])
      fs.renameSync(path.join(dataDir, name), path.join(long, name))
    if (process.getuid?.() === 0) fs.chmodSync(dataDir, 0o755)
    const { connection, stop } = await start(long)
    expect(connection.host).toBe('127.0.0.1')
    const client = new pg.Client(connection)
    await client.connect()
    await client.end()
    const stranger = new pg.Client({ ...connection, password: 'guessed' })
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' })
    await stop()
    expect(processesWith(`-D ${long}`)).toEqual([])
  })
})

describe('a server that does not start', () => {
  it('says why in one sentence, and leaves nothing', async () => {
    fs.rmSync(path.join(cluster(), 'global', 'pg_control'))
    const failed = open()
    await expect(failed).rejects.toBeInstanceOf(StoreUnusableError)
    await expect(failed).rejects.toThrow(/PostgreSQL does not start: .*pg_control/)
    expect(servers()).toEqual([])
    // The folder is free again.
    await expect(open()).rejects.toThrow(/pg_control/)
  })

  it('says that the data folder cannot be made', async () => {
    const file = path.join(temporaryFolder(), 'file')
    fs.writeFileSync(file, '')
    await expect(start(path.join(file, 'data'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    fs.rmSync(path.dirname(file), { recursive: true })
  })
})

describe('on a disk that is full', () => {
  it('rejects what it cannot store, and recovers by itself when there is space again', async (context) => {
    const disk = mountSmallDisk()
    if (disk === undefined) return context.skip('no right to mount a small disk')
    try {
      for (const name of ['postgres-18', 'postgres.password'])
        execFileSync('cp', ['-a', path.join(dataDir, name), path.join(disk, name)])
      const small = await openDatabase({ dataDir: disk, log: silent })
      opened.push(small)
      await sql`create table filling (n int not null, v text not null)`.execute(small.db)
      const ballast = path.join(disk, 'ballast')
      fs.writeFileSync(ballast, Buffer.alloc(16 * 1024 * 1024))
      const random = "select string_agg(md5(random()::text), '') from generate_series(1, 8000)"
      const fill = { name: 'fill', text: `insert into filling select $1::int4, (${random})` }
      const add = (n: number) =>
        small.hot(fill, [n], 5000).then(
          () => true,
          () => false,
        )
      let acknowledged = 0
      while (acknowledged < 10_000 && (await add(acknowledged))) acknowledged++
      expect(await add(-1)).toBe(false)
      fs.rmSync(ballast)
      const answers = () =>
        small.ping(1000).then(
          () => true,
          () => false,
        )
      await expect.poll(answers, { timeout: 20_000 }).toBe(true)
      const { rows } = await sql<{ n: number }>`select count(*) as n from filling where n >= 0`.execute(small.db)
      expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged)
      await sql`truncate filling`.execute(small.db)
      expect(await add(0)).toBe(true)
      await small.close()
      fs.writeFileSync(ballast, '')
      execFileSync('sh', ['-c', 'cat /dev/zero > "$0" 2>/dev/null || true', ballast])
      await expect(openDatabase({ dataDir: disk, log: silent })).rejects.toThrow(/no space left/i)
    } finally {
      await opened.pop()?.close()
      execFileSync('umount', ['-l', disk])
      fs.rmdirSync(disk)
    }
  }, 60_000)
})

/** A file system of 256 MB in memory, when this user may mount one. */
function mountSmallDisk(): string | undefined {
  const disk = temporaryFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', disk]).status === 0
  if (mounted) return disk
  fs.rmdirSync(disk)
  return undefined
}
