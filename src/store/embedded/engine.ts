import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { StoreUnavailableError } from '../errors.ts'
import { resultTypes } from '../types.ts'
import type { Fault, FromWorker, ToWorker, WorkerOptions, WorkerStats } from './messages.ts'
import { DatabaseStream } from './stream.ts'

const CLOSE_TIMEOUT_MS = 10_000

/** A running database thread and the one session on it. */
export interface Engine {
  readonly client: pg.Client
  /** Resolves with the reason when the thread has ended, whoever ended it. */
  readonly ended: Promise<string>
  /** Bytes written to the write-ahead log since the thread started. */
  walBytes(): number
  /** Milliseconds the statement under way has been running; 0 when there is none. */
  busyMs(): number
  /** True once it has answered a statement after its start. */
  served(): boolean
  /** True while the session is inside a transaction. */
  inTransaction(): boolean
  stats(): Promise<WorkerStats>
  inject(fault: Fault): Promise<void>
  /** Shuts PostgreSQL down in order; resolves when the thread has ended. */
  close(): Promise<void>
  /** Ends the thread at once, as a crash would; resolves when it is gone. */
  kill(reason: string): Promise<void>
}

/** Starts the database thread, with crash recovery when it is needed. @throws StoreUnavailableError */
export async function startEngine(options: WorkerOptions): Promise<Engine> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'hubbub-database',
    workerData: options,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 },
  })
  const pending = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()
  let lastId = 0
  let walBytes = 0
  let busySince: number | undefined
  let reason: string | undefined

  worker.on('message', (message: FromWorker) => {
    switch (message.type) {
      case 'ready':
        return ready.resolve()
      case 'result':
        walBytes = message.walBytes
        busySince = undefined
        return settle(message.id, Buffer.from(message.bytes.buffer, 0, message.bytes.length))
      case 'stats':
        return settle(message.id, message.stats)
      case 'closed':
        reason ??= 'closed'
        return
      case 'fatal':
        reason ??= message.reason
    }
  })
  worker.on('error', (error) => {
    reason ??= error.message
  })
  worker.on('exit', (code) => {
    const why = reason ?? `the database thread ended with code ${code}`
    const error = new StoreUnavailableError('away', `The embedded database stopped: ${why}`)
    busySince = undefined
    for (const call of pending.values()) call.reject(error)
    pending.clear()
    ready.reject(error)
    ended.resolve(why)
  })

  function settle(id: number, value: unknown): void {
    pending.get(id)?.resolve(value as never)
    pending.delete(id)
  }

  function call<T>(message: (id: number) => ToWorker, transfer: ArrayBuffer[] = []): Promise<T> {
    if (reason !== undefined)
      return Promise.reject(new StoreUnavailableError('away', `The embedded database stopped: ${reason}`))
    const id = ++lastId
    return new Promise<T>((resolve, reject) => {
      pending.set(id, { resolve, reject })
      worker.postMessage(message(id), transfer)
    })
  }

  async function kill(why: string): Promise<void> {
    reason ??= why
    await worker.terminate()
    await ended.promise
  }

  try {
    await ready.promise
    const stream = new DatabaseStream((bytes) => {
      busySince = performance.now()
      return call<Uint8Array>((id) => ({ type: 'exec', id, bytes }), [bytes.buffer])
    })
    const client = new pg.Client({ stream: () => stream, types: resultTypes, user: 'postgres', ssl: false })
    // The supervisor learns of the thread's end from `ended`; running queries reject on their own.
    client.on('error', () => {})
    ended.promise.then(() => stream.destroy())
    await client.connect()
    return {
      client,
      ended: ended.promise,
      walBytes: () => walBytes,
      served: () => stream.answers > 0,
      inTransaction: () => stream.inTransaction,
      busyMs: () => (busySince === undefined ? 0 : performance.now() - busySince),
      stats: () => call<WorkerStats>((id) => ({ type: 'stats', id })),
      inject: async (fault) => void (await call((id) => ({ type: 'fault', id, fault }))),
      async close() {
        const timer = setTimeout(() => void kill('did not close in time'), CLOSE_TIMEOUT_MS)
        worker.postMessage({ type: 'close' } satisfies ToWorker)
        await ended.promise
        clearTimeout(timer)
      },
      kill,
    }
  } catch (error) {
    await kill('failed to start')
    throw error
  }
}

/** Runs a task of its own thread to its end. @throws StoreUnavailableError when the thread fails. */
export async function runTask(options: WorkerOptions): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options, execArgv: [] })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let reason = 'no reason given'
  let closed = false
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'fatal') reason = message.reason
    if (message.type === 'closed') closed = true
  })
  worker.on('error', (error) => {
    reason = error.message
  })
  worker.on('exit', () => {
    if (closed) resolve()
    else reject(new StoreUnavailableError('away', `The embedded database could not be made: ${reason}`))
  })
  await promise
}
