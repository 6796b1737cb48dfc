import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, expect, it } from 'vitest'
import { createGuard } from '../../lib/net/guard.ts'
import type { RenderedDelivery } from '../destination.ts'
import { createNet } from '../net.ts'
import { WebhookSender } from './sender.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function open(url: string, { previous, cidrs = ['127.0.0.0/8'] }: { previous?: string; cidrs?: string[] } = {}) {
  const net = createNet({ guard: createGuard(cidrs), userAgent: 'Hubbub/test' })
  const secrets = { current: 'the-secret', previous }
  const sender = new WebhookSender({ config: { url }, secrets, timeoutMs: 5000, net })
  cleanups.push(async () => {
    await sender.close()
    await net.close()
  })
  return sender
}

const delivery: RenderedDelivery = {
  id: 'dlv_1',
  eventType: 'message.received',
  contentType: 'application/json',
  body: Buffer.from('{"a":"ü"}'),
  at: Date.now(),
}
const never = new AbortController().signal

it('POSTs the body to path and query, signed with both secrets while one is being rotated', async () => {
  const { promise, resolve } = Promise.withResolvers<{ url: string; headers: IncomingHttpHeaders; body: string }>()
  const url = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      resolve({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.end('ok')
    })
  })
  const [sent] = await open(`${url}/hook?a=1#part`, { previous: 'the-old-secret' }).send([delivery], never)
  expect(sent).toMatchObject({ outcome: 'delivered', log: { statusCode: 200, body: Buffer.from('ok') } })
  const received = await promise
  expect(received).toMatchObject({ url: '/hook?a=1', body: '{"a":"ü"}' })
  expect(received.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'dlv_1',
    'x-webhook-event': 'message.received',
    'user-agent': 'Hubbub/test',
    'accept-encoding': 'identity',
  })
  for (const secret of ['the-secret', 'the-old-secret'])
    new Webhook(secret, { format: 'raw' }).verify(received.body, received.headers as Record<string, string>)
})

it('fails for good, without a request, where the guard forbids the address', async () => {
  let requests = 0
  const url = await listen((_request, response) => {
    requests++
    response.end()
  })
  const [sent] = await open(url, { cidrs: [] }).send([delivery], never)
  expect(sent).toMatchObject({ outcome: 'failed', code: 'blocked' })
  expect(requests).toBe(0)
})

it('cuts off what is under way with the signal, and nothing under another signal', async () => {
  const arrived: (() => void)[] = []
  const both = Promise.withResolvers<void>()
  const url = await listen((_request, response) => {
    arrived.push(() => response.end())
    if (arrived.length === 2) both.resolve()
  })
  const sender = open(url)
  const stop = new AbortController()
  const cut = sender.send([delivery], stop.signal)
  const kept = sender.send([delivery], never)
  await both.promise
  stop.abort()
  expect(await cut).toEqual([{ outcome: 'aborted' }])
  expect(await sender.send([delivery], stop.signal)).toEqual([{ outcome: 'aborted' }])
  for (const answer of arrived) answer()
  expect(await kept).toMatchObject([{ outcome: 'delivered' }])
})
