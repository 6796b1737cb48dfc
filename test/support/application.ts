import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedDelivery {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Answers the nth request (from 0); returning without ending the response leaves it hanging. */
export type Behaviour = (index: number, delivery: ReceivedDelivery, response: ServerResponse) => void

export interface Application {
  readonly url: string
  readonly received: readonly ReceivedDelivery[]
  /** Resolves when at least so many requests came. */
  waitFor(count: number, withinMs?: number): Promise<void>
  stop(): Promise<void>
}

/** An application that receives deliveries: a real HTTP server that keeps what it got. */
export async function startApplication(behaviour?: Behaviour): Promise<Application> {
  const received: ReceivedDelivery[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const delivery = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), at: Date.now() }
      const index = received.push(delivery) - 1
      if (behaviour) behaviour(index, delivery, response)
      else response.writeHead(200).end('ok')
      for (const check of waiting) check()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    waitFor: (count, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check)
          reject(new Error(`${received.length} of ${count} deliveries came within ${withinMs} ms`))
        }, withinMs)
        const check = () => {
          if (received.length < count) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers with the given status codes in turn, the last one for ever. */
export function answering(...statusCodes: readonly number[]): Behaviour {
  return (index, _delivery, response) => {
    response.writeHead(statusCodes[Math.min(index, statusCodes.length - 1)] ?? 200).end('answer')
  }
}
