import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, type EmbeddedOptions, openEmbedded } from '../../src/store/embedded/database.ts'
import { StoreLockedError, StoreTooNewError } from '../../src/store/errors.ts'
import { embeddedDataDir, embeddedTemplate, silent } from '../support/databases.ts'

const ADD = { name: 'add_mark', text: 'insert into marks (n) values ($1::int4)' }
const COUNT = { name: 'count_marks', text: 'select count(*) as n from marks' }

describe('the embedded database', () => {
  let dataDir: string
  let database: EmbeddedDatabase

  const open = (options: Partial<EmbeddedOptions> = {}) =>
    openEmbedded({ dataDir, log: silent, migrations: 'run', hotTimeoutMs: 1400, faultsAllowed: true, ...options })
  const count = async () => (await database.hot<{ n: number }>(COUNT, []))[0]?.n
  const back = () => expect.poll(() => count().catch(() => undefined), { timeout: 15_000 }).toBeTypeOf('number')

  beforeAll(async () => {
    dataDir = await embeddedDataDir()
    database = await open()
    await sql`create table marks (n int not null)`.execute(database.db)
  })
  afterEach(async () => {
    await database.inject({})
    await sql`truncate marks`.execute(database.db)
  })
  afterAll(async () => {
    await database.close()
    fs.rmSync(dataDir, { recursive: true, force: true })
  })

  it('syncs every commit to disk before it answers', async () => {
    for (let n = 0; n < 20; n++) {
      const { syncs } = await database.stats()
      await database.hot(ADD, [n])
      expect((await database.stats()).syncs).toBeGreaterThan(syncs)
    }
    const { syncs } = await database.stats()
    await database.db.transaction().execute(async (trx) => {
      await sql`insert into marks values (1)`.execute(trx)
      await sql`insert into marks values (2)`.execute(trx)
    })
    expect((await database.stats()).syncs).toBeGreaterThan(syncs)
  })

  it('does not answer a commit while its sync is under way', async () => {
    await database.inject({ syncDelayMs: 200 })
    const started = performance.now()
    await database.hot(ADD, [1])
    expect(performance.now() - started).toBeGreaterThan(195)
  })

  it('keeps what it has over a close, and rejects everything in between', async () => {
    await database.hot(ADD, [1])
    await database.close()
    await expect(database.hot(COUNT, [])).rejects.toMatchObject({ reason: 'closed' })
    await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject({ reason: 'closed' })
    database = await open()
    expect(await count()).toBe(1)
  })

  it('refuses a database that is newer than the program, and can be opened again after', async () => {
    await sql`insert into schema_migrations values (9999, 'future', 'x')`.execute(database.db)
    await database.close()
    await expect(open()).rejects.toThrow(StoreTooNewError)
    database = await open({ migrations: 'skip' })
    await sql`delete from schema_migrations where version = 9999`.execute(database.db)
  })

  describe('when its thread dies', () => {
    it('comes back with everything that was acknowledged, and prepares its statements again', async () => {
      for (let n = 0; n < 5; n++) await database.hot(ADD, [n])
      await database.crash()
      await back()
      expect(await count()).toBe(5)
      await database.hot(ADD, [5])
    })

    it('rejects what was under way, and at once what comes while it is away', async () => {
      const underWay = database.hot({ name: 'long', text: 'select count(*) from generate_series(1, 20000000)' }, [])
      const waiting = sql`select 1`.execute(database.db)
      const outcomes = Promise.allSettled([underWay, waiting])
      await database.crash()
      const [first, second] = await outcomes
      expect(first).toMatchObject({ status: 'rejected', reason: { reason: 'away' } })
      expect(second).toMatchObject({ status: 'rejected', reason: { reason: 'away' } })
      const started = performance.now()
      await expect(database.hot(COUNT, [])).rejects.toMatchObject({ reason: 'away' })
      expect(performance.now() - started).toBeLessThan(50)
      await back()
    })

    it('ends a transaction that was open, and goes on', async () => {
      const failing = database.db.transaction().execute(async (trx) => {
        await sql`insert into marks values (1)`.execute(trx)
        await database.crash()
        await sql`insert into marks values (2)`.execute(trx)
      })
      await expect(failing).rejects.toThrow()
      await back()
      expect(await count()).toBe(0)
    })
  })

  it('acknowledges nothing whose sync fails, and recovers', async () => {
    await database.hot(ADD, [1])
    await database.inject({ syncError: 'EIO' })
    await expect(database.hot(ADD, [2])).rejects.toMatchObject({ reason: 'away' })
    await back()
    await database.hot(ADD, [3])
    const { rows } = await sql<{ n: number }>`select n from marks where n in (1, 3)`.execute(database.db)
    expect(rows).toHaveLength(2)
  })

  it('acknowledges nothing whose log cannot be written, and recovers', async () => {
    await database.inject({ walWriteError: 'ENOSPC' })
    await expect(database.hot(ADD, [1])).rejects.toMatchObject({ reason: 'away' })
    await back()
    expect(await count()).toBe(0)
  })

  it('rejects in time while the disk is slow, without losing the statement or what comes after', async () => {
    await database.inject({ syncDelayMs: 600 })
    const started = performance.now()
    await expect(database.hot(ADD, [1], 200)).rejects.toMatchObject({ reason: 'timeout' })
    await expect(database.hot(ADD, [2], 100)).rejects.toMatchObject({ reason: 'timeout' })
    expect(performance.now() - started).toBeLessThan(550)
    await database.inject({})
    expect(await count()).toBe(1)
  })

  it('restarts when a statement never ends', async () => {
    await database.close()
    database = await open({ stuckAfterMs: 700 })
    await database.hot(ADD, [1])
    const endless = sql`select count(*) from generate_series(1, 2000000000)`.execute(database.db)
    await expect(endless).rejects.toMatchObject({ reason: 'away' })
    await back()
    expect(await count()).toBe(1)
  })

  it('has one opener', async () => {
    const second = open()
    await expect(second).rejects.toBeInstanceOf(StoreLockedError)
    await expect(second).rejects.toThrow(`${dataDir} is in use by another hub (process ${process.pid})`)
    await database.ping(1000)
  })

  it('is locked while another process has it, and free the moment that one is killed', async () => {
    await database.close()
    const other = await otherProcess(dataDir)
    try {
      await expect(open()).rejects.toThrow(`(process ${other.pid})`)
    } finally {
      other.kill('SIGKILL')
      await once(other, 'exit')
    }
    database = await open()
    await database.ping(1000)
  })

  it('syncs by system call', async (context) => {
    if (spawnable('strace') === undefined) return skip(context, 'strace is not installed')
    await database.close()
    const trace = path.join(dataDir, 'trace')
    const other = await otherProcess(dataDir, ['strace', '-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', trace])
    const syncs = () => fs.readFileSync(trace, 'utf8').match(/f(data)?sync\(\d+\)? *(=|<)/g)?.length ?? 0
    const before = syncs()
    other.stdin.write('20\n')
    await once(createInterface(other.stdout), 'line')
    const counted = syncs() - before
    other.stdin.end()
    await once(other, 'exit')
    console.log(`strace: ${counted} syncs for 20 commits`)
    expect(counted).toBeGreaterThanOrEqual(20)
    database = await open()
  })

  it('rejects while the disk is full, and recovers by itself when there is space again', async (context) => {
    const disk = mountSmallDisk()
    if (disk === undefined) return skip(context, 'no right to mount a small disk')
    try {
      fs.cpSync(await embeddedTemplate(), path.join(disk, 'db'), { recursive: true })
      const small = await openEmbedded({ dataDir: disk, log: silent, migrations: 'run', hotTimeoutMs: 1400 })
      await sql`create table filling (n int not null, v text not null)`.execute(small.db)
      const ballast = path.join(disk, 'ballast')
      fs.writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024))
      const random = "select string_agg(md5(random()::text), '') from generate_series(1, 1000)"
      const fill = { name: 'fill', text: `insert into filling select $1::int4, (${random})` }
      const add = (n: number) =>
        small.hot(fill, [n], 5000).then(
          () => true,
          () => false,
        )
      let acknowledged = 0
      while (acknowledged < 5000 && (await add(acknowledged))) acknowledged++
      expect(await add(-1)).toBe(false)
      fs.rmSync(ballast)
      await expect
        .poll(
          () =>
            small.ping(1000).then(
              () => true,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true)
      const { rows } = await sql<{ n: number }>`select count(*) as n from filling where n >= 0`.execute(small.db)
      expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged)
      await sql`truncate filling`.execute(small.db)
      expect(await add(0)).toBe(true)
      console.log(`full disk: ${acknowledged} acknowledged, ${rows[0]?.n} found`)
      await small.close()
    } finally {
      execFileSync('umount', ['-l', disk])
      fs.rmdirSync(disk)
    }
  }, 60_000)
})

/** A file system of 160 MB in memory, when this user may mount one. */
function mountSmallDisk(): string | undefined {
  const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk]).status === 0
  if (mounted) return disk
  fs.rmdirSync(disk)
  return undefined
}

const OTHER = new URL('../support/embedded-process.ts', import.meta.url).pathname

/** A process that has the database open; it writes as many commits as a line on its input says. */
async function otherProcess(dataDir: string, prefix: string[] = []) {
  const [command = '', ...rest] = [...prefix, process.execPath, OTHER, dataDir]
  const other = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  return other
}

function spawnable(command: string): string | undefined {
  return (process.env.PATH ?? '').split(path.delimiter).find((folder) => fs.existsSync(path.join(folder, command)))
}

function skip(context: { skip(): void }, reason: string): void {
  console.log(`skipped: ${reason}`)
  context.skip()
}
