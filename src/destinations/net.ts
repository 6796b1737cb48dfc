import { Connections, type ConnectionsOptions } from '../lib/net/connections.ts'
import type { Guard } from '../lib/net/guard.ts'

/** The network for destinations; all senders of a process share it. */
export interface Net {
  /** Keeps senders away from addresses that they may not reach. */
  readonly guard: Guard
  /** Kept-alive HTTP connections, shared by all senders. */
  readonly connections: Connections
  /** The name of the hub and its version. */
  readonly userAgent: string
  /** Closes the connections. Call it after all senders are closed. */
  close(): Promise<void>
}

export function createNet({ userAgent, ...options }: ConnectionsOptions & { readonly userAgent: string }): Net {
  const connections = new Connections(options)
  return { guard: options.guard, connections, userAgent, close: () => connections.close() }
}
