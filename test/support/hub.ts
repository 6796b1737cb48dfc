import { createHmac } from 'node:crypto'
import fs from 'node:fs'
import { afterAll, beforeAll, describe } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { DASHBOARD_BUILD } from '../../src/dashboard/serve.ts'
import { createDestinations } from '../../src/destinations/index.ts'
import type { Given, HubContents } from '../../src/hub/contents.ts'
import { HUB, type Hub } from '../../src/hub.ts'
import { createLogger, type Logger } from '../../src/log.ts'
import { temporaryFolder } from './cluster.ts'
import { createDatabase, dropDatabase } from './databases.ts'

export const API_KEY = 'test-key-0123456789abcdef'
export const APP_SECRET = 'test-app-secret'
export const VERIFY_TOKEN = 'test-verify-token'

export interface TestHub extends Hub {
  /** Parts of the hub, for tests of what no API shows. */
  readonly database: HubContents['database']
  readonly jobs: HubContents['jobs']
  readonly heartbeat: HubContents['heartbeat']
  /** Posts a body to the Instagram callback, signed with the app secret. */
  send(body: unknown): Promise<Response>
  /** Calls the API with the admin key; `body` makes it a POST unless `method` says otherwise. */
  api<T = Record<string, unknown>>(path: string, body?: unknown, method?: string): Promise<{ status: number; body: T }>
}

export interface TestHubOptions {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly env?: Readonly<Record<string, string>>
  readonly handlers?: Given['handlers']
  readonly destinations?: Given['destinations']
  /** The folder of a built dashboard, for tests that switch it on. */
  readonly dashboard?: string
  /** Where the log goes; nowhere unless said otherwise. */
  readonly log?: Logger
}

/** No test speaks to a real platform: unless a stand-in is given, nothing answers. */
const NOWHERE = 'http://127.0.0.1:9'
const PLATFORM_HOSTS = {
  META_GRAPH_URL: NOWHERE,
  INSTAGRAM_GRAPH_URL: NOWHERE,
  INSTAGRAM_API_URL: NOWHERE,
  LINE_API_URL: NOWHERE,
  LINE_DATA_API_URL: NOWHERE,
}

/** A whole hub in this process, on a free port. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const config = loadConfig({
    PORT: '0',
    HUBBUB_DATA_DIR: options.dataDir,
    DATABASE_URL: options.databaseUrl,
    API_KEY,
    META_APP_SECRET: APP_SECRET,
    META_VERIFY_TOKEN: VERIFY_TOKEN,
    DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8',
    LOG_LEVEL: 'silent',
    HUBBUB_DASHBOARD: 'off',
    ...PLATFORM_HOSTS,
    ...options.env,
  })
  const log = options.log ?? createLogger(config.logLevel)
  const { handlers = [], destinations = createDestinations(), dashboard = DASHBOARD_BUILD } = options
  const { has, stop } = await HUB.start({ config, log, handlers, destinations, dashboard }, log)
  const hub: Hub = { url: has.server.url, firstStart: has.firstStart, stop }
  return {
    ...hub,
    database: has.database,
    jobs: has.jobs,
    heartbeat: has.heartbeat,
    send(body) {
      const bytes = typeof body === 'string' ? body : JSON.stringify(body)
      return fetch(`${hub.url}/api/webhooks/instagram`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(bytes) },
        body: bytes,
      })
    },
    async api<T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
      const response = await fetch(hub.url + path, {
        method,
        headers: { 'x-api-key': API_KEY, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
    },
  }
}

/** `X-Hub-Signature-256` of a body. */
export function signatureOf(body: string | Buffer, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

let counter = 0

/** An Instagram text message as the platform pushes it; every call has its own message id. */
export function instagramMessage(text: string, options: { sender?: string; account?: string; mid?: string } = {}) {
  const account = options.account ?? '17841400000000000'
  const now = Date.now()
  return {
    object: 'instagram',
    entry: [
      {
        id: account,
        time: now,
        messaging: [
          {
            sender: { id: options.sender ?? '5550001' },
            recipient: { id: account },
            timestamp: now,
            message: { mid: options.mid ?? `mid.${process.pid}.${now}.${counter++}`, text },
          },
        ],
      },
    ],
  }
}

/** Asks again until the answer satisfies, at most `withinMs`. */
export async function eventually<T>(
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (satisfied(answer)) return answer
    if (Date.now() > deadline)
      throw new Error(`not within ${withinMs} ms; last answer: ${JSON.stringify(answer)?.slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What a suite over whole hubs gets. */
export interface HubStore {
  /** Starts a hub on the suite's store; it is stopped after the suite if the test does not do it. */
  start(options?: Omit<TestHubOptions, 'dataDir' | 'databaseUrl'>): Promise<TestHub>
  readonly dataDir: string
  readonly databaseUrl: string
}

/** Runs one suite with hubs on a database made for it. */
export function describeHub(name: string, suite: (store: HubStore) => void): void {
  describe(name, () => {
    let databaseUrl = ''
    let dataDir = ''
    const running = new Set<TestHub>()

    beforeAll(async () => {
      databaseUrl = await createDatabase()
      dataDir = temporaryFolder()
    })
    afterAll(async () => {
      for (const hub of running) await hub.stop()
      await dropDatabase(databaseUrl)
      fs.rmSync(dataDir, { recursive: true, force: true })
    })

    suite({
      get databaseUrl() {
        return databaseUrl
      },
      get dataDir() {
        return dataDir
      },
      async start(options = {}) {
        const hub = await startTestHub({ dataDir, databaseUrl, ...options })
        const tracked: TestHub = {
          ...hub,
          async stop() {
            running.delete(tracked)
            await hub.stop()
          },
        }
        running.add(tracked)
        return tracked
      },
    })
  })
}
