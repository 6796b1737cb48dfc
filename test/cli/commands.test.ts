import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { updateCredentials } from '../../src/setup/credentials-file.ts'
import { runCli, temporaryFolder } from './run-cli.ts'
import { API_KEY, APP_SECRET, type StandInHub, standInHub, VERIFY_TOKEN } from './stand-in-hub.ts'

let hub: StandInHub
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  hub = await standInHub()
  folder = await temporaryFolder()
})
afterEach(async () => {
  await hub.stop().catch(() => undefined)
  await folder.remove()
})

const cli = (args: string[], env: Record<string, string> = {}) => runCli(args, folder.path, env)
const dataDir = () => `${folder.path}/data`
const events = () => hub.received.filter(({ url }) => url === '/api/webhooks/instagram')

test('help explains every command, and --version is a version', async () => {
  const help = await cli(['--help'])
  expect(help.code).toBe(0)
  for (const name of ['serve', 'trigger', 'listen', 'doctor', 'workspace', 'migrate'])
    expect(help.stdout).toContain(`  ${name} `)
  expect((await cli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('an unknown command or flag is exit code 2 with a hint, and no stack trace', async () => {
  const command = await cli(['lisen'])
  expect(command).toMatchObject({ code: 2, stdout: '' })
  expect(command.stderr).toContain('Did you mean listen?')
  const flag = await cli(['trigger', '--cuont', '3'])
  expect(flag.code).toBe(2)
  expect(flag.stderr).toContain('--count')
  expect((await cli([])).code).toBe(2)
})

test('trigger without a kind lists the kinds, and an unknown platform the platforms', async () => {
  const kinds = await cli(['trigger', 'instagram'])
  expect(kinds.code).toBe(0)
  expect(kinds.stdout).toMatch(/ message +\S/)
  const unknown = await cli(['trigger', 'myspace'])
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain('instagram')
  expect((await cli(['trigger', 'instagram', 'nonsense'])).code).toBe(2)
})

test('what trigger sends is signed so that the hub accepts it', async () => {
  const sent = await cli(['trigger', 'instagram', 'message', '--url', hub.url, '--text', 'Grüße 👋'], {
    META_APP_SECRET: APP_SECRET,
  })
  expect(sent.stdout).toContain('200 {"success":true}')
  expect(sent.code).toBe(0)
  expect(String(events()[0]?.body)).toContain('Grüße 👋')
})

test('on the machine of the hub nothing needs to be configured', async () => {
  await updateCredentials(dataDir(), { url: hub.url, appSecret: APP_SECRET })
  const sent = await cli(['trigger', 'instagram', 'message', '--count', '12'])
  expect(sent.stdout).toContain('12 × 200')
  expect(events()).toHaveLength(12)
  expect(new Set(events().map(({ body }) => String(body))).size).toBe(12)
})

test('a flag wins over the environment, and the environment over the file', async () => {
  await updateCredentials(dataDir(), { url: 'http://127.0.0.1:9', appSecret: 'from the file' })
  const fromFlag = await cli(['trigger', 'instagram', 'message', '--url', hub.url, '--secret', APP_SECRET], {
    HUBBUB_URL: 'http://127.0.0.1:9',
    META_APP_SECRET: 'from the environment',
  })
  expect(fromFlag.code).toBe(0)
  const fromEnvironment = await cli(['trigger', 'instagram', 'message'], {
    HUBBUB_URL: hub.url,
    META_APP_SECRET: APP_SECRET,
  })
  expect(fromEnvironment.code).toBe(0)
  const fromFile = await cli(['trigger', 'instagram', 'message', '--url', hub.url])
  expect(fromFile.code).toBe(1)
  expect(fromFile.stderr).toMatch(/credentials\.json/)
})

test('a refused signature says which secret was used, and does not show it', async () => {
  const env = { INSTAGRAM_APP_SECRET: 'another secret' }
  const { code, stdout, stderr } = await cli(['trigger', 'instagram', 'message', '--url', hub.url], env)
  expect(code).toBe(1)
  expect(stderr).toContain('INSTAGRAM_APP_SECRET')
  expect(stdout + stderr).not.toContain('another secret')
})

test('a hub that is not there is named, with how to start it', async () => {
  await hub.stop()
  const { code, stderr } = await cli(['trigger', 'instagram', 'message', '--url', hub.url, '--secret', 'x'])
  expect(code).toBe(1)
  expect(stderr).toContain(hub.url)
  expect(stderr).toContain('npm start')
  expect(stderr).not.toMatch(/^ {4}at /m)
})

test('a missing value names its flag and its variable', async () => {
  const secret = await cli(['trigger', 'instagram', 'message', '--url', hub.url])
  expect(secret.code).toBe(1)
  expect(secret.stderr).toMatch(/--secret.*META_APP_SECRET/)
  const key = await cli(['listen', '--url', hub.url])
  expect(key.code).toBe(1)
  expect(key.stderr).toMatch(/--api-key.*API_KEY/)
})

test('--dry-run shows the request and sends nothing', async () => {
  const { code, stdout } = await cli(['trigger', 'instagram', 'message', '--secret', 'x', '--dry-run'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/x-hub-signature-256: sha256=[0-9a-f]{64}/)
  expect(events()).toHaveLength(0)
})

test('serve lists every fault of the configuration and does not start', async () => {
  const { code, stderr } = await cli(['serve'], { PORT: 'eight', DELIVERY_TIMEOUT: '30s', WEBHOOK_BATCH_SIZE: '0' })
  expect(code).toBe(1)
  expect(stderr).toMatch(/PORT:/)
  expect(stderr).toMatch(/WEBHOOK_BATCH_SIZE:/)
  expect(stderr).not.toMatch(/^ {4}at /m)
})

test('a .env file in the current folder is read, and the environment wins over it', async () => {
  const { writeFile } = await import('node:fs/promises')
  await writeFile(`${folder.path}/.env`, `HUBBUB_URL=${hub.url}\nMETA_APP_SECRET=wrong\n`)
  const { code } = await cli(['trigger', 'instagram', 'message'], { META_APP_SECRET: APP_SECRET })
  expect(code).toBe(0)
})

test('doctor lists what is well and what is not, with its remedy, and never a secret', async () => {
  await updateCredentials(dataDir(), {
    url: hub.url,
    apiKey: API_KEY,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
  })
  const { code, stdout, stderr } = await cli(['doctor', '--json', '--send'])
  expect(stderr).toBe('')
  const report = JSON.parse(stdout) as {
    ok: boolean
    checks: { name: string; status: string; detail: string; remedy?: string }[]
  }
  const of = (name: string) => report.checks.filter((check) => check.name === name)
  for (const name of [
    'Node.js',
    'Configuration',
    'Data folder',
    'credentials.json',
    'Database',
    'Hub',
    'Ready',
    'Hub clock',
    'API key',
    'Handshake',
  ])
    expect(
      of(name).map(({ status }) => status),
      name,
    ).toEqual(['ok'])
  // One for each platform; the stand-in for the hub is Instagram's only.
  expect(of('Test event').map(({ status, detail }) => [detail.split(' ')[0], status])).toContainEqual([
    'Instagram',
    'ok',
  ])
  expect(of('Endpoint')[0]).toMatchObject({ status: 'fail', detail: expect.stringContaining('answered 410') })
  // The stand-in does not know accounts, as an older hub.
  expect(of('Accounts')[0]).toMatchObject({
    status: 'fail',
    remedy: expect.stringContaining('older than this program'),
  })
  expect(of('Rejections')[0]).toMatchObject({ status: 'warn', remedy: 'Compare the secrets.' })
  expect(report.ok).toBe(false)
  expect(code).toBe(1)
  for (const secret of [API_KEY, APP_SECRET, VERIFY_TOKEN, 'secret-path']) expect(stdout).not.toContain(secret)
})

test('doctor says what is wrong with a hub that is not there, an open file and a wrong variable', async () => {
  const { chmod } = await import('node:fs/promises')
  await hub.stop()
  await chmod(await updateCredentials(dataDir(), { url: hub.url, apiKey: API_KEY }), 0o644)
  const { code, stdout } = await cli(['doctor'], { PORT: '99999' })
  expect(code).toBe(1)
  expect(stdout).toMatch(/fail {2}Configuration +PORT/)
  expect(stdout).toMatch(/fail {2}credentials\.json +mode 644/)
  expect(stdout).toMatch(/chmod 600/)
  expect(stdout).toMatch(/fail {2}Hub +no answer/)
})

test('doctor says so when the key is refused, and sends none to what is no hub', async () => {
  const { stdout } = await cli(['doctor', '--url', hub.url, '--api-key', 'wrong'])
  expect(stdout).toMatch(/fail {2}API key +.*--api-key \(401\): it is unknown or revoked/)
  const probes = hub.received.filter(({ url }) => url === '/healthz' || url === '/readyz')
  expect(probes.map(({ headers }) => headers['x-api-key'])).toEqual([undefined, undefined])
})

test('doctor says so when something else listens at the address', async () => {
  const other = createServer((_request, response) => response.writeHead(404).end())
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { stdout } = await cli(['doctor', '--url', `http://127.0.0.1:${port}`])
  other.close()
  expect(stdout).toMatch(/fail {2}Hub +.*answers 404/)
})
