import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hubbub } from '@hubbub/sdk'
import { PLATFORMS, type PlatformId } from '../../src/platforms/index.ts'
import { credentialsFor } from '../../test/platforms/credentials.ts'
import type { Platforms } from '../../test/platforms/index.ts'
import { STAND_INS } from '../../test/platforms/stand-ins.ts'

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
/** What customers do beside writing. */
const KINDS = [...STAND_INS].flatMap(([id, { deeds }]) =>
  deeds.flatMap(({ kind, texts, comment }) => (texts && !comment ? [] : [{ id: id as PlatformId, kind }])),
)
/** Its account stays one that the hub knows from its events only. */
const [, DISCOVERED] = PLATFORMS

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

  const account = await connectAccounts(client, platforms)
  for (const text of TEXTS) for (const { id } of PLATFORMS) await platforms.push(id, 'message', { text })
  for (const { id, kind } of KINDS) await platforms.push(id, kind)
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

/** The id of the first account. */
async function connectAccounts(client: Hubbub, platforms: Platforms): Promise<string> {
  const credentials = credentialsFor(platforms)
  const ids: string[] = []
  for (const { id } of PLATFORMS)
    if (id !== DISCOVERED?.id)
      ids.push((await client.connectAccount({ platform: id, credentials: credentials[id] })).id)
  return ids[0] ?? ''
}

/** Requests that the hub must refuse. */
async function refuse(url: string): Promise<void> {
  const { id, webhook } = PLATFORMS.find((platform) => platform.webhook.handshake) ?? PLATFORMS[0]
  const callback = `${url}/api/webhooks/${id}`
  const body = Buffer.from(JSON.stringify(webhook.sample('message')))
  const wrong = webhook.sign(body, 'secret-of-another-app')
  const post = (headers: Record<string, string>) =>
    fetch(callback, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  await post({})
  for (let count = 0; count < 5; count += 1) await post({ [webhook.signatureHeader]: wrong })
  await post({ [webhook.signatureHeader]: wrong.slice(0, -1) })
  await fetch(`${callback}?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1`)
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
