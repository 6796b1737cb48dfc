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
  readonly answer: 'json' | 'text' | 'none' | 'binary' | 'events'
  /** A list: `{ data, nextCursor }`. */
  readonly paged?: boolean
  readonly rawBody?: boolean
  /** A POST that an `Idempotency-Key` makes safe to repeat. */
  readonly idempotencyKey?: boolean
}

/** What a call carries. */
export interface CallInput {
  readonly path?: Readonly<Record<string, string>>
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

/** A list: `await` gives one page, `for await` every row of this page and the ones after it. */
export type Paged<T> = Promise<Page<T>> & AsyncIterable<T>

/** The three ways of calling that the generated methods are made of. */
export abstract class Operations {
  protected abstract call<T>(operation: Operation, input: CallInput, options?: KeyedCallOptions): Promise<T>
  protected abstract list<T>(operation: Operation, input: CallInput, options?: CallOptions): Paged<T>
  protected abstract follow<T>(
    operation: Operation,
    input: CallInput,
    options?: CallOptions,
  ): AsyncGenerator<T, void, undefined>
}
