import fs from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, startApplication } from '../../../test/support/application.ts'
import { preparedDataDir } from '../../../test/support/cluster.ts'
import { API_KEY, instagramMessage, startTestHub, type TestHub } from '../../../test/support/hub.ts'
import { type Event, Hubbub, HubbubError, type LiveOptions, VerificationError, verify } from '../src/index.ts'

let dataDir: string
let hub: TestHub
let client: Hubbub
let application: Application

beforeAll(async () => {
  dataDir = await preparedDataDir()
  application = await startApplication()
  hub = await startTestHub({ dataDir })
  client = new Hubbub({ url: hub.url, apiKey: API_KEY })
})
afterAll(async () => {
  await hub.stop()
  await application.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

const contentOf = (event: Event) => (event.type === 'message.received' ? event.data.content : undefined)
const say = async (text: string) => expect((await hub.send(instagramMessage(text))).status).toBe(200)

/** Listens until told to stop; `connections` counts how often the stream stood. */
function listen(options: LiveOptions = {}) {
  const stop = new AbortController()
  const seen: unknown[] = []
  const lost: HubbubError[] = []
  let connections = 0
  const checks = new Set<() => void>()
  const tell = () => {
    for (const check of checks) check()
  }
  const ended = (async () => {
    const live = client.stream({
      ...options,
      signal: stop.signal,
      onConnected() {
        connections += 1
        tell()
      },
      onLost: (error) => void lost.push(error),
    })
    for await (const event of live) {
      seen.push(contentOf(event))
      tell()
    }
  })()
  const until = (satisfied: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`seen: ${JSON.stringify(seen)}`)), 15_000)
      const check = () => {
        if (!satisfied()) return
        clearTimeout(timer)
        checks.delete(check)
        resolve()
      }
      checks.add(check)
      check()
    })
  return {
    seen,
    lost,
    ended,
    until,
    connected: (times: number) => until(() => connections >= times),
    stop: () => stop.abort(),
  }
}

// First: the hub has no event yet.
test('the stream of an empty hub brings its first event, also over a restart of the hub before it', async () => {
  const live = listen({ type: 'message.*' })
  await live.connected(1)
  const port = new URL(hub.url).port
  await hub.stop()
  hub = await startTestHub({ dataDir, env: { PORT: port } })
  await say('while nobody listened')
  await live.connected(2)
  await say('after')
  await live.until(() => live.seen.length === 2)
  live.stop()
  await live.ended
  expect(live.seen).toEqual(['while nobody listened', 'after'])
  expect(live.lost.length).toBeGreaterThan(0)
  expect(new Set(live.lost.map(({ code }) => code))).toEqual(new Set(['network']))
})

test('the stream begins with now, or after the event that is named', async () => {
  const { data } = await client.listEvents({ type: 'message.received' })
  const now = listen()
  const later = listen({ lastEventId: data.at(-1)?.id })
  await Promise.all([now.connected(1), later.connected(1)])
  await say('new')
  await Promise.all([now.until(() => now.seen.includes('new')), later.until(() => later.seen.includes('new'))])
  for (const live of [now, later]) live.stop()
  await Promise.all([now.ended, later.ended])
  expect(now.seen).toEqual(['new'])
  expect(later.seen).toEqual(['after', 'new'])
})

test('leaving the loop closes the stream', async () => {
  const { data } = await client.listEvents({ type: 'message.received' })
  for await (const event of client.stream({ lastEventId: data.at(-1)?.id })) {
    expect(contentOf(event)).toBe('after')
    break
  }
})

test('a stream that the hub refuses fails', async () => {
  const stranger = new Hubbub({ url: hub.url, apiKey: 'wrong' })
  await expect(stranger.stream().next()).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
  await expect(client.stream({ lastEventId: 'nonsense' }).next()).rejects.toMatchObject({ code: 'invalid_request' })
})

test('what the hub delivers is verified, and not with another secret or a changed body', async () => {
  const webhook = await client.createWebhook({ url: application.url, events: ['message.*'] })
  await say('สวัสดี 👋')
  await application.waitFor(1)
  const [delivery] = application.received
  if (!delivery) throw new Error('there is one')
  const event = await verify(delivery.body, delivery.headers, webhook.secret)
  expect(event).toMatchObject({ event: 'message.received', data: { content: 'สวัสดี 👋' } })
  const spoilt = delivery.body.replace('สวัสดี', 'ลาก่อน')
  await expect(verify(spoilt, delivery.headers, webhook.secret)).rejects.toThrow(VerificationError)
  await expect(verify(delivery.body, delivery.headers, 'other-secret')).rejects.toThrow(VerificationError)
  await client.deleteWebhook(webhook.id)
})

test('webhooks are made, read, changed, rotated and deleted', async () => {
  const made = await client.createWebhook({ url: application.url, events: ['comment.*'], description: 'mine' })
  expect(made.secret).toMatch(/^whsec_/)
  expect((await client.updateWebhook(made.id, { description: 'yours' })).description).toBe('yours')
  expect((await client.rotateWebhookSecret(made.id, {})).secret).not.toBe(made.secret)
  expect((await client.testWebhook(made.id)).success).toBe(true)
  expect((await client.listWebhookLogs(made.id)).data).toHaveLength(1)
  expect(await client.deleteWebhook(made.id)).toBeUndefined()
  await expect(client.getWebhook(made.id)).rejects.toMatchObject({ code: 'not_found', status: 404 })
})

test('iterating a list brings every row once, however small the pages', async () => {
  for (let count = 0; count < 5; count += 1) await say(`row ${count}`)
  const all = (await client.listEvents({ type: 'message.received', limit: 200 })).data.map(({ id }) => id)
  const ids: string[] = []
  for await (const { id } of client.listEvents({ type: 'message.received', limit: 2 })) ids.push(id)
  expect(ids).toEqual(all)
  expect(ids.length).toBeGreaterThanOrEqual(8)
})

test('events come without their data when that is asked', async () => {
  await say('as a preview')
  const { data } = await client.listEvents({ type: 'message.received', limit: 1, data: false })
  expect(data[0]).toMatchObject({ preview: 'as a preview' })
  expect(data[0]).not.toHaveProperty('data')
})

test('an error names the field, and the call in the log', async () => {
  const error = await client.createWebhook({ url: application.url, events: [] }).catch((each: unknown) => each)
  expect(error).toBeInstanceOf(HubbubError)
  expect(error).toMatchObject({ code: 'invalid_request', status: 400, problem: { title: 'Invalid request' } })
  expect(error).toMatchObject({ detail: expect.stringContaining('body/events'), requestId: expect.stringMatching(/./) })
})

test('a text is answered as a text, and a handshake with its challenge', async () => {
  expect(await client.metrics()).toContain('# TYPE')
  expect(await client.openapi()).toMatchObject({ openapi: '3.1.0' })
})

test('every operation without a body reaches its route', async () => {
  expect((await client.listPlatforms()).data.length).toBeGreaterThan(3)
  expect(await client.health()).toEqual({ status: 'ok' })
  expect((await client.ready()).status).toBe('ready')
  expect((await client.listRejections()).data).toEqual([])
  expect(await client.getStats({ since: '24h' })).toMatchObject({ events: expect.anything() })
  expect((await client.listKeys()).data.length).toBeGreaterThan(0)
})
