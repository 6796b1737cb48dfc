import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import Fastify from 'fastify'
import { Pool } from 'undici'
import { listenOn } from './listen.ts'
import { APP_SECRET, signatureOf } from './messages.ts'
import { serveCommands } from './rpc.ts'

// The ceiling of the whole way: verify, sign, forward, and answer when the application has; nothing is stored.

const app = Fastify({ logger: false })
let application: Pool | undefined

app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post('/api/webhooks/instagram', async (request, reply) => {
  const body = request.body as Buffer
  const given = Buffer.from(String(request.headers['x-hub-signature-256']))
  const right = Buffer.from(signatureOf(body))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return reply.code(401).send()
  const id = randomUUID()
  const timestamp = Math.floor(Date.now() / 1000)
  const standard = createHmac('sha256', APP_SECRET).update(`${id}.${timestamp}.`).update(body).digest('base64')
  const answer = await application?.request({
    method: 'POST',
    path: '/e/0',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${standard}`,
      'x-webhook-signature': signatureOf(body),
      'x-webhook-event': 'message.received',
    },
    body,
  })
  await answer?.body.dump()
  return reply
    .code(answer?.statusCode === 200 ? 200 : 502)
    .type('application/json')
    .send('{"success":true}')
})

const commands = {
  listen: (receiverPort: number) => {
    application = new Pool(`http://127.0.0.1:${receiverPort}`, { connections: 64 })
    return listenOn(app)
  },
}

export type RelayCommands = typeof commands

serveCommands(commands)
