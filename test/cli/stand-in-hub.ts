import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { verify } from '../../src/platforms/meta/signature.ts'

export const API_KEY = 'key-of-the-stand-in'
export const APP_SECRET = 'secret-of-the-stand-in'
export const VERIFY_TOKEN = 'token-of-the-stand-in'

export interface Received {
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A real HTTP server that answers as a hub does, for what a real hub cannot be made to do at will. */
export interface StandInHub {
  readonly url: string
  readonly port: number
  readonly received: Received[]
  /** Resolves when a stream was asked for at least once. */
  streamed(): Promise<void>
  /** Stores an event and sends it to the open streams; returns its id. */
  emit(text: string, changes?: Record<string, unknown>): string
  /** Cuts every connection and stops listening; events are kept. */
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

const WORKSPACE = toPublicId('workspace', newUuid())
const ACCOUNT = toPublicId('account', newUuid())

export async function standInHub(): Promise<StandInHub> {
  const events: { id: string }[] = []
  const received: Received[] = []
  const streams = new Map<ServerResponse, { after: string }>()
  const streamed = Promise.withResolvers<void>()
  let port = 0

  const flush = () => {
    for (const [response, state] of streams) {
      for (const event of events.filter(({ id }) => id > state.after)) {
        response.write(`id: ${event.id}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`)
        state.after = event.id
      }
    }
  }
  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://hub')
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const problem = (status: number, code: string, detail: string) => json(status, { code, detail, status })
    received.push({ url: url.pathname + url.search, headers: request.headers, body })
    if (url.pathname === '/healthz') return json(200, { status: 'ok' })
    if (url.pathname === '/readyz') return json(200, { status: 'ready', queues: null })
    if (url.pathname === '/api/webhooks/instagram' && request.method === 'GET') {
      if (url.searchParams.get('hub.verify_token') !== VERIFY_TOKEN) return json(403, { error: 'Verification failed' })
      return response.end(url.searchParams.get('hub.challenge'))
    }
    if (url.pathname === '/api/webhooks/instagram') {
      if (verify(body, request.headers, APP_SECRET)) return json(401, { error: 'Invalid signature' })
      return json(200, { success: true })
    }
    if (request.headers['x-api-key'] !== API_KEY) return problem(401, 'unauthorized', 'Unknown key.')
    if (url.pathname === '/api/v1/events') return json(200, { data: events.slice(-1), nextCursor: null })
    if (url.pathname === '/api/v1/webhooks')
      return json(200, {
        data: [
          { id: 'wh_well', url: 'https://a.example/x', state: 'enabled', failures: 0 },
          { id: 'wh_off', url: 'https://b.example/secret-path', state: 'disabled', disabledReason: 'answered 410' },
        ],
        nextCursor: null,
      })
    if (url.pathname === '/api/v1/rejections')
      return json(200, {
        data: [],
        nextCursor: null,
        counts: [{ platform: 'instagram', cause: 'signature_mismatch', count: 7, hint: 'Compare the secrets.' }],
      })
    if (url.pathname !== '/api/v1/events/stream') return problem(404, 'not_found', 'No such route.')
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    streams.set(response, { after: String(request.headers['last-event-id'] ?? events.at(-1)?.id ?? '') })
    response.on('close', () => streams.delete(response))
    flush()
    streamed.resolve()
  }
  const listen = async () => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => answer(request, response, Buffer.concat(chunks)))
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
    return server
  }
  let server = await listen()

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    streamed: () => streamed.promise,
    emit(text, changes = {}) {
      const id = toPublicId('event', newUuid())
      events.push(
        Object.assign(
          {
            id,
            workspaceId: WORKSPACE,
            type: 'message.received',
            platform: 'instagram',
            account: { id: ACCOUNT, platform: 'instagram', username: 'yourbrand', externalId: '17841400000000000' },
            occurredAt: '2026-01-10T12:00:00.000Z',
            receivedAt: '2026-01-10T12:00:00.100Z',
            senderId: '9001',
            data: { content: text, sender: { id: '9001', username: 'customer123' } },
          },
          changes,
        ),
      )
      flush()
      return id
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
    async start() {
      server = await listen()
    },
  }
}

/** An application that answers as told, and keeps what it was sent. */
export async function application(answerWith: () => number) {
  const received: Received[] = []
  const arrivals: (() => void)[] = []
  let port = 0
  const open = async () => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        received.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
        response.writeHead(answerWith()).end()
        for (const arrival of arrivals.splice(0)) arrival()
      })
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
    return server
  }
  let server = await open()
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    async until(count: number): Promise<void> {
      while (received.length < count) await new Promise<void>((resolve) => arrivals.push(resolve))
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
    async start() {
      server = await open()
    },
  }
}
