import fs from 'node:fs'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { preparedDataDir } from '../support/cluster.ts'
import { eventually, startTestHub, type TestHub } from '../support/hub.ts'
import { createAsker } from './ask.ts'
import { type Platforms, startPlatforms } from './index.ts'
import { createParts } from './meta/refusals/cases.ts'

let platforms: Platforms
let hub: TestHub
let dataDir: string

beforeAll(async () => {
  platforms = await startPlatforms()
  dataDir = await preparedDataDir()
  hub = await startTestHub({ dataDir, env: platforms.env })
  platforms.attach(hub.url)
})
afterAll(async () => {
  await hub?.stop()
  await platforms?.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

interface Events {
  readonly data: readonly {
    readonly event: string
    readonly account: { readonly platform: string }
    readonly data: Readonly<Record<string, unknown>>
  }[]
}
const events = async (type: string) => (await hub.api<Events>(`/api/v1/events?type=${type}&limit=200`)).body.data

describe('a real hub', () => {
  it.each(PLATFORMS.map(({ id }) => id))('takes every kind of webhook of %s', async (platform) => {
    const kinds = PLATFORMS.find(({ id }) => id === platform)?.webhook.samples ?? []
    const answers = new Map<number | undefined, number>()
    for (const { status } of await Promise.all(kinds.map((kind) => platforms.push(platform, kind))))
      answers.set(status, (answers.get(status) ?? 0) + 1)
    console.log(`${platform}: ${kinds.length} kinds pushed, answers ${JSON.stringify([...answers])}`)
    expect([...answers.keys()]).toEqual([200])
  })

  it('turns letters that Meta escapes back into themselves', async () => {
    await platforms.push('instagram', 'message', { text: 'Grüße aus Köln 😀' })
    const found = await eventually(
      () => events('message.received'),
      (list) => list.some(({ data }) => data.content === 'Grüße aus Köln 😀'),
    )
    expect(found.length).toBeGreaterThan(0)
  })

  it('hears what becomes of a WhatsApp message', async () => {
    const { whatsapp } = createAsker(platforms)
    const { ids, paths, wa } = createParts(platforms)
    platforms.happen('whatsapp', 'message')
    await whatsapp({ method: 'POST', path: `/${ids.waba}/subscribed_apps` })
    await whatsapp({ method: 'POST', path: paths.whatsapp, ...wa({ type: 'text', text: { body: 'On its way' } }) })
    await platforms.idle()
    expect(platforms.deliveries.map(({ status, attempts }) => [status, attempts])).toEqual([
      [200, 1],
      [200, 1],
      [200, 1],
    ])
    const read = await eventually(
      () => events('message.read'),
      (list) => list.length > 0,
    )
    expect(read[0]?.account.platform).toBe('whatsapp')
  })

  it('gets an echo and a receipt of what was sent, once it is subscribed', async () => {
    const { facebook } = createAsker(platforms)
    const { ids, paths, text } = createParts(platforms)
    platforms.happen('facebook', 'message')
    const before = platforms.deliveries.length
    const send = () => facebook({ method: 'POST', path: paths.facebook, ...text('facebook', { text: 'Hello' }) })
    await send()
    const subscribed_fields = 'messages,message_echoes,message_reads,message_deliveries'
    await facebook({ method: 'POST', path: `/${ids.page}/subscribed_apps`, query: { subscribed_fields } })
    const { message_id: id } = (await send()).body
    platforms.report(String(id), 'delivered')
    platforms.report(String(id), 'read')
    await platforms.idle()
    expect(platforms.deliveries.slice(before).map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('is entered as a callback by the handshake, and only with its verify token', async () => {
    const { graph } = createAsker(platforms)
    const { apps } = platforms.state
    const enter = (verify_token: string) =>
      graph({
        method: 'POST',
        path: `/${apps.meta.id}/subscriptions`,
        query: {
          access_token: `${apps.meta.id}|${apps.meta.secret}`,
          object: 'page',
          callback_url: `${hub.url}/api/webhooks/facebook`,
          fields: 'messages,feed',
          verify_token,
        },
      })
    expect((await enter('wrong')).error).toBe('2200')
    expect((await enter('test-verify-token')).body).toEqual({ success: true })
  })
})

it('sends a webhook again until it is taken', async () => {
  const answers = [503, 500, 200]
  const server = createServer((_request, response) => {
    response.statusCode = answers.shift() ?? 200
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const delivery = await platforms.push('instagram', 'message', { url: `http://127.0.0.1:${port}/` })
  expect([delivery.status, delivery.attempts]).toEqual([200, 3])
  answers.push(500)
  expect((await platforms.push('line', 'message', { url: `http://127.0.0.1:${port}/` })).attempts).toBe(1)
  server.close()
})

it('made no mistake of its own', () => expect(platforms.faults).toEqual([]))
