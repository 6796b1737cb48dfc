import { type buildConnector, Client } from 'undici'
import { type ConnectOptions, guardedConnector } from './guarded-connector.ts'

export interface ConnectionsOptions extends ConnectOptions {
  /** Connections kept open without work, over all origins; default 256. */
  readonly maxIdle?: number
  /** Milliseconds an idle connection is kept, less when the server says so; default 10,000. */
  readonly idleTimeoutMs?: number
}

/** One HTTP/1.1 connection, used by one request at a time. Only the pool changes its members. */
export class Connection {
  readonly origin: string
  readonly client: Client
  /** Answers received on the socket that is open now. */
  served = 0
  idle = false

  constructor(origin: string, client: Client) {
    this.origin = origin
    this.client = client
  }
}

/**
 * Kept-alive connections by origin; the caller bounds how many are in use. undici's Pool does not say whether a socket
 * was used before, which the retry of stale ones needs; hence this one.
 */
export class Connections {
  readonly #connect: buildConnector.connector
  readonly #maxIdle: number
  readonly #idleTimeoutMs: number
  readonly #open = new Set<Connection>()
  readonly #idle = new Map<string, Connection[]>()
  #idleCount = 0

  constructor({ maxIdle = 256, idleTimeoutMs = 10_000, ...options }: ConnectionsOptions) {
    this.#connect = guardedConnector(options)
    this.#maxIdle = maxIdle
    this.#idleTimeoutMs = idleTimeoutMs
  }

  /** An idle connection, or a new one; always a new one when `fresh`. */
  take(origin: string, fresh: boolean): Connection {
    const kept = fresh ? undefined : this.#idle.get(origin)?.at(-1)
    if (!kept) return this.#create(origin)
    this.#endIdle(kept)
    return kept
  }

  /** Its request was answered: keeps it for the next one. */
  release(connection: Connection): void {
    connection.served++
    if (!this.#open.has(connection)) return
    if (this.#idleCount >= this.#maxIdle) this.discard(connection)
    else this.#keep(connection)
  }

  /** Closes it, whatever it is doing. */
  discard(connection: Connection): void {
    this.#endIdle(connection)
    if (this.#open.delete(connection)) void connection.client.destroy()
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    const open = [...this.#open]
    for (const connection of open) this.#endIdle(connection)
    this.#open.clear()
    await Promise.all(open.map(({ client }) => client.destroy()))
  }

  #create(origin: string): Connection {
    const client = new Client(origin, {
      connect: this.#connect,
      // The caller's own timer covers the whole exchange.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: this.#idleTimeoutMs,
      keepAliveMaxTimeout: this.#idleTimeoutMs,
      maxHeaderSize: 16_384,
    })
    const connection = new Connection(origin, client)
    this.#open.add(connection)
    client.on('connect', () => {
      connection.served = 0
    })
    client.on('disconnect', () => {
      if (connection.idle) this.discard(connection)
    })
    return connection
  }

  #keep(connection: Connection): void {
    const idle = this.#idle.get(connection.origin)
    if (idle) idle.push(connection)
    else this.#idle.set(connection.origin, [connection])
    connection.idle = true
    this.#idleCount++
  }

  #endIdle(connection: Connection): void {
    if (!connection.idle) return
    const idle = this.#idle.get(connection.origin) ?? []
    idle.splice(idle.indexOf(connection), 1)
    if (idle.length === 0) this.#idle.delete(connection.origin)
    connection.idle = false
    this.#idleCount--
  }
}
