import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hubbub } from '@hubbub/sdk'
import type { PlatformId } from '../../src/platforms/index.ts'
import { credentialsFor } from '../../test/platforms/credentials.ts'
import type { Platforms } from '../../test/platforms/index.ts'

export const API_KEY = 'shots-key-0123456789abcdef'

const TEXTS = [
  'Hi! Do you have this in blue?',
  'Are you open on Sunday?',
  'สวัสดีค่ะ สินค้านี้ยังมีอยู่ไหมคะ',
  'Great shop, thank you! 😍😍😍',
  'サイズはありますか？',
  '<script>alert("hello")</script> & <b>bold</b>',
  'invoice_\u202Efdp.exe',
  'a'.repeat(400),
]
const KINDS: readonly (readonly [PlatformId, string])[] = [
  ['instagram', 'message-image'],
  ['instagram', 'story-mention'],
  ['instagram', 'reaction'],
  ['instagram', 'comment'],
  ['facebook', 'postback'],
  ['facebook', 'comment'],
  ['whatsapp', 'message-image'],
  ['line', 'message-sticker'],
  ['line', 'follow'],
]

/** What the pictures show: accounts in every state, applications that work and that do not, refused requests. */
export interface World {
  readonly ids: Readonly<Record<'good' | 'failing' | 'paused' | 'gone', string>>
  readonly account: string
  readonly event: string
  readonly readKey: string
  stop(): Promise<void>
}

/** Fills a new hub. */
export async function fill(url: string, platforms: Platforms): Promise<World> {
  const client = new Hubbub({ url, apiKey: API_KEY })
  const applications = await startApplications()
  const at = (path: string) => `${applications.url}${path}`
  const [good, failing, paused, gone] = await Promise.all([
    client.createWebhook({ url: at('/good'), events: ['*'], description: 'Customer care' }),
    client.createWebhook({ url: at('/failing'), events: ['message.*'], description: 'Old CRM, being replaced' }),
    client.createWebhook({ url: at('/good/archive'), events: ['comment.*', 'mention.created'], format: 'cloudevents' }),
    client.createWebhook({ url: at('/gone'), events: ['message.received'], description: 'Pilot of last year' }),
  ])
  await client.updateWebhook(paused.id, { state: 'paused' })

  const { instagram, facebook, line } = credentialsFor(platforms)
  const { id: account } = await client.connectAccount({ platform: 'instagram', credentials: instagram })
  await client.connectAccount({ platform: 'facebook', credentials: facebook })
  await client.connectAccount({ platform: 'line', credentials: line })
  for (const text of TEXTS)
    for (const platform of ['instagram', 'facebook', 'whatsapp', 'line'] as const)
      await platforms.push(platform, 'message', { text })
  for (const [platform, kind] of KINDS) await platforms.push(platform, kind)
  await refuse(url)
  const { key: readKey } = await client.createKey({ name: 'Reporting', role: 'read' })
  const { data } = await client.listEvents({ type: 'message.received', limit: 1 })
  return {
    ids: { good: good.id, failing: failing.id, paused: paused.id, gone: gone.id },
    account,
    readKey,
    event: data[0]?.id ?? '',
    stop: applications.stop,
  }
}

/** Requests that the hub must refuse. */
async function refuse(url: string): Promise<void> {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${url}/api/webhooks/instagram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  await post({}, '{"object":"instagram","entry":[]}')
  for (let count = 0; count < 5; count += 1)
    await post({ 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, '{"object":"instagram","entry":[{"id":"1"}]}')
  await post({ 'x-hub-signature-256': 'sha256=short' }, '{}')
  await fetch(`${url}/api/webhooks/instagram?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1`)
}

/** Applications: `/good` takes everything, `/failing` breaks, `/gone` wants no more. */
async function startApplications(): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      if (request.url?.startsWith('/good'))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
      else if (request.url?.startsWith('/gone')) response.writeHead(410).end('No longer here')
      else response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Internal Server Error</h1>')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
