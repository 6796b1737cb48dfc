import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { StoreTooNewError, StoreUnusableError } from '../../src/store/errors.ts'
import { type MigrationSession, migrate, pendingMigrations, readMigrations } from '../../src/store/migrate.ts'
import { describeStore } from '../support/databases.ts'

/** Runs migrations on one connection of the database. */
function onSession<T>(database: Database, work: (session: MigrationSession) => Promise<T>): Promise<T> {
  return database.db.connection().execute((connection) =>
    work({
      async query(text, values = []) {
        const parts = text.split(/\$\d+/)
        const fragments = parts.map((part, i) =>
          i < values.length ? sql`${sql.raw(part)}${values[i]}` : sql.raw(part),
        )
        const { rows } = await sql<Record<string, unknown>>`${sql.join(fragments, sql``)}`.execute(connection)
        return { rows }
      },
    }),
  )
}

function extra(version: number, text: string) {
  return { version, name: 'extra', checksum: createHash('sha256').update(text).digest('hex'), sql: text }
}

describeStore('migrations', (store) => {
  it('are all applied when the store is opened, with name and checksum', async () => {
    const { rows } = await sql`select version, name, checksum from schema_migrations order by version`.execute(
      store.database().db,
    )
    const known = await readMigrations()
    expect(rows).toEqual(known.map(({ version, name, checksum }) => ({ version, name, checksum })))
    expect(await onSession(store.database(), pendingMigrations)).toEqual([])
  })

  it('do nothing the second time', async () => {
    expect(await onSession(store.database(), (session) => migrate(session))).toEqual([])
  })

  it('leave nothing behind when one fails', async () => {
    const known = await readMigrations()
    const broken = extra(known.length + 1, 'create table half (id int); select 1/0')
    const attempt = onSession(store.database(), (session) => migrate(session, [...known, broken]))
    await expect(attempt).rejects.toThrow(/extra\) failed: division by zero/)
    const { rows } =
      await sql`select to_regclass('half') as half, (select max(version) from schema_migrations)`.execute(
        store.database().db,
      )
    expect(rows).toEqual([{ half: null, max: known.length }])
  })

  it('are refused when an applied one was changed', async () => {
    const [first, ...rest] = await readMigrations()
    if (!first) throw new Error('no migrations')
    const attempt = onSession(store.database(), (session) => migrate(session, [{ ...first, checksum: 'x' }, ...rest]))
    await expect(attempt).rejects.toThrow(StoreUnusableError)
  })

  it('are refused while a process works on the database, and applied once that is gone', async () => {
    const known = await readMigrations()
    const newer = extra(known.length + 1, 'select 1')
    const { db } = store.database()
    await sql`insert into processes (workspace_id, id, roles, version, started_at, seen_at)
      values (gen_random_uuid(), gen_random_uuid(), '{}', '0.0.9', now(), now())`.execute(db)
    const attempt = () => onSession(store.database(), (session) => migrate(session, [...known, newer]))
    await expect(attempt()).rejects.toThrow(/another process works on it \(version 0\.0\.9\)/)
    await sql`delete from processes`.execute(db)
    try {
      expect(await attempt()).toEqual([`00${newer.version}_extra`])
    } finally {
      await sql`delete from schema_migrations where version = ${newer.version}`.execute(db)
    }
  })

  it('are refused when the database knows one that the program does not', async () => {
    const known = await readMigrations()
    const newer = extra(known.length + 1, 'select 1')
    await onSession(store.database(), (session) => migrate(session, [...known, newer]))
    try {
      await expect(onSession(store.database(), (session) => migrate(session))).rejects.toThrow(StoreTooNewError)
    } finally {
      await sql`delete from schema_migrations where version = ${newer.version}`.execute(store.database().db)
    }
  })
})

it('migration files with a gap in their numbers are refused', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-migrations-'))
  fs.writeFileSync(path.join(folder, '0001_a.sql'), '')
  fs.writeFileSync(path.join(folder, '0003_c.sql'), '')
  await expect(readMigrations(folder)).rejects.toThrow('Migration 2 is missing')
  fs.rmSync(folder, { recursive: true })
})
