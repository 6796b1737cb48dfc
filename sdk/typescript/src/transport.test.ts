import { afterEach, expect, test } from 'vitest'
import { type Answer, cut, json, problem, type Server, serve } from '../test/server.ts'
import { Hubbub, type HubbubOptions } from './client.ts'
import { HubbubError } from './errors.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})

async function start(...answers: Answer[]) {
  const server = await serve(...answers)
  servers.push(server)
  return { server, hub: hubAt(server) }
}
const hubAt = ({ url }: Server, options: Partial<HubbubOptions> = {}) => new Hubbub({ url, apiKey: 'key', ...options })
const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )
const webhook = { url: 'https://example.com', events: ['*'] }
const message = { account: 'acc', to: '1', type: 'text', text: 'Hi' } as const

test('an error of the hub has its code, status, detail and request id', async () => {
  const { hub } = await start(problem('not_found', 404))
  const error = await failure(hub.getEvent('evt_1'))
  expect(error).toBeInstanceOf(HubbubError)
  expect(error).toMatchObject({ code: 'not_found', status: 404, detail: 'because of not_found', requestId: 'req-1' })
})

test('a page of a proxy is an unexpected answer', async () => {
  const { hub } = await start((_, response) => void response.writeHead(418, { 'content-type': 'text/html' }).end('<p>'))
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'unexpected_answer', status: 418 })
})

test('an answer that should be JSON and is not is an unexpected answer', async () => {
  const { hub } = await start((_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'))
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'unexpected_answer', status: 200 })
})

test('redirects are not followed, so the key stays with the hub', async () => {
  const { server, hub } = await start((_, response) => void response.writeHead(302, { location: '/elsewhere' }).end())
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'unexpected_answer', status: 302 })
  expect(server.calls).toHaveLength(1)
})

test.each<[string, Answer]>([
  ['a cut connection', cut],
  ['429', problem('rate_limited', 429)],
  ['502', problem('internal', 502)],
  ['503', problem('unavailable', 503)],
  ['504', (_, response) => void response.writeHead(504).end()],
])('a GET is repeated after %s', async (_, first) => {
  const { server, hub } = await start(first, json({ id: 'evt_1' }))
  expect(await hub.getEvent('evt_1')).toEqual({ id: 'evt_1' })
  expect(server.calls).toHaveLength(2)
})

test.each([400, 401, 403, 404, 409, 422, 500])('a %i is not repeated', async (status) => {
  const { server, hub } = await start(problem('x', status))
  await failure(hub.getEvent('evt_1'))
  expect(server.calls).toHaveLength(1)
})

test('PUT and DELETE are repeated', async () => {
  const { server, hub } = await start(cut, json({}), cut, (_, response) => void response.writeHead(204).end())
  await hub.updateWebhook('wh_1', {})
  expect(await hub.deleteWebhook('wh_1')).toBeUndefined()
  expect(server.calls.map((call) => call.split(' ')[0])).toEqual(['PUT', 'PUT', 'DELETE', 'DELETE'])
})

test('what a lost try has deleted is deleted', async () => {
  const { hub } = await start(cut, problem('not_found', 404))
  expect(await hub.deleteWebhook('wh_1')).toBeUndefined()
})

test('what was never there cannot be deleted', async () => {
  const { hub } = await start(problem('not_found', 404))
  expect(await failure(hub.deleteWebhook('wh_1'))).toMatchObject({ code: 'not_found' })
})

test('a POST is not repeated', async () => {
  const { server, hub } = await start(problem('unavailable', 503))
  expect(await failure(hub.createWebhook(webhook))).toMatchObject({ code: 'unavailable' })
  expect(await failure(hub.sendMessage(message))).toMatchObject({ code: 'unavailable' })
  expect(server.calls).toHaveLength(2)
})

test('a POST with an Idempotency-Key is repeated with the same key', async () => {
  const keys: unknown[] = []
  const { hub } = await start(
    (request) => {
      keys.push(request.headers['idempotency-key'])
      cut(request)
    },
    (request, response) => {
      keys.push(request.headers['idempotency-key'])
      json({ id: 'msg_1' })(request, response)
    },
  )
  expect(await hub.sendMessage(message, { idempotencyKey: 'order-1' })).toEqual({ id: 'msg_1' })
  expect(keys).toEqual(['order-1', 'order-1'])
})

test('the tries end', async () => {
  const { server, hub } = await start(cut)
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'network', status: 0 })
  expect(server.calls).toHaveLength(3)
  expect(await failure(hub.getEvent('evt_1', { retries: 0 }))).toMatchObject({ code: 'network' })
  expect(server.calls).toHaveLength(4)
})

test('Retry-After is waited for', async () => {
  const { hub } = await start(problem('rate_limited', 429, { 'retry-after': '1' }), json({}))
  const began = performance.now()
  await hub.getEvent('evt_1')
  expect(performance.now() - began).toBeGreaterThanOrEqual(990)
})

test('a Retry-After of a minute is told instead of waited for', async () => {
  const { server, hub } = await start(problem('rate_limited', 429, { 'retry-after': '60' }))
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 })
  expect(server.calls).toHaveLength(1)
})

test('a hub that says nothing times out', async () => {
  const { server } = await start(() => undefined)
  const hub = hubAt(server, { timeoutMs: 50, retries: 1 })
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'timeout', status: 0 })
  expect(server.calls).toHaveLength(2)
})

