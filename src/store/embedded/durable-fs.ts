import fs from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { Fault } from './messages.ts'

interface FileNode {
  readonly name: string
  readonly parent: FileNode
}
interface FileStream {
  readonly nfd: number
  readonly node: FileNode
}
interface StreamOperations {
  write(stream: FileStream, buffer: Uint8Array, offset: number, length: number, position?: number): number
  fsync?(stream: FileStream): number
}
interface NodeFsModule {
  readonly FS: { readonly ErrnoError: new (errno: number) => Error }
  readonly NODEFS: { readonly stream_ops: StreamOperations; tryFSOperation<T>(operation: () => T): T }
  onAbort?: (reason: unknown) => void
}
type InitOptions = Parameters<NodeFS['init']>[1]

/** PGlite's file layer on a real folder, with the fsync it lacks; counts syncs and write-ahead log bytes. */
export class DurableNodeFs extends NodeFS {
  syncs = 0
  walBytes = 0
  readonly #faultsAllowed: boolean
  readonly #onAbort: (reason: string) => void
  #fault: Fault = {}

  constructor(directory: string, faultsAllowed: boolean, onAbort: (reason: string) => void) {
    super(directory)
    this.#faultsAllowed = faultsAllowed
    this.#onAbort = onAbort
  }

  inject(fault: Fault): void {
    if (this.#faultsAllowed) this.#fault = fault
  }

  override async init(pg: PGlite, options: InitOptions): Promise<{ emscriptenOpts: InitOptions }> {
    const { emscriptenOpts } = await super.init(pg, options)
    const patch = (module: unknown) => this.#patch(module as NodeFsModule)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), patch] } }
  }

  #patch(module: NodeFsModule): void {
    const { NODEFS } = module
    const write = NODEFS.stream_ops.write
    module.onAbort = (reason) => this.#onAbort(`aborted: ${String(reason)}`)
    NODEFS.stream_ops.write = (stream, buffer, offset, length, position) => {
      if (stream.node.parent.name === 'pg_wal') {
        if (this.#fault.walWriteError) NODEFS.tryFSOperation(() => fail(this.#fault.walWriteError))
        this.walBytes += length
      }
      return write(stream, buffer, offset, length, position)
    }
    NODEFS.stream_ops.fsync = (stream) => {
      this.syncs++
      return NODEFS.tryFSOperation(() => {
        if (this.#fault.syncDelayMs)
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, this.#fault.syncDelayMs)
        if (this.#fault.syncError) fail(this.#fault.syncError)
        // What is written to the log lies within preallocated segments or grows them: fdatasync covers both.
        if (stream.node.parent.name === 'pg_wal') fs.fdatasyncSync(stream.nfd)
        else fs.fsyncSync(stream.nfd)
        return 0
      })
    }
  }
}

function fail(code: string | undefined): never {
  throw Object.assign(new Error(`${code}: injected`), { code })
}
