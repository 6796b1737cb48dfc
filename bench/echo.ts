import Fastify from 'fastify'
import { listenOn } from './listen.ts'
import { serveCommands } from './rpc.ts'

// The ceiling of ingest: Fastify that reads a body and answers, and does nothing else.

const app = Fastify({ logger: false })
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post('/api/webhooks/instagram', (_request, reply) => {
  reply.type('application/json').send('{"success":true}')
})

const commands = { listen: (_: undefined) => listenOn(app) }

export type EchoCommands = typeof commands

serveCommands(commands)