test('a body that stops half-way times out', async () => {
  const { server } = await start((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"id":')
  })
  const hub = hubAt(server, { timeoutMs: 50, retries: 0 })
  expect(await failure(hub.getEvent('evt_1'))).toMatchObject({ code: 'timeout' })
})

test("the caller's abort ends the call, also while it waits for the next try", async () => {
  const stop = new AbortController()
  const { server, hub } = await start((_, response) => {
    problem('rate_limited', 429, { 'retry-after': '20' })(_, response)
    response.once('close', () => setImmediate(() => stop.abort(new Error('left'))))
  })
  const error = await failure(hub.getEvent('evt_1', { signal: stop.signal }))
  expect(error).toEqual(new Error('left'))
  expect(await failure(hub.getEvent('evt_1', { signal: AbortSignal.abort(new Error('before')) }))).toEqual(
    new Error('before'),
  )
  expect(server.calls).toHaveLength(1)
})

test('path and query are escaped, and absent filters left out', async () => {
  const { server, hub } = await start(json({ data: [], nextCursor: null }))
  await hub.listWebhookLogs('a/b?c', { limit: 5, event: undefined })
  await hub.listEvents({ q: 'ä & b', processed: false })
  expect(server.calls).toEqual([
    'GET /api/v1/webhooks/a%2Fb%3Fc/logs?limit=5',
    'GET /api/v1/events?q=%C3%A4+%26+b&processed=false',
  ])
})

test.each(['', '.', '..'])('the id "%s" is refused before it becomes another address', async (id) => {
  const { server, hub } = await start(json({}))
  expect(await failure(hub.deleteWebhook(id))).toBeInstanceOf(TypeError)
  expect(server.calls).toEqual([])
})

test('the key goes as X-API-Key, and is in no error', async () => {
  let key: unknown
  const { server } = await start((request, response) => {
    key = request.headers['x-api-key']
    problem('unauthorized', 401)(request, response)
  })
  const error = await failure(hubAt(server, { apiKey: 'very-secret' }).getStats())
  expect(key).toBe('very-secret')
  expect(JSON.stringify(error) + String(error)).not.toContain('very-secret')
})

test('a key that cannot be one is refused without being shown', () => {
  const make = () => new Hubbub({ url: 'https://hub.example.com', apiKey: 'sécrèt\n' })
  expect(make).toThrow(TypeError)
  expect(make).not.toThrow(/s.cr.t/)
})

test('the head of each answer can be seen, of errors and of every try', async () => {
  const { hub } = await start(
    problem('unavailable', 503, { 'x-try': '1' }),
    json({ id: 'evt_1' }, 200, { 'x-try': '2' }),
  )
  const seen: unknown[] = []
  await hub.getEvent('evt_1', { onAnswer: ({ status, headers }) => void seen.push([status, headers.get('x-try')]) })
  expect(seen).toEqual([
    [503, '1'],
    [200, '2'],
  ])
})

test('a page has what the list says besides its rows', async () => {
  const { hub } = await start(json({ data: [], nextCursor: null, counts: [{ cause: 'no_secret', count: 2 }] }))
  expect((await hub.listRejections()).counts[0]?.count).toBe(2)
})

test('another fetch can be given', async () => {
  const asked: string[] = []
  const hub = new Hubbub({
    url: 'https://hub.example.com/base/',
    fetch: async (url) => {
      asked.push(url)
      return Response.json({ id: 'evt_1' })
    },
  })
  await hub.getEvent('evt_1')
  expect(asked).toEqual(['https://hub.example.com/base/api/v1/events/evt_1'])
})

test.each(['hub.example.com', 'ftp://hub', 'https://hub?x=1'])('%s is no address of a hub', (url) => {
  expect(() => new Hubbub({ url })).toThrow(TypeError)
})

test('a list is awaited for a page, and iterated for all of them', async () => {
  const pages = [
    json({ data: [1, 2], nextCursor: 'c1' }),
    json({ data: [], nextCursor: 'c2' }),
    json({ data: [3], nextCursor: null }),
  ]
  const { server, hub } = await start(...pages, ...pages.slice(0, 1))
  const rows: unknown[] = []
  for await (const row of hub.listEvents({ type: 'message.*', limit: 2 })) rows.push(row)
  expect(rows).toEqual([1, 2, 3])
  expect(server.calls.map((call) => call.split('?')[1])).toEqual([
    'type=message.*&limit=2',
    'type=message.*&limit=2&cursor=c1',
    'type=message.*&limit=2&cursor=c2',
  ])
  expect(await hub.listEvents()).toEqual({ data: [1, 2], nextCursor: 'c1' })
})

test('a page that is not needed is not asked for', async () => {
  const { server, hub } = await start(json({ data: [1, 2], nextCursor: 'c1' }))
  for await (const _ of hub.listEvents()) break
  expect(server.calls).toHaveLength(1)
})

test('a failing list fails where it is read', async () => {
  const { hub } = await start(problem('invalid_request', 400))
  const list = hub.listEvents({ type: 'nonsense' })
  await new Promise((resolve) => setImmediate(resolve))
  await expect(async () => {
    for await (const _ of list) expect.unreachable()
  }).rejects.toMatchObject({ code: 'invalid_request' })
})
