import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { StoreUnavailableError } from '../../src/store/errors.ts'
import { openDatabase } from '../../src/store/open.ts'
import { silent } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

const SELECT = { name: 'one', text: 'select 1 as n' }

describe('a PostgreSQL server', () => {
  let server: PostgresServer
  const opened: Database[] = []
  const open = async (databaseUrl = server.url) => {
    const database = await openDatabase({ databaseUrl, dataDir: '/nonexistent', log: silent })
    opened.push(database)
    return database
  }
  const answers = (database: Database) =>
    expect.poll(() => database.hot(SELECT, []).catch(() => []), { timeout: 15_000 }).toEqual([{ n: 1 }])

  beforeAll(async () => {
    server = await startPostgres()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()))
  })
  afterAll(() => server.stop())

  it('is brought up to date once by two processes that start at the same time', async () => {
    const url = await server.createDatabase()
    const [first] = await Promise.all([open(url), open(url), open(url)])
    const { rows } = await sql`select count(*) from schema_migrations where version = 1`.execute((first as Database).db)
    expect(rows).toEqual([{ count: 1 }])
  })

  it('rejects while it is killed, and answers by itself after its restart', async () => {
    const database = await open()
    await database.hot(SELECT, [])
    await server.kill()
    await expect(database.hot(SELECT, [])).rejects.toBeInstanceOf(StoreUnavailableError)
    await expect(database.ping(500)).rejects.toMatchObject({ reason: 'away' })
    await expect(sql`select 1`.execute(database.db)).rejects.toThrow()
    await expect.poll(() => database.alone(), { timeout: 5000 }).toBe(false)
    await server.restart()
    await answers(database)
    await sql`select 1`.execute(database.db)
    await expect.poll(() => database.alone(), { timeout: 15_000 }).toBe(true)
  })

  it('rejects in time while it hangs, and answers once it goes on', async () => {
    const database = await open()
    await database.hot(SELECT, [])
    server.freeze()
    try {
      const started = performance.now()
      await expect(database.hot(SELECT, [], 300)).rejects.toMatchObject({ reason: 'timeout' })
      expect(performance.now() - started).toBeLessThan(1000)
    } finally {
      server.thaw()
    }
    await answers(database)
  })

  it('cancels a hot statement that runs too long on the server too', async () => {
    const database = await open()
    const sleep = { name: 'sleep', text: 'select pg_sleep(30)' }
    await expect(database.hot(sleep, [], 200)).rejects.toThrow()
    const running = sql`select count(*) from pg_stat_activity where query = ${sleep.text} and state = 'active'`
    await expect.poll(async () => (await running.execute(database.db)).rows, { timeout: 5000 }).toEqual([{ count: 0 }])
  })

  it('tells each of two hubs that it is not alone, and the one left that it is', async () => {
    const first = await open()
    // What a process that just went had under way may still commit.
    expect(first.alone()).toBe(false)
    await expect.poll(() => first.alone(), { timeout: 15_000 }).toBe(true)
    const second = await open()
    await expect.poll(() => first.alone() || second.alone(), { timeout: 5000 }).toBe(false)
    await second.close()
    await expect.poll(() => first.alone(), { timeout: 15_000 }).toBe(true)
  })

  it('carries notifications from one process to another', async () => {
    const [first, second] = [await open(), await open()]
    const heard = new Promise<string>((resolve) => void first.listen('hubbub_due', resolve))
    await first.listen('hubbub_due', () => {})
    await second.notify('hubbub_due', 'events')
    expect(await heard).toBe('events')
  })

  it('says that it is away when there is nobody at the address', async () => {
    await expect(open('postgres://postgres@127.0.0.1:1/none')).rejects.toMatchObject({ reason: 'away' })
  })

  it('rejects everything after it is closed', async () => {
    const database = await open()
    await database.close()
    await expect(database.hot(SELECT, [])).rejects.toMatchObject({ reason: 'closed' })
  })
})
