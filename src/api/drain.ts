import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

/** By then a client that is busy has sent its next request, and was told that it is the last of its connection. */
const DRAIN_MS = 250

/**
 * Answers go on, each as the last of its connection. Closing a server ends the connections that look idle, also those
 * whose next request is on its way: it would get no answer.
 */
export async function drain(server: Server): Promise<void> {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false
  })
  if ((await promisify(server.getConnections.bind(server))()) === 0) return
  await setTimeout(DRAIN_MS)
  // What came while the process was busy is still to be read.
  await setImmediate()
}
