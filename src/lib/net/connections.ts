import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { buildConnector, Client } from 'undici'
import { BlockedAddressError, type Guard } from './guard.ts'

export interface ConnectionsOptions {
  readonly guard: Guard
  readonly connectTimeoutMs?: number
  readonly maxIdle?: number
  readonly idleTimeoutMs?: number
  readonly tls?: Pick<ConnectionOptions, 'ca'>
}

/** One HTTP/1.1 connection, used by one request at a time. */
export interface Connection {
  readonly client: Client
  /** Answers received on the socket that is open now. */
  readonly served: number
  /** Puts it back for the next request. */
  release(): void
  /** Closes it, whatever it is doing. */
  discard(): void
}

/** Kept-alive connections by origin; the number in use is the caller's to bound. */
export interface Connections {
  /** An idle connection, or a new one; always a new one when `fresh`. */
  take(origin: string, fresh: boolean): Connection
  /** Closes all of them. */
  close(): Promise<void>
}

/** undici's Pool does not say whether a socket was used before, which the retry of stale ones needs; hence this one. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { guard, connectTimeoutMs = 10_000, maxIdle = 256, idleTimeoutMs = 10_000, tls } = options
  const idle = new Map<string, Pooled[]>()
  const all = new Set<Client>()
  let idleCount = 0

  type Pooled = Connection & { served: number; parked: boolean }

  const open = buildConnector({ ...tls, lookup: guard.lookup, timeout: connectTimeoutMs })
  const connect: buildConnector.connector = (target, callback) => {
    // net.connect asks no lookup for a literal address.
    if (isIP(target.hostname) !== 0 && !guard.isAllowed(target.hostname))
      return callback(new BlockedAddressError(`the address ${target.hostname} is not allowed`), null)
    open(target, (...result) => {
      const fault = result[1] && guard.checkSocket(result[1])
      if (!fault) return callback(...result)
      result[1]?.destroy()
      callback(fault, null)
    })
  }

  const unpark = (origin: string, connection: Pooled) => {
    if (!connection.parked) return
    const parked = idle.get(origin) ?? []
    parked.splice(parked.indexOf(connection), 1)
    if (parked.length === 0) idle.delete(origin)
    connection.parked = false
    idleCount--
  }

  const create = (origin: string): Pooled => {
    const client = new Client(origin, {
      connect,
      // The sender's own timer covers the whole exchange.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: idleTimeoutMs,
      keepAliveMaxTimeout: idleTimeoutMs,
      maxHeaderSize: 16_384,
    })
    const connection: Pooled = {
      client,
      served: 0,
      parked: false,
      release: () => {
        connection.served++
        if (!all.has(client)) return
        if (idleCount >= maxIdle) return connection.discard()
        const parked = idle.get(origin)
        if (parked) parked.push(connection)
        else idle.set(origin, [connection])
        connection.parked = true
        idleCount++
      },
      discard: () => {
        unpark(origin, connection)
        if (all.delete(client)) void client.destroy()
      },
    }
    all.add(client)
    client.on('connect', () => {
      connection.served = 0
    })
    client.on('disconnect', () => {
      if (connection.parked) connection.discard()
    })
    return connection
  }

  return {
    take: (origin, fresh) => {
      const parked = fresh ? undefined : idle.get(origin)?.at(-1)
      if (!parked) return create(origin)
      unpark(origin, parked)
      return parked
    },
    close: async () => {
      const clients = [...all]
      all.clear()
      idle.clear()
      idleCount = 0
      await Promise.all(clients.map((client) => client.destroy()))
    },
  }
}
