import { isIP, connect as openSocket, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { type Static, Type } from 'typebox'
import type { Destination, Opening, RenderedDelivery, Sender, Sent } from '../../../src/destinations/destination.ts'
import type { Net } from '../../../src/destinations/net.ts'
import { isReset, sendErrorOf } from '../../../src/lib/net/send-error.ts'

const LinesConfig = Type.Object(
  { host: Type.String({ maxLength: 200 }), port: Type.Integer({ minimum: 1, maximum: 65_535 }) },
  { additionalProperties: false },
)
type LinesConfig = Static<typeof LinesConfig>

/**
 * A destination that exists to prove the seam: a server that takes deliveries as lines over TCP. The first line is the secret; each
 * line after it is `{ id, type, body }` and is answered by a line: `ok`, `later`, `later <ms>`, `never` or `gone`.
 */
export const lines: Destination<LinesConfig> = {
  kind: 'lines',
  config: LinesConfig,
  batch: { max: 5, waitMs: 100 },
  codes: { line_refused: 'The server does not take the line.' },
  secret: {
    generate: () => `lines-${crypto.randomUUID()}`,
    faultOf: (secret) => (secret.includes('\n') ? { code: 'control_characters', params: {} } : undefined),
  },
  faultOf: ({ host }, guard) =>
    isIP(host) !== 0 && !guard.isAllowed(host)
      ? { pointer: '/host', code: 'unsafe_url', params: { said: `${host} is not allowed` } }
      : undefined,
  addressOf: ({ host, port }) => `lines://${host}:${port}`,
  open: (opening) => new LinesSender(opening),
}

class LinesSender implements Sender {
  readonly #opening: Opening<LinesConfig>
  readonly #underWay = new Set<Promise<unknown>>()
  #closed = false

  constructor(opening: Opening<LinesConfig>) {
    this.#opening = opening
  }

  async send(batch: readonly RenderedDelivery[], signal: AbortSignal): Promise<readonly Sent[]> {
    if (this.#closed) return batch.map(() => ({ outcome: 'aborted' }))
    const sending = this.#sendLines(batch, signal)
    this.#underWay.add(sending)
    const sent = await sending
    this.#underWay.delete(sending)
    return sent
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#underWay)
  }

  /** A connection for each batch. What got no answer is tried again; what was answered stays answered. */
  async #sendLines(batch: readonly RenderedDelivery[], signal: AbortSignal): Promise<readonly Sent[]> {
    const { config, secrets, timeoutMs, net } = this.#opening
    const answers: string[] = []
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    let socket: Socket | undefined
    try {
      deadline.throwIfAborted()
      socket = connect(config, net, deadline)
      socket.write(`${secrets.current}\n`)
      for (const { id, eventType, body } of batch)
        socket.write(`${JSON.stringify({ id, type: eventType, body: body.toString() })}\n`)
      for await (const answer of createInterface({ input: socket, signal: deadline })) {
        answers.push(answer)
        if (answers.length === batch.length) break
      }
      if (answers.length < batch.length) deadline.throwIfAborted()
      return batch.map((_, index) => sentOf(answers[index]))
    } catch (error) {
      return batch.map((_, index) => (index < answers.length ? sentOf(answers[index]) : failed(error, signal)))
    } finally {
      socket?.destroy()
    }
  }
}

function connect({ host, port }: LinesConfig, { guard }: Net, signal: AbortSignal): Socket {
  if (isIP(host) !== 0 && !guard.isAllowed(host)) throw new TypeError('blocked')
  const socket = openSocket({ host, port, lookup: guard.lookup, signal })
  // The reader hears of it too; without a listener an error after the last answer would be nobody's.
  socket.on('error', () => undefined)
  return socket
}

function sentOf(answer: string | undefined): Sent {
  const [word = '', ms = '0'] = (answer ?? '').split(' ')
  const log = { body: Buffer.from(word.slice(0, 16_384)) }
  if (word.startsWith('ok')) return { outcome: 'delivered', log }
  if (word === 'later')
    return { outcome: 'retry', code: 'line_refused', detail: 'later', retryAfterMs: Number(ms), log }
  if (word === '') return { outcome: 'retry', code: 'connection', detail: 'connection: it was closed', log: {} }
  return { outcome: 'failed', code: 'line_refused', detail: word.slice(0, 100), disable: word === 'gone', log }
}

function failed(error: unknown, signal: AbortSignal): Sent {
  if (signal.aborted) return { outcome: 'aborted' }
  if (error instanceof TypeError) return { outcome: 'failed', code: 'blocked', detail: 'blocked: the address', log: {} }
  if (error instanceof Error && /^(?:Abort|Timeout)Error$/.test(error.name))
    return { outcome: 'retry', code: 'timeout', detail: 'timeout: no answer in time', log: {} }
  const { kind, message } = sendErrorOf(error)
  return { outcome: 'retry', code: isReset(error) ? 'connection' : kind, detail: `${kind}: ${message}`, log: {} }
}
