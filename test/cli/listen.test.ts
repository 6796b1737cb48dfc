import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningCli, runCli, startCli, temporaryFolder } from './run-cli.ts'
import { API_KEY, application, type StandInHub, standInHub } from './stand-in-hub.ts'

let hub: StandInHub
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let app: Awaited<ReturnType<typeof application>>
let status = 200
const started: RunningCli[] = []

beforeEach(async () => {
  status = 200
  hub = await standInHub()
  app = await application(() => status)
  folder = await temporaryFolder()
})
afterEach(async () => {
  for (const cli of started.splice(0)) {
    cli.child.kill('SIGKILL')
    await cli.finished
  }
  await hub.stop().catch(() => undefined)
  await app.stop().catch(() => undefined)
  await folder.remove()
})

function listen(...args: string[]): RunningCli {
  const cli = startCli(['listen', '--url', hub.url, ...args], folder.path, { API_KEY })
  started.push(cli)
  return cli
}

/** The stream is open: what is emitted now arrives by it. */
async function streaming(cli: RunningCli): Promise<void> {
  await cli.waitFor(/Listening to/)
  await hub.streamed()
}

test('each event is one line, from the moment it began', async () => {
  hub.emit('before it began')
  const cli = listen()
  await streaming(cli)
  hub.emit('Hi there')
  await cli.waitFor(/Hi there/)
  cli.child.kill('SIGINT')
  const { code, stdout } = await cli.finished
  expect(code).toBe(0)
  expect(stdout).toMatch(/message\.received +instagram\/yourbrand +customer123 +Hi there\n/)
  expect(stdout).not.toContain('before it began')
  expect(stdout).toContain('1 event.')
})

test('text from outside cannot steer the terminal', async () => {
  const cli = listen()
  await streaming(cli)
  hub.emit('a\u001b[2Jb\nc\u202ed\u0007e\u2066f')
  await cli.waitFor(/customer123 .*f\n/)
  expect(cli.stdout()).toMatch(/customer123 +ab cd ef\n/)
})

test('what is forwarded verifies with both signatures and is shaped as a delivery', async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const cli = listen('--forward-to', app.url, '--secret', secret)
  await streaming(cli)
  const id = hub.emit('Grüße 👋')
  await cli.waitFor(/200 in \d+ ms/)
  const [received] = app.received
  if (!received) throw new Error('nothing was forwarded')
  const { headers, body } = received
  const text = body.toString('utf8')
  const verified = new Webhook(secret).verify(text, headers as Record<string, string>)
  expect(verified).toMatchObject({
    id,
    event: 'message.received',
    timestamp: '2026-01-10T12:00:00.000Z',
    account: { platform: 'instagram', username: 'yourbrand', externalId: '17841400000000000' },
    data: { content: 'Grüße 👋' },
  })
  expect(headers['x-webhook-signature']).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  expect(headers['x-webhook-event']).toBe('message.received')
  expect(headers['webhook-id']).toMatch(/^dlv_/)
  expect(headers['user-agent']).toMatch(/^Hubbub\//)
})

test('without a secret one is made, and printed', async () => {
  const cli = listen('--forward-to', app.url)
  const [, secret = ''] = await cli.waitFor(/signed with (whsec_\S+)/)
  await streaming(cli)
  hub.emit('Hi')
  await app.until(1)
  const [received] = app.received
  expect(() =>
    new Webhook(secret).verify(String(received?.body), received?.headers as Record<string, string>),
  ).not.toThrow()
})

test('a restart of the hub loses no event and repeats none', async () => {
  const cli = listen('--forward-to', app.url)
  await streaming(cli)
  const first = hub.emit('one')
  await app.until(1)
  await hub.stop()
  await cli.waitFor(/is away/)
  const missed = [hub.emit('two'), hub.emit('three')]
  await hub.start()
  await app.until(3)
  const last = hub.emit('four')
  await app.until(4)
  const ids = app.received.map(({ body }) => JSON.parse(body.toString()).id)
  expect(ids).toEqual([first, ...missed, last])
  expect(cli.stderr()).toContain('The hub is back.')
})

test('an event that came while the hub was away is seen even when none came before', async () => {
  const cli = listen()
  await streaming(cli)
  await hub.stop()
  await cli.waitFor(/is away/)
  hub.emit('the very first')
  await hub.start()
  await cli.waitFor(/the very first/)
})

