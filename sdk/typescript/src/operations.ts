/** A body that is sent as it is: a form with a file, bytes, a text. */
export type RawBody =
  | string
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | Blob
  | FormData
  | URLSearchParams
  | ReadableStream<Uint8Array<ArrayBuffer>>

/** How the client makes one call. */
export interface Operation {
  readonly method: string
  /** With `{name}` where a path parameter goes. */
  readonly path: string
  /** `list`: `{ data, nextCursor }`. */
  readonly answer: 'json' | 'list' | 'text' | 'none' | 'binary' | 'events'
  readonly body: 'json' | 'raw' | undefined
  readonly query: boolean
  /** A POST that an `Idempotency-Key` makes safe to repeat. */
  readonly idempotencyKey: boolean
}

/** What a call carries. */
export interface CallInput {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: object | undefined
  readonly body?: unknown
}

/** For one call, over what the client was made with. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** For each try, milliseconds. */
  readonly timeoutMs?: number | undefined
  /** Tries after the first. */
  readonly retries?: number | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Sees each answer as soon as its head is there: of every try, and also when it is an error. */
  readonly onAnswer?: ((answer: { readonly status: number; readonly headers: Headers }) => void) | undefined
}

/** For a call that an `Idempotency-Key` makes safe to repeat. */
export interface KeyedCallOptions extends CallOptions {
  /** Any text of 1 to 255 visible ASCII characters, new for each thing to be done: the hub does it once. */
  readonly idempotencyKey?: string | undefined
}

/** One page of a list. */
export interface Page<T> {
  readonly data: T[]
  /** Give it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null
}

/** A list: `await` gives one page, with what it has `Beside` its rows; `for await` every row of this page and the ones after it. */
export type Paged<T, Beside = unknown> = Promise<Page<T> & Beside> & AsyncIterable<T>

/** The three ways of calling that the methods are made of. */
export interface Caller {
  call(operation: Operation, input: CallInput, options?: KeyedCallOptions): Promise<unknown>
  list(operation: Operation, input: CallInput, options?: CallOptions): Paged<unknown>
  follow(operation: Operation, input: CallInput, options?: CallOptions): AsyncGenerator<unknown, void, undefined>
}
