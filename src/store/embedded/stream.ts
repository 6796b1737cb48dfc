import { Duplex } from 'node:stream'

/** Sends one run of protocol messages to the database and gives its whole answer. */
export type RoundTrip = (messages: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>

const HEADER_BYTES = 5
const [AUTHENTICATION, READY] = [0x52, 0x5a]
// AuthenticationOk and ReadyForQuery(idle): what the server would answer to a start-up message.
const WELCOME = Buffer.from([AUTHENTICATION, 0, 0, 0, 8, 0, 0, 0, 0, READY, 0, 0, 0, 5, 0x49])
const IDLE = 'I'.charCodeAt(0)
const TERMINATE = 'X'.charCodeAt(0)
// Messages the server answers at once: Sync, Query, Flush, CopyDone, CopyFail.
const ANSWERED = new Set(['S', 'Q', 'H', 'c', 'f'].map((type) => type.charCodeAt(0)))

/**
 * A socket-like stream for a `pg` client. Collects what the client writes up to the message that wants an
 * answer, so that parse, bind, describe, execute and sync make one trip to the database thread, not five.
 */
export class DatabaseStream extends Duplex {
  readonly #roundTrip: RoundTrip
  #held: Buffer[] = []
  #started = false
  answers = 0
  inTransaction = false

  constructor(roundTrip: RoundTrip) {
    super()
    this.#roundTrip = roundTrip
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#take([chunk], done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    )
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null)
    done()
  }

  #take(chunks: Buffer[], done: (error?: Error | null) => void): void {
    let wantsAnswer = false
    for (const chunk of chunks) {
      if (!this.#started) {
        this.#started = true
        this.push(WELCOME)
        continue
      }
      if (chunk[0] === TERMINATE) continue
      this.#held.push(chunk)
      wantsAnswer ||= endsInAnswered(chunk)
    }
    if (!wantsAnswer) {
      done()
      return
    }
    this.#roundTrip(join(this.#held.splice(0))).then(
      (answer) => {
        this.answers++
        // Every answer to Sync or Query ends in ReadyForQuery, whose last byte is the transaction status.
        this.inTransaction = answer.at(-1) !== IDLE
        this.push(answer)
        done()
      },
      (error: Error) => {
        this.destroy(error)
        done(error)
      },
    )
  }
}

/** `pg` writes whole messages, but may put several into one chunk. */
function endsInAnswered(chunk: Buffer): boolean {
  let offset = 0
  while (chunk.length - offset >= HEADER_BYTES) {
    if (ANSWERED.has(chunk[offset] ?? 0)) return true
    offset += 1 + chunk.readUInt32BE(offset + 1)
  }
  return false
}

/** One buffer of its own, so that it can be transferred to the thread rather than copied. */
function join(chunks: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.length
  }
  return joined
}
