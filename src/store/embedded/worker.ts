import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DurableNodeFs } from './durable-fs.ts'
import type { FromWorker, ToWorker, WorkerOptions } from './messages.ts'

const LONGJMP_STATUS = 100
const options = workerData as WorkerOptions
if (!parentPort) throw new Error('worker.ts runs as a worker thread only')
const port = parentPort

let lastErrors: string[] = []
function remember(line: string): boolean {
  lastErrors = [...lastErrors.slice(-4), line]
  return false
}

function send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer)
}

/** After a PANIC or a trap the memory is not to be trusted: nothing may run or be acknowledged any more. */
function die(reason: string): never {
  send({ type: 'fatal', reason: [reason, ...lastErrors].join('\n') })
  process.exit(1)
}

process.on('uncaughtException', (error) => die(String(error)))
process.on('unhandledRejection', (error) => die(String(error)))

const files = new DurableNodeFs(options.directory, options.faultsAllowed, die)
const database = await PGlite.create({
  fs: files,
  startParams: [
    '--single',
    '-j',
    ...Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
  onStderr: remember,
  onStdout: () => false,
})

// PGlite swallows whatever its main loop throws and calls it again, also after a PANIC.
const module = database.Module as unknown as Record<string, () => void>
for (const name of ['_PostgresMainLoopOnce', '_PostgresMainLongJmp']) {
  const original = module[name]
  if (!original) throw new Error(`PGlite has no ${name}`)
  module[name] = () => {
    try {
      original()
    } catch (error) {
      if (statusOf(error) === LONGJMP_STATUS) throw error
      die(error instanceof Error ? error.message : `exit ${statusOf(error)}`)
    }
  }
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
}

async function execute(message: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  let reply = new Uint8Array(4096)
  let length = 0
  await database.execProtocolRawStream(message, {
    syncToFs: false,
    onRawData: (bytes) => {
      if (length + bytes.length > reply.length) {
        const larger = new Uint8Array(Math.max(reply.length * 2, length + bytes.length))
        larger.set(reply.subarray(0, length))
        reply = larger
      }
      reply.set(bytes, length)
      length += bytes.length
    },
  })
  return reply.subarray(0, length)
}

async function obey(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'exec': {
      const bytes = await execute(message.bytes)
      send({ type: 'result', id: message.id, bytes, walBytes: files.walBytes }, [bytes.buffer])
      return
    }
    case 'stats':
    case 'fault': {
      if (message.type === 'fault') files.inject(message.fault)
      const stats = { syncs: files.syncs, walBytes: files.walBytes, wasmBytes: database.Module.HEAPU8.byteLength }
      send({ type: 'stats', id: message.id, stats })
      return
    }
    case 'close':
      await database.close()
      send({ type: 'closed' })
      process.exit(0)
  }
}

if (options.task === 'initialise') {
  // Transaction ids wrap around unless every database is frozen now and then; with one database, vacuuming it is enough.
  await database.exec('update pg_database set datistemplate = false')
  for (const name of ['template0', 'template1']) await database.exec(`drop database ${name}`)
  await obey({ type: 'close' })
} else {
  let work = Promise.resolve()
  port.on('message', (message: ToWorker) => {
    work = work.then(() => obey(message)).catch((error: unknown) => die(String(error)))
  })
  send({ type: 'ready' })
}
