import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCli, startCli } from './cli/run-cli.ts'
import { API_KEY } from './support/hub.ts'
import { type PostgresServer, startPostgres } from './support/postgres.ts'

const MINUTE = 60_000

describe('a periodic job of a process that is killed', () => {
  let server: PostgresServer
  let client: pg.Client
  const running: RunningCli[] = []
  const folders: string[] = []

  beforeAll(async () => {
    server = await startPostgres()
    client = new pg.Client(server.url)
    await client.connect()
  })
  afterAll(async () => {
    for (const cli of running) cli.child.kill('SIGKILL')
    await Promise.all(running.map((cli) => cli.finished))
    await client.end()
    await server.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  const start = async (): Promise<RunningCli> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'hubbub-test-'))
    folders.push(dataDir)
    const cli = startCli(['serve'], dataDir, {
      HUBBUB_DATA_DIR: dataDir,
      DATABASE_URL: server.url,
      HUBBUB_ENCRYPTION_KEY: 'ab'.repeat(32),
      PORT: '0',
      API_KEY,
      HUBBUB_DASHBOARD: 'off',
    })
    running.push(cli)
    await cli.waitFor(/is running|listening/i)
    return cli
  }
  const sweeps = async () =>
    (await client.query("select owner, due_at from jobs where queue = 'accounts.sweep' and key = 'periodic'")).rows

  it('is run by the process beside it, long before its lease ends', async () => {
    const first = await start()
    await expect.poll(sweeps, { timeout: 20_000 }).toHaveLength(1)
    // As if the process was killed while it ran the job.
    await client.query("update jobs set owner = (select id from processes), due_at = now() + interval '1 hour'")
    await start()
    expect((await sweeps())[0]?.owner).not.toBeNull()
    first.child.kill('SIGKILL')
    await expect.poll(async () => (await sweeps())[0]?.owner, { timeout: 20_000 }).toBeNull()
    const [sweep] = await sweeps()
    expect(sweep.due_at.getTime() - Date.now()).toBeLessThanOrEqual(MINUTE)
  })
})
