import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { buildConnector } from 'undici'
import { BlockedAddressError, type Guard } from './guard.ts'

/** Options of opening a socket. */
export interface ConnectOptions {
  readonly guard: Guard
  /** The longest that a TCP and TLS handshake may take, milliseconds; default 10,000. */
  readonly connectTimeoutMs?: number
  /** More trusted certificates, e.g. `{ ca }`. Verification itself cannot be switched off. */
  readonly tls?: Pick<ConnectionOptions, 'ca'>
}

/** Opens sockets for undici, only to addresses that the guard allows: checked before and after the connect. */
export function guardedConnector({ guard, connectTimeoutMs = 10_000, tls }: ConnectOptions): buildConnector.connector {
  const open = buildConnector({ ...tls, lookup: guard.lookup, timeout: connectTimeoutMs })
  return (target, callback) => {
    // net.connect calls no lookup for a literal address.
    if (isIP(target.hostname) !== 0 && !guard.isAllowed(target.hostname))
      return callback(new BlockedAddressError(`the address ${target.hostname} is not allowed`), null)
    open(target, (...result) => {
      const fault = result[1] && guard.checkSocket(result[1])
      if (!fault) return callback(...result)
      result[1]?.destroy()
      callback(fault, null)
    })
  }
}
