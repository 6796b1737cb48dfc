import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readCredentials } from '../../src/setup/credentials-file.ts'
import { preparedDataDir } from '../support/cluster.ts'
import { type RunningCli, runCli, startCli, temporaryFolder } from './run-cli.ts'
import { application } from './stand-in-hub.ts'

// Each test starts whole hubs as processes, up to five.
vi.setConfig({ testTimeout: 60_000 })

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let dataDir: string
let env: Record<string, string>
const started: RunningCli[] = []

beforeAll(async () => {
  folder = await temporaryFolder()
  dataDir = await preparedDataDir()
  env = { HUBBUB_DATA_DIR: dataDir, PORT: '0', DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8', HUBBUB_DASHBOARD: 'off' }
})
afterEach(async () => {
  for (const cli of started.splice(0)) {
    cli.child.kill('SIGKILL')
    await cli.finished
  }
})
afterAll(async () => {
  await folder.remove()
  await rm(dataDir, { recursive: true, force: true })
})

function start(args: string[]): RunningCli {
  const cli = startCli(args, folder.path, env)
  started.push(cli)
  return cli
}

/** A hub that listens, on the port of the one before it. */
async function serve(): Promise<RunningCli> {
  const hub = start(['serve'])
  await hub.waitFor(/is running/)
  const { url = '' } = await readCredentials(dataDir)
  env.PORT = new URL(url).port
  return hub
}

async function stop(hub: RunningCli) {
  hub.child.kill('SIGTERM')
  return await hub.finished
}

test('the first start shows where things are and what was made, later starts one line without secrets', async () => {
  const first = await stop(await serve())
  const { url, apiKey = '?', verifyToken = '?', appSecret = '?' } = await readCredentials(dataDir)
  expect(first.code).toBe(0)
  for (const text of [
    `${url}/api/webhooks/instagram`,
    dataDir,
    apiKey,
    verifyToken,
    appSecret,
    'npx hubbub listen',
    'npx hubbub trigger',
  ])
    expect(first.stdout).toContain(text)
  for (const line of first.stderr.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
  for (const secret of [apiKey, verifyToken, appSecret]) expect(first.stderr).not.toContain(secret)

  const second = await stop(await serve())
  expect(second.code).toBe(0)
  expect(second.stdout.trim().split('\n')).toHaveLength(1)
  for (const secret of [apiKey, verifyToken, appSecret]) expect(second.stdout).not.toContain(secret)
})

test('trigger, listen and doctor need nothing but the data folder, and listen survives a restart', async () => {
  const app = await application(() => 200)
  let hub = await serve()
  const listen = start(['listen', '--forward-to', app.url, '--events', 'message.*'])
  await listen.waitFor(/Listening to/)
  const send = async (text: string) =>
    (await runCli(['trigger', 'instagram', 'message', '--text', text], folder.path, env)).code
  expect(await send('one')).toBe(0)
  await app.until(1)
  await stop(hub)
  await listen.waitFor(/is away/)
  hub = await serve()
  expect(await send('two')).toBe(0)
  await app.until(2)
  expect(app.received.map(({ body }) => JSON.parse(String(body)).data.content)).toEqual(['one', 'two'])

  const report = JSON.parse((await runCli(['doctor', '--json', '--send'], folder.path, env)).stdout)
  expect(report.checks.filter((check: { status: string }) => check.status === 'fail')).toEqual([])
  expect(report.checks).toContainEqual(expect.objectContaining({ name: 'Test event', status: 'ok' }))
  await app.until(3)
  await app.stop()
})

test('what listen forwards is, byte for byte, what a delivery sends', async () => {
  const endpoint = await application(() => 200)
  const forwarded = await application(() => 200)
  await serve()
  const { url, apiKey = '' } = await readCredentials(dataDir)
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
  const made = await fetch(`${url}/api/v1/webhooks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ url: endpoint.url, events: ['*'] }),
  })
  const { id, secret } = (await made.json()) as { id: string; secret: string }
  const listen = start(['listen', '--forward-to', forwarded.url, '--secret', secret])
  await listen.waitFor(/Listening to/)
  for (const kind of ['message', 'comment', 'message-album', 'unknown'])
    await runCli(['trigger', 'instagram', kind, '--text', 'Grüße "👋" \\ / é'], folder.path, env)
  await Promise.all([endpoint.until(4), forwarded.until(4)])
  const bodies = (from: typeof endpoint) => from.received.map(({ body }) => String(body)).sort()
  expect(bodies(forwarded)).toEqual(bodies(endpoint))
  const names = (from: typeof endpoint) =>
    Object.keys(from.received[0]?.headers ?? {})
      .filter((name) => !['host', 'connection', 'accept-encoding'].includes(name))
      .sort()
  expect(names(forwarded)).toEqual(names(endpoint))
  await fetch(`${url}/api/v1/webhooks/${id}`, { method: 'DELETE', headers: { 'x-api-key': apiKey } })
  await Promise.all([endpoint.stop(), forwarded.stop()])
})

test('a port that is taken is named, with the variable to change', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)
  const { code, stderr } = await runCli(['serve'], folder.path, { ...env, PORT: port })
  other.close()
  expect(code).toBe(1)
  expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken`)
  expect(stderr).toMatch(/PORT=\d+/)
  expect(stderr).not.toMatch(/^ {4}at /m)
})

test('a second hub, and migrate, on the same data folder are refused politely', async () => {
  await serve()
  for (const command of ['serve', 'migrate']) {
    const { code, stderr } = await runCli([command], folder.path, env)
    expect(code).toBe(1)
    expect(stderr).toContain(`The data folder ${dataDir} is in use by another hub`)
    expect(stderr).not.toMatch(/^ {4}at /m)
  }
})

test('a second signal ends a hub that still waits for an application', async () => {
  const reached = Promise.withResolvers<void>()
  const hanging = createServer(() => reached.resolve()).listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  env.WEBHOOK_URL = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`
  const hub = await serve()
  await runCli(['trigger', 'instagram', 'message'], folder.path, env)
  await reached.promise
  hub.child.kill('SIGTERM')
  await hub.waitFor(/a second signal/)
  // Closer together they count as one: npm forwards what the terminal has sent already.
  await sleep(400)
  hub.child.kill('SIGTERM')
  expect((await hub.finished).code).toBe(143)
  delete env.WEBHOOK_URL
  hanging.closeAllConnections()
  hanging.close()
})

test('migrate says which migrations there are, and --check applies none', async () => {
  const fresh = { HUBBUB_DATA_DIR: `${folder.path}/fresh` }
  const check = await runCli(['migrate', '--check'], folder.path, fresh)
  expect(check.code).toBe(1)
  expect(check.stdout).toContain('0001_init')
  const known = await runCli(['migrate', '--check'], folder.path, { HUBBUB_DATA_DIR: dataDir })
  expect(known.code).toBe(0)
  expect(known.stdout).toMatch(/PostgreSQL \d+[^,]*, run by the hub\nMigration +(\d+) of \1\nUp to date\.\n$/)
})

test('workspace create makes a workspace with a key of its own, and workspace list shows it', async () => {
  const hub = await serve()
  const created = await runCli(['workspace', 'create', 'Bakery'], folder.path, env)
  expect(created).toMatchObject({ code: 0 })
  const [, id, key] = /^(ws_\w+) {2}Bakery\n.*: (\S+)\n$/.exec(created.stdout) ?? []
  const { stdout } = await runCli(['workspace', 'list'], folder.path, env)
  expect(stdout).toMatch(/^ws_\w+ {2}Bakery\nws_\w+ {2}Default\n$/)
  const { url = '' } = await readCredentials(dataDir)
  const about = await fetch(`${url}/api/v1/about`, { headers: { 'x-api-key': key ?? '' } })
  expect(await about.json()).toMatchObject({ workspaceId: id })
  const refused = await runCli(['workspace', 'list', '--api-key', key ?? ''], folder.path, env)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('403')
  await stop(hub)
})
