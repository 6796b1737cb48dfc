import { type ChildProcess, execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { preparedDataDir } from '../../../test/support/cluster.ts'
import { API_KEY, instagramMessage, startTestHub, type TestHub } from '../../../test/support/hub.ts'
import { Hubbub } from '../src/index.ts'

const ROOT = new URL('../../../', import.meta.url).pathname
const readme = fs.readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...readme.matchAll(/^```ts name=([\w-]+)\n(.*?)^```$/gms)].map(([, name = '', code = '']) => ({
  name,
  code,
}))

let folder: string
let dataDir: string
let hub: TestHub
const running = new Set<ChildProcess>()

beforeAll(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-examples-')))
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  for (const { name, code } of examples) fs.writeFileSync(path.join(folder, `${name}.ts`), code)
  dataDir = await preparedDataDir()
  hub = await startTestHub({ dataDir })
  for (const text of ['one', 'two', 'three']) await hub.send(instagramMessage(text))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await hub.stop()
  for (const each of [folder, dataDir]) fs.rmSync(each, { recursive: true, force: true })
})

/** An example as a program of its own, with what it printed. */
function run(name: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(folder, `${name}.ts`)], {
    env: { PATH: process.env.PATH, HUBBUB_URL: hub.url, HUBBUB_API_KEY: API_KEY, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let text = ''
  const finished = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child)
      resolve(code)
    })
  })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (each: string) => (text += each))
  return {
    child,
    output: async () => {
      expect(await finished, text).toBe(0)
      return text
    },
    saw: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no ${pattern} in ${text}`)), 15_000)
        const check = () => {
          if (!pattern.test(text)) return
          clearTimeout(timer)
          child.stdout.off('data', check)
          resolve()
        }
        child.stdout.on('data', check)
        check()
      }),
  }
}

test('the examples are of the right types', async () => {
  const options = {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: { typeRoots: [path.join(ROOT, 'node_modules/@types')], preserveSymlinks: false },
    include: ['*.ts'],
  }
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(options))
  const tsc = path.join(ROOT, 'node_modules/.bin/tsc')
  const { stdout } = await promisify(execFile)(tsc, ['-p', folder]).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

test('every example has a test below', () => {
  expect(examples.map(({ name }) => name)).toEqual([
    'call',
    'lists',
    'receive',
    'receive-fetch',
    'stream',
    'errors',
    'send',
  ])
  expect(readme.match(/^```ts/gm)).toHaveLength(examples.length)
})

test('call: a webhook is made, changed, listed and deleted', async () => {
  expect(await run('call').output()).toMatch(/^shown only now: whsec_\S+\n\[ 'My application' \]\n$/)
})

test('lists: a page, then every row', async () => {
  const [head, ...rows] = (await run('lists').output()).trim().split('\n')
  expect(head).toBe('2 true')
  expect(rows).toHaveLength(3)
  for (const row of rows) expect(row).toMatch(/^evt_\w+ message\.received instagram (one|two|three)$/)
})

test('receive: a delivery of the hub is taken, a forged one refused', async () => {
  const port = await freePort()
  const secret = 'a-secret-of-the-example'
  const example = run('receive', { PORT: String(port), WEBHOOK_SECRET: secret })
  await example.saw(/listening/)
  const url = `http://127.0.0.1:${port}/`
  const client = new Hubbub({ url: hub.url, apiKey: API_KEY })
  const webhook = await client.createWebhook({ url, events: ['message.received'], secret })
  await hub.send(instagramMessage('delivered'))
  await example.saw(/message\.received delivered/)
  const forged = await fetch(url, { method: 'POST', body: '{}' })
  expect([forged.status, await forged.text()]).toEqual([401, 'missing_header'])
  await client.deleteWebhook(webhook.id)
  example.child.kill()
})

test('receive-fetch: a forged delivery is refused', async () => {
  const file = path.join(folder, 'receive-fetch.ts')
  fs.writeFileSync(
    path.join(folder, 'caller.ts'),
    `import { Webhook } from 'standardwebhooks'
import { POST } from ${JSON.stringify(file)}
const body = '{"event":"message.received"}'
const now = new Date()
const secret = process.env.WEBHOOK_SECRET ?? ''
const headers = (by: string) => ({
  'webhook-id': 'dlv_1',
  'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
  'webhook-signature': new Webhook(by).sign('dlv_1', now, body),
})
for (const by of [secret, 'AAAAAAAA']) {
  const answer = await POST(new Request('http://localhost', { method: 'POST', body, headers: headers(by) }))
  console.log(answer.status, await answer.text())
}
`,
  )
  const output = await run('caller', { WEBHOOK_SECRET: 'whsec_c2VjcmV0c2VjcmV0' }).output()
  expect(output).toBe('message.received\n204 \n401 no_matching_signature\n')
})

test('stream: an event comes as it happens', async () => {
  const example = run('stream')
  await example.saw(/connected/)
  await hub.send(instagramMessage('live'))
  expect(await example.output()).toMatch(/^connected\nmessage\.received evt_\w+\n$/)
})

test('errors: the code, the words and the request', async () => {
  const lines = (await run('errors').output()).split('\n')
  expect(lines[0]).toBe('unsafe_url 400')
  expect(lines[1]).toMatch(/10\.0\.0\.1/)
  expect(lines[2]).toMatch(/^\S+ undefined$/)
})

test('send: an account without credentials says so', async () => {
  expect(await run('send').output()).toBe('account_not_connected\n')
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address.port
}
