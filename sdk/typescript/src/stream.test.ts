import { afterEach, expect, test } from 'vitest'
import { type Answer, cut, json, problem, type Server, serve } from '../test/server.ts'
import { Hubbub } from './client.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})

async function start(...answers: Answer[]) {
  const server = await serve(...answers)
  servers.push(server)
  return { server, hub: new Hubbub({ url: server.url, apiKey: 'key', timeoutMs: 200 }) }
}

const newest = json({ data: [{ id: 'evt_0' }], nextCursor: null })
const ids: unknown[] = []
const streaming =
  (text: string, end = true): Answer =>
  (request, response) => {
    ids.push(request.headers['last-event-id'])
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(text)
    if (end) response.end()
  }
const event = (id: string) => `id: ${id}\ndata: {"id":"${id}"}\n\n`
const RETRY = 'retry: 1\n\n'

test('a lost stream goes on after the last event, also when the hub is away in between', async () => {
  ids.length = 0
  const { hub } = await start(
    newest,
    streaming(RETRY + event('evt_1') + event('evt_2')),
    cut,
    problem('unavailable', 503),
    streaming(`${event('evt_3')}id: evt_4\ndata: {"cut`),
    streaming(event('evt_4'), false),
  )
  const seen: string[] = []
  const lost: string[] = []
  const stood: string[] = []
  const live = hub.stream({ onLost: ({ code }) => void lost.push(code), onConnected: (id) => void stood.push(id) })
  for await (const { id } of live) {
    if (seen.push(id) === 4) break
  }
  expect(seen).toEqual(['evt_1', 'evt_2', 'evt_3', 'evt_4'])
  expect(ids).toEqual(['evt_0', 'evt_2', 'evt_3'])
  expect(stood).toEqual(ids)
  expect(lost).toEqual(['network', 'network', 'unavailable', 'network'])
})

test('a hub that is away at the start is waited for', async () => {
  const { hub } = await start(cut, cut, cut, newest, streaming(event('evt_1'), false))
  for await (const { id } of hub.stream()) {
    expect(id).toBe('evt_1')
    break
  }
})

test('a connection that is never answered is given up and made again', async () => {
  const { server, hub } = await start(() => undefined, streaming(event('evt_1'), false))
  for await (const { id } of hub.stream({ lastEventId: 'evt_0' })) {
    expect(id).toBe('evt_1')
    break
  }
  expect(server.calls).toHaveLength(2)
})

test('aborting ends the loop without an error: while it reads, while it waits, and before it began', async () => {
  for (const answer of [streaming(event('evt_1'), false), cut]) {
    const stop = new AbortController()
    const { hub } = await start(answer)
    const live = hub.stream({
      lastEventId: 'evt_0',
      signal: stop.signal,
      onLost: () => setImmediate(() => stop.abort()),
    })
    for await (const _ of live) setImmediate(() => stop.abort())
  }
  const { server, hub } = await start(newest)
  expect(await hub.stream({ signal: AbortSignal.abort() }).next()).toEqual({ done: true, value: undefined })
  expect(server.calls).toEqual([])
})

test("the application's own error comes out as it is, and the connection is closed", async () => {
  let closed: Promise<void> | undefined
  const { hub } = await start((request, response) => {
    closed = new Promise((resolve) => response.once('close', resolve))
    streaming(event('evt_1'), false)(request, response)
  })
  await expect(async () => {
    for await (const _ of hub.stream({ lastEventId: 'evt_0' })) throw new RangeError('mine')
  }).rejects.toThrow(RangeError)
  await closed
})

test('a page instead of a stream is refused', async () => {
  const { hub } = await start((_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'))
  await expect(hub.stream({ lastEventId: 'evt_0' }).next()).rejects.toMatchObject({ code: 'unexpected_answer' })
})

test('filters go with it, and the key that was refused ends it', async () => {
  const { server, hub } = await start(problem('unauthorized', 401))
  await expect(hub.stream({ type: 'message.*', lastEventId: 'evt_0' }).next()).rejects.toMatchObject({
    code: 'unauthorized',
  })
  expect(server.calls).toEqual(['GET /api/v1/events/stream?type=message.*'])
})
