import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Long enough for a busy client to send its next request, whose answer ends the connection. */
const DRAIN_MS = 250

/**
 * Goes on answering, and makes each answer the last of its connection. Closing the server at once would end connections
 * that look idle although their next request is on its way: that request would get no answer.
 */
export async function drain(server: Server): Promise<void> {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false
  })
  if ((await promisify(server.getConnections.bind(server))()) === 0) return
  await setTimeout(DRAIN_MS)
  // Requests that came while the process was busy are read now.
  await setImmediate()
}
