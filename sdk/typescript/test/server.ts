import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface Server {
  readonly url: string
  /** Every request so far, as `METHOD /path?query`. */
  readonly calls: string[]
  stop(): Promise<void>
}

/** A server on a free port of loopback that answers each request with the next of the answers, and the last one again and again. */
export async function serve(...answers: Answer[]): Promise<Server> {
  const calls: string[] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(calls.length, answers.length - 1)]
    calls.push(`${request.method} ${request.url}`)
    request.resume().once('end', () => answer?.(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}) {
  return (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export function problem(code: string, status: number, headers: Record<string, string> = {}) {
  return json({ code, title: code, detail: `because of ${code}`, requestId: 'req-1', status }, status, headers)
}

/** The connection is cut without an answer. */
export function cut(request: IncomingMessage): void {
  request.socket.destroy()
}
