import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readCredentials } from '../src/setup/credentials-file.ts'
import { type RunningCli, startCli } from './cli/run-cli.ts'
import { type Application, startApplication } from './support/application.ts'
import { API_KEY, APP_SECRET, eventually, instagramMessage, signatureOf } from './support/hub.ts'
import { type PostgresServer, startPostgres } from './support/postgres.ts'

const EVENTS = 20
const CONVERSATIONS = 4

/** A hub in a process of its own, which can be killed. */
interface Process {
  readonly url: string
  send(body: object): Promise<number>
  kill(): Promise<void>
}

describe('the events of a process that is killed', () => {
  let server: PostgresServer
  let application: Application
  /** Whether the application answers; otherwise each request hangs. */
  let answers: boolean
  const running = new Set<RunningCli>()
  const folders: string[] = []

  beforeAll(async () => {
    server = await startPostgres({ fsync: true })
  })
  beforeEach(async () => {
    answers = false
    application = await startApplication((_index, _delivery, response) => {
      if (answers) response.writeHead(200).end()
    })
  })
  afterEach(() => application.stop())
  afterAll(async () => {
    for (const cli of running) cli.child.kill('SIGKILL')
    await Promise.all([...running].map((cli) => cli.finished))
    await server.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  const start = async (): Promise<Process> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'hubbub-test-'))
    folders.push(dataDir)
    const cli = startCli(['serve'], dataDir, {
      HUBBUB_DATA_DIR: dataDir,
      DATABASE_URL: server.url,
      HUBBUB_ENCRYPTION_KEY: 'ab'.repeat(32),
      PORT: '0',
      API_KEY,
      META_APP_SECRET: APP_SECRET,
      META_GRAPH_URL: 'http://127.0.0.1:9',
      INSTAGRAM_GRAPH_URL: 'http://127.0.0.1:9',
      DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8',
      HUBBUB_DASHBOARD: 'off',
    })
    running.add(cli)
    await cli.waitFor(/is running|listening/i)
    const { url = '' } = await readCredentials(dataDir)
    return {
      url,
      async send(body) {
        const bytes = JSON.stringify(body)
        const response = await fetch(`${url}/api/webhooks/instagram`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(bytes) },
          body: bytes,
        })
        return response.status
      },
      async kill() {
        cli.child.kill('SIGKILL')
        await cli.finished
        running.delete(cli)
      },
    }
  }
  const subscribe = async (hub: Process, ordering: 'none' | 'conversation') => {
    const response = await fetch(`${hub.url}/api/v1/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
      body: JSON.stringify({ url: application.url, events: ['message.received'], ordering }),
    })
    const body = (await response.json()) as { id: string }
    expect(response.status).toBe(201)
    return body.id
  }
  const unsubscribe = (hub: Process, id: string) =>
    fetch(`${hub.url}/api/v1/webhooks/${id}`, { method: 'DELETE', headers: { 'x-api-key': API_KEY } })
  const sendAll = async (hub: Process) => {
    for (let n = 0; n < EVENTS; n++) {
      const sender = `555000${n % CONVERSATIONS}`
      expect(await hub.send(instagramMessage(`number ${n}`, { sender }))).toBe(200)
    }
  }
  /** The numbers of what was delivered since the application answers. */
  const delivered = (from: number) =>
    application.received.slice(from).map(({ body }) => Number(/"content":"number (\d+)"/.exec(body)?.[1]))
  /** Resolves with the milliseconds after which each event had been delivered. */
  const all = async (from: number, since: number) => {
    await eventually(
      async () => new Set(delivered(from)).size,
      (count) => count === EVENTS,
      30_000,
    )
    return performance.now() - since
  }

  it('are delivered within 3 s of the next start', async () => {
    const first = await start()
    const webhook = await subscribe(first, 'none')
    await sendAll(first)
    await application.waitFor(EVENTS)
    await first.kill()
    const before = application.received.length
    answers = true
    const second = await start()
    expect(await all(before, performance.now())).toBeLessThan(3000)
    await unsubscribe(second, webhook)
    await second.kill()
  })

  it.each(['none', 'conversation'] as const)(
    'are delivered within 5 s by the process beside it, with ordering %s',
    async (ordering) => {
      const first = await start()
      const webhook = await subscribe(first, ordering)
      await sendAll(first)
      await application.waitFor(ordering === 'none' ? EVENTS : CONVERSATIONS)
      const second = await start()
      const before = application.received.length
      answers = true
      await first.kill()
      expect(await all(before, performance.now())).toBeLessThan(5000)
      if (ordering === 'conversation') {
        for (let conversation = 0; conversation < CONVERSATIONS; conversation++) {
          const numbers = delivered(before).filter((n) => n % CONVERSATIONS === conversation)
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
        }
      }
      await unsubscribe(second, webhook)
      await second.kill()
    },
  )
})
