import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { sleep } from '../clock.ts'
import { findMessageId, messageId } from '../messages.ts'
import type { Received } from './ledger.ts'
import type { Random } from './random.ts'

/** How the application behaves: `flaky` answers 500 or 503, or cuts the connection, a third of the time. */
export type Mood = 'quick' | 'slow' | 'flaky'

/** The receiving application: it checks both signatures of every delivery and keeps what came. */
export interface Application {
  readonly url: string
  readonly received: Map<string, Received>
  badSignatures(): number
  /** Sets the secret that the hub gave the endpoint. */
  trust(secret: string): void
  /** `slowMs`: the longest a slow one takes. */
  behave(mood: Mood, slowMs?: number): void
  stop(): void
}

export async function startApplication(random: Random): Promise<Application> {
  const received = new Map<string, Received>()
  let badSignatures = 0
  let secret = ''
  let webhook: Webhook | undefined
  let mood: Mood = 'quick'
  let slow = 500

  const genuine = (body: Buffer, headers: IncomingMessage['headers']): boolean => {
    const hex = createHmac('sha256', secret).update(body).digest('hex')
    try {
      webhook?.verify(body.toString(), headers as Record<string, string>)
      return webhook !== undefined && headers['x-webhook-signature'] === `sha256=${hex}`
    } catch {
      return false
    }
  }
  const keep = (body: Buffer, headers: IncomingMessage['headers']): void => {
    const found = findMessageId(body)
    if (!found) return
    const mid = messageId(found.run, found.index)
    const entry = received.get(mid) ?? { deliveries: new Map(), events: new Set() }
    received.set(mid, entry)
    const id = String(headers['webhook-id'])
    entry.deliveries.set(id, (entry.deliveries.get(id) ?? 0) + 1)
    entry.events.add(String((JSON.parse(body.toString()) as { id: unknown }).id))
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    if (!genuine(body, request.headers)) {
      badSignatures++
      response.writeHead(401).end()
      return
    }
    if (mood === 'slow') await sleep(random.between(0, slow))
    if (mood === 'flaky' && random.chance(0.33)) {
      const way = random.pick(['cut', 500, 503])
      if (way === 'cut') request.socket.destroy()
      else response.writeHead(Number(way), { 'Retry-After': '1' }).end()
      return
    }
    keep(body, request.headers)
    response.writeHead(200).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    badSignatures: () => badSignatures,
    trust(given) {
      secret = given
      webhook = new Webhook(given)
    },
    behave(now, slowMs = 500) {
      mood = now
      slow = slowMs
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
