import type { FastifyReply, FastifyRequest } from 'fastify'
import { HubError } from '../errors.ts'
import type { ApiInstance } from './app.ts'
import { sendProblem } from './problems.ts'

/**
 * Refuses a body that does not arrive within `withinMs`, on every route but uploads. The server's own limit holds for
 * all routes, so it has to leave an upload its time.
 */
export function limitBodies(app: ApiInstance, withinMs: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request
    const { headers } = raw
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
      const timer = setTimeout(refuseLate, withinMs, request, reply).unref()
      raw.once('close', () => clearTimeout(timer))
    }
    done()
  })
}

function refuseLate(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = request
  if (raw.complete) return
  // Answered already, and still sending.
  if (reply.sent) raw.destroy()
  else if (!request.routeOptions.config.upload) {
    reply.header('connection', 'close')
    sendProblem(request, reply, new HubError('request_timeout'))
  }
}
