import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { type Answer, type DestinationKit, Inbox, type Place, WAIT_MS } from '../place.ts'

const ANSWERS: Readonly<Record<Exclude<Answer, 'hang'>, string>> = {
  take: 'ok',
  fail: 'later',
  wait: `later ${WAIT_MS}`,
  refuse: 'never',
  gone: 'gone',
  long: `ok${'k'.repeat(100_000)}`,
}

/** A place of lines, and what else a test may want to know of it. */
export interface LinesPlace extends Place {
  /** How many deliveries came over each connection. */
  readonly batches: readonly number[]
  /** The first line of each connection. */
  readonly secrets: readonly string[]
}

export async function startLines(): Promise<LinesPlace> {
  const inbox = new Inbox()
  const sockets = new Set<Socket>()
  const batches: number[] = []
  const secrets: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)))
    void take(socket, inbox, batches.push(0) - 1)
  })
  const take = async (socket: Socket, into: Inbox, connection: number) => {
    let isFirst = true
    for await (const line of createInterface({ input: socket })) {
      if (isFirst) secrets.push(line)
      else {
        batches[connection] = (batches[connection] ?? 0) + 1
        const { id, body } = JSON.parse(line)
        const answer = into.add({ id, body }, () => socket.write('ok\n'))
        if (answer !== 'hang') socket.write(`${ANSWERS[answer]}\n`)
      }
      isFirst = false
    }
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    config: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    received: inbox.received,
    batches,
    secrets,
    answer: (...answers) => inbox.answer(...answers),
    waitFor: (count) => inbox.waitFor(count),
    release: () => inbox.release(),
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

export const kit: DestinationKit = {
  start: startLines,
  unusable: [[{ host: '10.0.0.1', port: 1 }, '/host']],
}
