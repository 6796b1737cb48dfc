import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer, text as textOf } from 'node:stream/consumers'
import { HTTPFetchError, LineBotClient, validateSignature } from '@line/bot-sdk'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { records } from './exchange.ts'
import { startPlatforms } from './index.ts'

const platforms = await startPlatforms()
const { account, person, token } = platforms.seeds.line
const client = LineBotClient.fromChannelAccessToken({
  channelAccessToken: token.value,
  apiBaseURL: platforms.urls.line ?? '',
  dataApiBaseURL: platforms.urls['line-data'] ?? '',
})

afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(() => platforms.stop())

const happened = (kind: string) => {
  const body = platforms.happen('line', kind)
  const [event] = records((body as { events: unknown }).events)
  if (!event) throw new Error(`${kind} has no event`)
  return event
}
const hello = { type: 'text' as const, text: 'Hello' }
const https = 'https://example.com/a.jpg'

describe("LINE's own client", () => {
  it('reads the channel, a friend, a group and its member', async () => {
    const { source } = happened('message-group') as { source: { groupId: string; userId: string } }
    expect(await client.getBotInfo()).toMatchObject({ userId: account.id, displayName: 'Your Brand' })
    expect(await client.getProfile(person.id)).toMatchObject({ userId: person.id, displayName: 'Alice' })
    expect(await client.getGroupSummary(source.groupId)).toMatchObject({ groupId: source.groupId })
    expect(await client.getGroupMemberProfile(source.groupId, source.userId)).toMatchObject({ userId: source.userId })
  })

  it('answers with the reply token, and pushes', async () => {
    const { replyToken } = happened('message')
    const reply = await client.replyMessage({ replyToken: String(replyToken), messages: [hello] })
    const push = await client.pushMessage({
      to: person.id,
      messages: [hello, { type: 'sticker', packageId: '1', stickerId: '2' }],
    })
    expect([reply.sentMessages.length, push.sentMessages.length]).toEqual([1, 2])
    await client.multicast({ to: [person.id], messages: [hello] })
  })

  it.each([
    { type: 'image', originalContentUrl: https, previewImageUrl: https },
    { type: 'video', originalContentUrl: https, previewImageUrl: https },
    { type: 'audio', originalContentUrl: https, duration: 1000 },
    { type: 'location', title: 'Shop', address: 'Street 1', latitude: 35.6, longitude: 139.7 },
    {
      type: 'text',
      text: 'A?',
      quickReply: { items: [{ type: 'action', action: { type: 'message', label: 'A', text: 'A' } }] },
    },
    {
      type: 'template',
      altText: 'A?',
      template: { type: 'buttons', text: 'A?', actions: [{ type: 'postback', label: 'A', data: 'a' }] },
    },
    {
      type: 'template',
      altText: 'A?',
      template: {
        type: 'confirm',
        text: 'A?',
        actions: [
          { type: 'message', label: 'A', text: 'A' },
          { type: 'uri', label: 'B', uri: https },
        ],
      },
    },
    {
      type: 'template',
      altText: 'A',
      template: { type: 'carousel', columns: [{ text: 'A', actions: [{ type: 'uri', label: 'B', uri: https }] }] },
    },
    {
      type: 'flex',
      altText: 'A',
      contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'A' }] } },
    },
    {
      type: 'imagemap',
      baseUrl: https,
      altText: 'A',
      baseSize: { width: 1040, height: 520 },
      actions: [{ type: 'message', text: 'A', area: { x: 0, y: 0, width: 520, height: 520 } }],
    },
  ] as const)('sends $type', async (message) => {
    const { sentMessages } = await client.pushMessage({
      to: person.id,
      messages: [structuredClone(message) as typeof hello],
    })
    expect(sentMessages).toHaveLength(1)
  })

  it('fetches the content of a message', async () => {
    const { message } = happened('message-image') as { message: { id: string } }
    const content = await client.getMessageContent(message.id)
    expect((await buffer(content as unknown as Readable)).subarray(1, 4).toString()).toBe('PNG')
  })

  it('shows that it is typing, and that it has read', async () => {
    const { message } = happened('message') as { message: { markAsReadToken: string } }
    await client.showLoadingAnimation({ chatId: person.id, loadingSeconds: 20 })
    await client.markMessagesAsReadByToken({ markAsReadToken: message.markAsReadToken })
    expect(platforms.requests.slice(-2).map(({ status }) => status)).toEqual([202, 200])
  })

  it('gets the error that LINE would give', async () => {
    const failing = client.pushMessage({ to: person.id, messages: [{ type: 'text', text: '' }] })
    const error = await failing.catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(HTTPFetchError)
    expect(error).toMatchObject({ status: 400, body: expect.stringContaining('messages[0].text') })
  })

  it('sets, reads and tests the callback, which gets a genuine signature', async () => {
    const got: { body: string; signature: string }[] = []
    const server = createServer((request, response) => {
      void textOf(request).then((body) => {
        got.push({ body, signature: String(request.headers['x-line-signature']) })
        response.end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
    await client.setWebhookEndpoint({ endpoint })
    expect(await client.getWebhookEndpoint()).toEqual({ endpoint, active: true })
    expect(await client.testWebhookEndpoint({})).toMatchObject({ success: true, statusCode: 200 })
    expect((await platforms.push('line', 'message', { text: 'Grüße 😀' })).status).toBe(200)
    account.webhook = undefined
    server.close()
    expect(got.map(({ body, signature }) => validateSignature(body, account.secret, signature))).toEqual([true, true])
    expect(got[1]?.body).toContain('Grüße 😀')
  })
})

it('has checked every operation that was used, by the official document where it is here', () => {
  const used = platforms.coverage.list()
  console.log(
    `LINE: ${used.length} operations used, ${used.filter(({ official, calls }) => official === calls).length} checked by the official document in each call`,
  )
  expect(platforms.coverage.complete()).toBe(true)
  expect(used.length).toBeGreaterThan(12)
})
