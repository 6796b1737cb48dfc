import { createServer, type Socket } from 'node:net'
import { clockMs } from './clock.ts'
import { createMessageReader, pathOf } from './http.ts'
import { findMessageId } from './messages.ts'
import { serveCommands } from './rpc.ts'

// The application's process. POST /e/<n> is endpoint n; a hanging one reads the request and never answers.

const OK = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')

export interface Expectation {
  readonly run: string
  /** How many messages of the run there may be. */
  readonly count: number
  readonly endpoints: number
  /** Endpoint that never answers. */
  readonly hanging?: number
}

export interface Arrivals {
  /** Moment of the shared clock, of the first arrival of message `i` at endpoint `e`: `times[e * count + i]`, 0: none. */
  readonly times: Float64Array
  readonly distinct: number
  /** Arrivals of what the same endpoint had received already. */
  readonly repeated: number
  readonly lastMs: number
  /** Share of one core since `expect`. */
  readonly cpu: number
}

let expected: Expectation = { run: '', count: 0, endpoints: 1 }
let times = new Float64Array(0)
let distinct = 0
let repeated = 0
let lastMs = 0
let since = clockMs()
let cpuBefore = process.cpuUsage()

function receive(socket: Socket, head: string, body: Buffer): void {
  const endpoint = Number(pathOf(head).slice(3))
  const message = findMessageId(body)
  if (message?.run === expected.run && message.index < expected.count && endpoint < expected.endpoints) {
    const slot = endpoint * expected.count + message.index
    if (times[slot] === 0) {
      lastMs = clockMs()
      times[slot] = lastMs
      distinct++
    } else repeated++
  }
  if (endpoint !== expected.hanging) socket.write(OK)
}

const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on(
    'data',
    createMessageReader((head, body) => receive(socket, head, body)),
  )
})

const commands = {
  listen: () =>
    new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    }),
  expect: (expectation: Expectation): void => {
    expected = expectation
    times = new Float64Array(expectation.count * expectation.endpoints)
    distinct = 0
    repeated = 0
    lastMs = 0
    since = clockMs()
    cpuBefore = process.cpuUsage()
  },
  distinct: (_: undefined): number => distinct,
  arrivals: (_: undefined): Arrivals => {
    const { user, system } = process.cpuUsage(cpuBefore)
    return { times, distinct, repeated, lastMs, cpu: (user + system) / 1e3 / (clockMs() - since) }
  },
}

export type ReceiverCommands = typeof commands

serveCommands(commands)
