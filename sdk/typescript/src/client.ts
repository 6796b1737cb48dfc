import { ApiMethods, type Event, OPERATIONS } from './generated.ts'
import type { CallInput, CallOptions, KeyedCallOptions, Operation, Page, Paged } from './operations.ts'
import { paged } from './pages.ts'
import { follow, type StreamOptions } from './stream.ts'
import { createTransport, type Fetch, type Transport } from './transport.ts'

export interface HubbubOptions {
  /** The hub's address, e.g. `https://hub.example.com`; empty: that of the page the client runs in. */
  readonly url: string
  /** Absent where a session cookie identifies the caller, as in the dashboard. */
  readonly apiKey?: string | undefined
  /** In place of the global one. */
  readonly fetch?: Fetch | undefined
  /** For each try, milliseconds; 30,000 unless given. */
  readonly timeoutMs?: number | undefined
  /** Tries after the first, of what is safe to repeat; 2 unless given. */
  readonly retries?: number | undefined
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** As `fetch` takes it. */
  readonly credentials?: RequestInit['credentials'] | undefined
}

/** What to listen to, and how. */
export type LiveOptions = StreamOptions & NonNullable<Parameters<ApiMethods['streamEvents']>[0]>

const TIMEOUT_MS = 30_000
const RETRIES = 2
/** Before every event that a hub can have. */
const BEGINNING = 'evt_0000000000e008000000000000'

/** A client of one hub: a method for every operation of its API, named by the operationId. */
export class Hubbub extends ApiMethods {
  readonly #transport: Transport
  readonly #timeoutMs: number

  /** @throws TypeError when the address is not one. */
  constructor(options: HubbubOptions) {
    super()
    const { apiKey, timeoutMs = TIMEOUT_MS, retries = RETRIES } = options
    this.#timeoutMs = timeoutMs
    this.#transport = createTransport({
      url: addressOf(options.url),
      headers: {
        accept: 'application/json, */*;q=0.5',
        ...options.headers,
        ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
      },
      credentials: options.credentials,
      // Browsers refuse a `fetch` that was taken off its object.
      fetch: options.fetch ?? ((url, init) => fetch(url, init)),
      timeoutMs,
      retries,
    })
  }

  /**
   * Events as they come: each once and in order, from after `lastEventId` or from now on, across lost connections and
   * restarts of the hub. Ends when `signal` is aborted.
   * @throws HubbubError when the hub refuses the request itself.
   */
  stream(options: LiveOptions = {}): AsyncGenerator<Event, void, undefined> {
    const { type, platform, account, lastEventId, ...rest } = options
    return this.streamEvents({ type, platform, account, lastEventId }, rest)
  }

  protected override call<T>(operation: Operation, input: CallInput, options?: KeyedCallOptions): Promise<T> {
    return this.#transport.call(operation, input, options) as Promise<T>
  }

  protected override list<T>(operation: Operation, input: CallInput, options?: CallOptions): Paged<T> {
    return paged((cursor) => {
      const query = cursor === undefined ? input.query : { ...input.query, cursor }
      return this.call<Page<T>>(operation, { ...input, query }, options)
    })
  }

  protected override follow<T>(
    operation: Operation,
    input: CallInput,
    options: StreamOptions = {},
  ): AsyncGenerator<T, void, undefined> {
    const newest = async () => {
      const { data } = await this.call<Page<Event>>(OPERATIONS.listEvents, { query: { limit: 1 } }, options)
      return data[0]?.id ?? BEGINNING
    }
    return follow<T>({ transport: this.#transport, operation, input, timeoutMs: this.#timeoutMs, newest }, options)
  }
}

function addressOf(url: string): string {
  const address = url.replace(/\/+$/, '')
  if (address !== '' && !/^https?:\/\/[^/?#]+[^?#]*$/.test(address))
    throw new TypeError(`url must be the address of a hub, such as https://hub.example.com, not ${JSON.stringify(url)}`)
  return address
}
