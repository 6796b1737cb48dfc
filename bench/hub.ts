import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { clockMs, sleep } from './clock.ts'
import { APP_SECRET } from './messages.ts'

export const API_KEY = 'bench-api-key-0123456789'
export const INGEST_PATH = '/api/webhooks/instagram'

/** The server that the hub runs itself, or one that it is given. */
export type StoreKind = 'own' | 'given'

/** As `npm start` has them. */
const START_FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=45']

export interface HubOptions {
  /** The program's entry file. */
  readonly entry: string
  readonly port: number
  readonly dataDir: string
  /** Absent: the hub runs a server itself. */
  readonly databaseUrl?: string
  readonly env?: Readonly<Record<string, string>>
  /** Flags for Node itself. */
  readonly nodeFlags?: readonly string[]
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A hub process. */
export interface Hub {
  readonly pid: number
  readonly port: number
  /** Resolves when the process has ended, however. */
  readonly exited: Promise<Exit>
  /** Milliseconds from the spawn to the first 200 of `/readyz`. */
  ready(withinMs?: number): Promise<number>
  kill(signal: NodeJS.Signals): void
  /** SIGTERM, and SIGKILL when that takes more than `withinMs`. */
  stop(withinMs?: number): Promise<Exit>
  /** Calls the API. @throws Error on a status other than 2xx. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>
  /** The sum of a metric over those of its series that carry all of `labels`; 0 when there are none. */
  metric(name: string, labels?: Readonly<Record<string, string>>): Promise<number>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Spawns `node <entry> serve`. Its output goes to `hub.log` in the data folder. */
export function startHub(options: HubOptions): Hub {
  mkdirSync(options.dataDir, { recursive: true })
  const logPath = join(options.dataDir, 'hub.log')
  const spawnedMs = clockMs()
  const child = spawn(process.execPath, [...START_FLAGS, ...(options.nodeFlags ?? []), options.entry, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options),
  })
  running.add(child)
  const log = createWriteStream(logPath, { flags: 'a' })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child)
      resolve({ code, signal })
    })
  })
  let ended: Exit | undefined
  let readyMs: number | undefined
  void exited.then((exit) => {
    ended = exit
  })
  const base = `http://127.0.0.1:${options.port}`
  const patiently = (url: string, init: RequestInit): Promise<Response> =>
    callPatiently(url, init).catch((cause: unknown) => {
      const state = ended ? `ended (${ended.signal ?? ended.code})` : 'does not answer'
      throw new Error(`${url}: the hub ${state}:\n${tail(logPath)}`, { cause })
    })
  return {
    pid: child.pid ?? 0,
    port: options.port,
    exited,
    kill: (signal) => child.kill(signal),
    async ready(withinMs = 60_000) {
      if (readyMs !== undefined) return readyMs
      while (!(await answers(`${base}/readyz`))) {
        if (ended) throw new Error(`the hub ended (${ended.signal ?? ended.code}):\n${tail(logPath)}`)
        if (clockMs() - spawnedMs > withinMs) throw new Error(`the hub is not ready:\n${tail(logPath)}`)
        await sleep(5)
      }
      readyMs = clockMs() - spawnedMs
      return readyMs
    },
    async stop(withinMs = 40_000) {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs)
      const exit = await exited
      clearTimeout(timer)
      return exit
    },
    async api<T>(method: string, path: string, body?: unknown) {
      const response = await patiently(base + path, {
        method,
        headers: { 'X-API-Key': API_KEY, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    async metric(name, labels = {}) {
      const response = await patiently(`${base}/metrics`, { headers: { 'X-API-Key': API_KEY } })
      return sumMetric(await response.text(), name, labels)
    },
  }
}

function environment(options: HubOptions): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return {
    ...(PATH ? { PATH } : {}),
    ...(HOME ? { HOME } : {}),
    ...(TMPDIR ? { TMPDIR } : {}),
    NODE_ENV: 'production',
    PORT: String(options.port),
    HOST: '127.0.0.1',
    HUBBUB_DATA_DIR: options.dataDir,
    API_KEY,
    META_APP_SECRET: APP_SECRET,
    DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8',
    DELIVERY_RETRY_SCHEDULE: Array.from({ length: 60 }, () => '1s').join(','),
    LOG_LEVEL: 'warn',
    HUBBUB_DASHBOARD: 'off',
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...options.env,
  }
}

/** The API limits callers by rate: waits as long as it says. */
async function callPatiently(url: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(url, init)
    if (response.status !== 429) return response
    await response.body?.cancel()
    await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000)
  }
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode === 200))
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(false))
  })
}

/** Adds up the series of a Prometheus text that have the name and all of the labels. */
export function sumMetric(text: string, name: string, labels: Readonly<Record<string, string>>): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  let sum = 0
  for (const line of text.split('\n')) {
    if (!line.startsWith(name) || !' {'.includes(line[name.length] ?? '')) continue
    if (wanted.every((label) => line.includes(label))) sum += Number(line.slice(line.lastIndexOf(' ')))
  }
  return sum
}

/** The last lines of a hub's output. */
export function tail(logPath: string): string {
  return readFileSync(logPath, 'utf8').slice(-3000)
}
