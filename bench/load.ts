import { type OpenLoad, type Pool, preparePool, runClosed, runOpen } from './load-loops.ts'
import type { EventKind } from './messages.ts'
import { serveCommands } from './rpc.ts'

// The load generator's process. Requests are made and signed before the timed window, never within it.

let pool: Pool | undefined

function prepared(): Pool {
  if (!pool) throw new Error('prepare first')
  return pool
}

export interface Target {
  readonly port: number
  readonly path: string
  /** Part of every message id, so that no two rounds collide. */
  readonly run: string
  /** How many distinct requests to make ahead. */
  readonly count: number
  readonly kind: EventKind
}

export interface ClosedLoad {
  readonly connections: number
  readonly seconds: number
  /** Start over when all requests are sent: only for targets that keep nothing. */
  readonly cycle: boolean
}

const commands = {
  prepare: (target: Target): void => {
    pool = preparePool(target)
  },
  closed: (load: ClosedLoad) => runClosed(prepared(), load),
  open: (load: OpenLoad) => runOpen(prepared(), load),
}

export type LoadCommands = typeof commands

serveCommands(commands)
