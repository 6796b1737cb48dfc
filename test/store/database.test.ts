import { sql } from 'kysely'
import pg from 'pg'
import { expect, it } from 'vitest'
import { describeStore } from '../support/databases.ts'

const WORKSPACE = '0192f0c1-2345-7abc-8def-0123456789ab'

describeStore('the store', (store) => {
  const insert = (name: string) =>
    store
      .database()
      .db.insertInto('secrets')
      .values({ workspace_id: WORKSPACE, name, sealed: Buffer.from(name) })
  const names = async () => {
    const rows = await store.database().db.selectFrom('secrets').select('name').orderBy('name').execute()
    return rows.map((row) => row.name)
  }

  it('gives counts as numbers, timestamps as Dates, bytes as Buffers', async () => {
    const at = new Date('2026-01-10T12:00:00.123Z')
    const { rows } = await sql`select count(*) as count, sum(3::bigint) as sum, ${at}::timestamptz as at,
      ${Buffer.from('x')}::bytea as bytes, array['a', null]::text[] as texts, true as yes`.execute(store.database().db)
    expect(rows).toEqual([{ count: 1, sum: 3, at, bytes: Buffer.from('x'), texts: ['a', null], yes: true }])
  })

  it('runs a prepared statement again and again', async () => {
    const statement = { name: 'double', text: 'select $1::int4 * 2 as n' }
    for (const n of [1, 2, 3]) expect(await store.database().hot(statement, [n])).toEqual([{ n: n * 2 }])
  })

  it('gives large answers whole', async () => {
    const statement = { name: 'large', text: "select repeat('x', 1000) as v from generate_series(1, 5000)" }
    const rows = await store.database().hot<{ v: string }>(statement, [])
    expect(rows).toHaveLength(5000)
    expect(rows.every((row) => row.v.length === 1000)).toBe(true)
  })

  it('reports what PostgreSQL refuses, with its code, and goes on', async () => {
    const statement = { name: 'divide', text: 'select 1 / $1::int4 as n' }
    await expect(store.database().hot(statement, [0])).rejects.toMatchObject({ code: '22012' })
    await expect(store.database().hot(statement, [0])).rejects.toBeInstanceOf(pg.DatabaseError)
    expect(await store.database().hot(statement, [1])).toEqual([{ n: 1 }])
    await expect(sql`selec`.execute(store.database().db)).rejects.toMatchObject({ code: '42601' })
    await expect(store.database().hot({ name: 'wrong', text: 'selec' }, [])).rejects.toMatchObject({ code: '42601' })
    await store.database().ping(1000)
  })

  it('commits a transaction as a whole', async () => {
    await store
      .database()
      .db.transaction()
      .execute(async (trx) => {
        await trx
          .insertInto('secrets')
          .values({ workspace_id: WORKSPACE, name: 'a', sealed: Buffer.of(1) })
          .execute()
        await trx
          .insertInto('secrets')
          .values({ workspace_id: WORKSPACE, name: 'b', sealed: Buffer.of(2) })
          .execute()
      })
    expect(await names()).toEqual(['a', 'b'])
  })

  it('undoes a transaction that fails, and one whose statement failed', async () => {
    const failing = store.database().db.transaction()
    await expect(
      failing.execute(async (trx) => {
        await trx
          .insertInto('secrets')
          .values({ workspace_id: WORKSPACE, name: 'c', sealed: Buffer.of(1) })
          .execute()
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await expect(
      failing.execute((trx) =>
        trx
          .insertInto('secrets')
          .values({ workspace_id: WORKSPACE, name: 'a', sealed: Buffer.of(1) })
          .execute(),
      ),
    ).rejects.toMatchObject({ code: '23505' })
    await insert('d').execute()
    expect(await names()).toEqual(['a', 'b', 'd'])
  })

  it('does not let a transaction left open reach whoever comes next', async () => {
    await store
      .database()
      .db.connection()
      .execute(async (connection) => {
        await sql`begin`.execute(connection)
        await sql`select 1`.execute(connection)
      })
    await insert('e').execute()
    const { rows } = await sql`select now() = statement_timestamp() as outside`.execute(store.database().db)
    expect(rows).toEqual([{ outside: true }])
  })

  it('rejects a hot statement that does not answer in time, and answers the next one', async () => {
    const slow = { name: 'slow', text: 'select count(*) from generate_series(1, 3000000)' }
    await expect(store.database().hot(slow, [], 30)).rejects.toThrow()
    await expect
      .poll(
        () =>
          store
            .database()
            .ping(1000)
            .then(() => true),
        { timeout: 15_000 },
      )
      .toBe(true)
  })

  it('lets hot statements run beside queries and transactions', async () => {
    const statement = { name: 'number', text: 'select $1::int4 as n' }
    const work = Array.from({ length: 50 }, (_, n) => [
      store.database().hot<{ n: number }>(statement, [n], 10_000),
      sql`select ${n}::int4 as n`.execute(store.database().db),
      store
        .database()
        .db.transaction()
        .execute((trx) => sql`select ${n}::int4 as n`.execute(trx)),
    ])
    expect(await Promise.all(work.flat())).toHaveLength(150)
  })

  it('hears its own notifications', async () => {
    const heard = new Promise<string>((resolve) => void store.database().listen('hubbub_test', resolve))
    await store.database().listen('hubbub_other', () => {})
    await store.database().notify('hubbub_test', 'hello')
    expect(await heard).toBe('hello')
  })

  it('knows when it is the only hub', async () => {
    await expect.poll(() => store.database().alone(), { timeout: 15_000 }).toBe(true)
  })
})
