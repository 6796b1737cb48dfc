import { StoreUnavailableError } from './errors.ts'

export type Lane = 'hot' | 'normal'

/** The one connection, held until `release` is called. */
export interface Lease<Connection> {
  readonly connection: Connection
  /** `counts: false` leaves `idleMs` as it was: the hub's own upkeep is no traffic. */
  release(counts?: boolean): void
}

export interface Gate<Connection> {
  /**
   * Waits for the connection; `hot` goes before everything `normal` that has waited less than `patienceMs`.
   * @throws StoreUnavailableError when the gate is shut, or the turn did not come within `timeoutMs`.
   */
  acquire(lane: Lane, timeoutMs?: number): Promise<Lease<Connection>>
  open(connection: Connection): void
  /** Rejects everything that waits, and whatever comes until the gate is opened again. */
  shut(error: StoreUnavailableError): void
  /** Resolves when nobody holds the connection and nobody waits. */
  drained(): Promise<void>
  /** Milliseconds since the connection was last in use; 0 while it is. */
  idleMs(): number
}

interface Waiter<Connection> {
  readonly since: number
  readonly timer: NodeJS.Timeout | undefined
  resolve(lease: Lease<Connection>): void
  reject(error: Error): void
}

/** Lends one connection to one holder at a time. */
export function createGate<Connection>(patienceMs = 250): Gate<Connection> {
  const queues: Record<Lane, Waiter<Connection>[]> = { hot: [], normal: [] }
  let connection: Connection | undefined
  let closed = new StoreUnavailableError('away', 'The store is starting.')
  let holder: symbol | undefined
  let lastUse = performance.now()
  let onDrained: (() => void)[] = []

  function next(): Waiter<Connection> | undefined {
    const patient = queues.normal[0]
    if (patient && performance.now() - patient.since > patienceMs) return queues.normal.shift()
    return queues.hot.shift() ?? queues.normal.shift()
  }

  function lend(current: Connection): Lease<Connection> {
    const token = Symbol('lease')
    holder = token
    return {
      connection: current,
      release(counts = true) {
        if (holder !== token) return
        holder = undefined
        if (counts) lastUse = performance.now()
        advance()
      },
    }
  }

  function advance(): void {
    if (holder || connection === undefined) return
    const waiter = next()
    if (waiter) {
      clearTimeout(waiter.timer)
      waiter.resolve(lend(connection))
      return
    }
    for (const resolve of onDrained) resolve()
    onDrained = []
  }

  return {
    acquire(lane, timeoutMs) {
      if (connection === undefined) return Promise.reject(closed)
      if (!holder) return Promise.resolve(lend(connection))
      return new Promise((resolve, reject) => {
        const expire = () => {
          queues[lane].splice(queues[lane].indexOf(waiter), 1)
          reject(new StoreUnavailableError('timeout', `No turn within ${timeoutMs} ms.`))
        }
        const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs)
        const waiter: Waiter<Connection> = { since: performance.now(), timer, resolve, reject }
        queues[lane].push(waiter)
      })
    },
    open(next) {
      connection = next
      holder = undefined
      lastUse = performance.now()
      advance()
    },
    shut(error) {
      connection = undefined
      holder = undefined
      closed = error
      for (const waiter of [...queues.hot.splice(0), ...queues.normal.splice(0)]) {
        clearTimeout(waiter.timer)
        waiter.reject(error)
      }
      for (const resolve of onDrained) resolve()
      onDrained = []
    },
    drained() {
      if (connection === undefined || (!holder && queues.hot.length + queues.normal.length === 0))
        return Promise.resolve()
      return new Promise((resolve) => onDrained.push(resolve))
    },
    idleMs: () => (holder ? 0 : performance.now() - lastUse),
  }
}
