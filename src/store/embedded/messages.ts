/** What the main thread says to the database thread. */
export type ToWorker =
  | { readonly type: 'exec'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'stats'; readonly id: number }
  | { readonly type: 'fault'; readonly id: number; readonly fault: Fault }
  | { readonly type: 'close' }

/** What the database thread says back. */
export type FromWorker =
  | { readonly type: 'ready' }
  | {
      readonly type: 'result'
      readonly id: number
      readonly bytes: Uint8Array<ArrayBuffer>
      /** Bytes written to the write-ahead log since the thread started. */
      readonly walBytes: number
    }
  | { readonly type: 'stats'; readonly id: number; readonly stats: WorkerStats }
  | { readonly type: 'closed' }
  | { readonly type: 'fatal'; readonly reason: string }

export interface WorkerStats {
  readonly syncs: number
  readonly walBytes: number
  readonly wasmBytes: number
}

/** A fault that tests inject into the file layer. */
export interface Fault {
  readonly syncDelayMs?: number
  /** Error code every sync fails with, e.g. `EIO`. */
  readonly syncError?: string
  /** Error code every write to the write-ahead log fails with, e.g. `ENOSPC`. */
  readonly walWriteError?: string
}

export interface WorkerOptions {
  readonly directory: string
  /** `initialise` makes a new database cluster in the folder and ends. */
  readonly task: 'serve' | 'initialise'
  readonly settings: Readonly<Record<string, string>>
  /** Only tests set this: the thread then obeys `fault` messages. */
  readonly faultsAllowed: boolean
}