test('it waits for a hub that is not up yet', async () => {
  await hub.stop()
  const cli = listen()
  await cli.waitFor(/No hub at .* yet/)
  await hub.start()
  await cli.waitFor(/Listening to/)
})

test('an application that restarts gets every event, in order, signed anew under the same id', async () => {
  const cli = listen('--forward-to', app.url)
  await streaming(cli)
  status = 503
  const ids = [hub.emit('one'), hub.emit('two'), hub.emit('three')]
  await cli.waitFor(/is away \(it answered 503\)/)
  await app.stop()
  await cli.waitFor(/is away \(nothing listens there\)/)
  status = 200
  await app.start()
  await app.until(4)
  expect(app.received.slice(1).map(({ body }) => JSON.parse(body.toString()).id)).toEqual(ids)
  expect(app.received[1]?.headers['webhook-id']).toBe(app.received[0]?.headers['webhook-id'])
})

test('an answer with an error is shown, not tried again, and where to begin again is said at the end', async () => {
  const before = hub.emit('seen')
  const cli = listen('--forward-to', app.url)
  await streaming(cli)
  status = 500
  hub.emit('Hi')
  await cli.waitFor(/500 in \d+ ms/)
  cli.child.kill('SIGINT')
  const { stdout } = await cli.finished
  expect(app.received).toHaveLength(1)
  expect(stdout).toContain('1 event: 0 accepted, 1 answered with an error, 0 not delivered.')
  expect(stdout).toContain(`--since ${before}`)
})

test('--since with an id begins after that event', async () => {
  const first = hub.emit('one')
  hub.emit('two')
  const cli = listen('--since', first)
  await cli.waitFor(/two/)
  expect(cli.stdout()).not.toContain('  one')
})

test('the types and the account are asked of the hub', async () => {
  const cli = listen('--events', 'message.*,comment.created', '--account', 'acc_1')
  await streaming(cli)
  const stream = hub.received.find(({ url }) => url.startsWith('/api/v1/events/stream'))
  expect(new URL(stream?.url ?? '', hub.url).searchParams.toString()).toBe(
    'type=message.*%2Ccomment.created&account=acc_1',
  )
})

test('a wrong API key ends it with what to do', async () => {
  const { code, stderr } = await runCli(['listen', '--url', hub.url, '--api-key', 'wrong'], folder.path)
  expect(code).toBe(1)
  expect(stderr).toMatch(/refuses the API key.*--api-key.*API_KEY/)
})

test('an address where something else listens ends it with where the address came from', async () => {
  const other = createServer((_request, response) =>
    response.writeHead(404, { 'content-type': 'text/html' }).end('<p>'),
  )
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const { code, stderr } = await runCli(['listen', '--api-key', 'x'], folder.path, { HUBBUB_URL: url })
  other.close()
  expect(code).toBe(1)
  expect(stderr).toMatch(/does not answer as a hub does.*the variable HUBBUB_URL/)
})

test('a hub that does not know the request is said to be older', async () => {
  const other = createServer((_request, response) =>
    response
      .writeHead(404, { 'content-type': 'application/json' })
      .end('{"code":"not_found","detail":"No such route."}'),
  )
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const { code, stderr } = await runCli(['listen', '--api-key', 'x', '--url', url], folder.path)
  other.close()
  expect(code).toBe(1)
  expect(stderr).toMatch(/does not know what was asked \(404\)\. It may be older/)
})

test('a key that cannot be one is a usage error that does not show it', async () => {
  const { code, stderr } = await runCli(['listen', '--url', hub.url, '--api-key', 'sécrèt'], folder.path)
  expect(code).toBe(2)
  expect(stderr).toContain('the API key from --api-key')
  expect(stderr).not.toContain('crèt')
})

test('a broken --since or --forward-to is a usage error', async () => {
  const env = { API_KEY }
  expect((await runCli(['listen', '--url', hub.url, '--since', 'yesterday'], folder.path, env)).code).toBe(2)
  expect((await runCli(['listen', '--url', hub.url, '--forward-to', 'localhost:3000'], folder.path, env)).code).toBe(2)
})
