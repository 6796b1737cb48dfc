import { Connections, type ConnectionsOptions } from '../lib/net/connections.ts'
import type { Guard } from '../lib/net/guard.ts'

/** The network as destinations use it; one for all senders of a process. */
export interface Net {
  /** Keeps senders away from addresses that they may not reach. */
  readonly guard: Guard
  /** Kept-alive HTTP connections, shared by all senders. */
  readonly connections: Connections
  /** How the hub names itself. */
  readonly userAgent: string
  /** Closes the connections; to be called when all senders are closed. */
  close(): Promise<void>
}

export function createNet({ userAgent, ...options }: ConnectionsOptions & { readonly userAgent: string }): Net {
  const connections = new Connections(options)
  return { guard: options.guard, connections, userAgent, close: () => connections.close() }
}
