import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { type OpenOptions, openDatabase } from '../../src/store/open.ts'
import { temporaryFolder } from './cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a database on the server that all suites of this run share. */
    readonly postgresUrl: string
  }
}

export const silent = pino({ level: 'silent' })

/** A store, fresh for the suite that uses it. */
export interface TestStore {
  /** The suite's migrated database; opened before its tests, closed after them. */
  database(): Database
  /** Opens the same store once more, as another process would. */
  open(options?: Partial<OpenOptions>): Promise<Database>
  readonly dataDir: string
  readonly databaseUrl: string
}

/** Runs one suite on a database made for it. */
export function describeStore(name: string, suite: (store: TestStore) => void): void {
  describe(name, () => {
    let databaseUrl: string | undefined
    let dataDir: string | undefined
    let database: Database | undefined

    const open = (options: Partial<OpenOptions> = {}) =>
      openDatabase({ dataDir: given(dataDir), databaseUrl: given(databaseUrl), log: silent, ...options })

    beforeAll(async () => {
      databaseUrl = await createDatabase()
      dataDir = temporaryFolder()
      database = await open()
    })
    afterAll(async () => {
      await database?.close()
      if (dataDir) fs.rmSync(dataDir, { recursive: true, force: true })
      if (databaseUrl) await dropDatabase(databaseUrl)
    })

    suite({
      database: () => given(database),
      open,
      get dataDir() {
        return given(dataDir)
      },
      get databaseUrl() {
        return given(databaseUrl)
      },
    })
  })
}

/** Makes an empty database on the server of this test run, and returns its address. */
export async function createDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/test_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${url.pathname.slice(1)}`)
  return url.toString()
}

/** Drops it, ending the connections that are left. */
export async function dropDatabase(url: string): Promise<void> {
  await onServer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the store is there inside of tests and hooks only')
  return value
}
