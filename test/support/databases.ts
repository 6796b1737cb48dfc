import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { initialise } from '../../src/store/embedded/initialise.ts'
import { type OpenOptions, openDatabase } from '../../src/store/open.ts'
import { cached } from './cache.ts'
import { type PostgresServer, startPostgres } from './postgres.ts'

export const silent = pino({ level: 'silent' })

/** One kind of store, fresh for the suite that uses it. */
export interface TestStore {
  readonly kind: 'embedded' | 'postgres'
  /** The suite's migrated database; opened at the first call, closed after the suite. */
  database(): Database
  /** Opens the same store once more, as another process would; embedded: only after `database()` is closed. */
  open(options?: Partial<OpenOptions>): Promise<Database>
  readonly dataDir: string
  readonly databaseUrl: string | undefined
}

/** A data folder with an empty, initialised embedded database in it: spares each test file the five seconds of initdb. */
export async function embeddedDataDir(): Promise<string> {
  await keepCompiled()
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-test-'))
  const template = await embeddedTemplate()
  fs.cpSync(template, path.join(dataDir, 'db'), { recursive: true })
  return dataDir
}

/** Without the browser's types TypeScript does not know it. */
const wasm = (globalThis as unknown as { WebAssembly: { compile(bytes: Uint8Array): Promise<object> } }).WebAssembly
const compiled: object[] = []

/** While a module lives, V8 shares its code with all that compile the same bytes: each database of this process then opens at half the cost. */
async function keepCompiled(): Promise<void> {
  if (compiled.length > 0) return
  const file = new URL('../../node_modules/@electric-sql/pglite/dist/pglite.wasm', import.meta.url)
  compiled.push(await wasm.compile(fs.readFileSync(file)))
}

/** An empty, initialised embedded database, to be copied. */
export async function embeddedTemplate(): Promise<string> {
  const manifest = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)
  const recipe = new URL('../../src/store/embedded/', import.meta.url)
  const hash = createHash('sha256').update(fs.readFileSync(manifest))
  for (const file of ['initialise.ts', 'settings.ts', 'worker.ts']) hash.update(fs.readFileSync(new URL(file, recipe)))
  return cached(`embedded-${hash.digest('hex').slice(0, 12)}`, async (directory) => {
    fs.rmdirSync(directory)
    await initialise(directory)
  })
}

/** Runs one suite on the embedded database and on a real PostgreSQL; each gets a database of its own. */
export function describeEachStore(name: string, suite: (store: TestStore) => void): void {
  describe.each(['embedded', 'postgres'] as const)(`${name} on %s`, (kind) => {
    let server: PostgresServer | undefined
    let dataDir: string | undefined
    let database: Database | undefined

    const open = (options: Partial<OpenOptions> = {}) =>
      openDatabase({ dataDir: given(dataDir), databaseUrl: server?.url, log: silent, ...options })

    beforeAll(async () => {
      if (kind === 'postgres') server = await startPostgres()
      dataDir = kind === 'embedded' ? await embeddedDataDir() : fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-test-'))
      database = await open()
    })
    afterAll(async () => {
      await database?.close()
      await server?.stop()
      if (dataDir) fs.rmSync(dataDir, { recursive: true, force: true })
    })

    suite({
      kind,
      database: () => given(database),
      open,
      get dataDir() {
        return given(dataDir)
      },
      get databaseUrl() {
        return server?.url
      },
    })
  })
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the store is there inside of tests and hooks only')
  return value
}
