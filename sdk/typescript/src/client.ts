import { type ApiMethods, type Event, type EventWithoutData, OPERATIONS } from './generated.ts'
import { Methods, operationOf } from './methods.ts'
import type { Caller, Page } from './operations.ts'
import { paged } from './pages.ts'
import { follow, type StreamOptions } from './stream.ts'
import { createTransport, type Fetch } from './transport.ts'

export interface HubbubOptions {
  /** The hub's address, e.g. `https://hub.example.com`; empty: that of the page the client runs in. */
  readonly url: string
  /** Absent where a session cookie identifies the caller, as in the dashboard. */
  readonly apiKey?: string | undefined
  /** `ws_…`: where to act, for a key of the operator; the key's own workspace unless given. */
  readonly workspace?: string | undefined
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
export type LiveOptions = StreamOptions & Omit<NonNullable<Parameters<ApiMethods['streamEvents']>[0]>, 'data'>

const TIMEOUT_MS = 30_000
const RETRIES = 2
/** Before every event that a hub can have. */
const BEGINNING = 'evt_0000000000e008000000000000'

/** A client of one hub: a method for every operation of its API, named by the operationId. */
export class Hubbub extends Methods {
  /** @throws TypeError when the address or the key cannot be one. */
  constructor(options: HubbubOptions) {
    super(callerOf(options))
  }

  /**
   * Events as they come: each once and in order, from after `lastEventId` or from now on, across lost connections and
   * restarts of the hub. With `data: false` they come without it. Ends when `signal` is aborted.
   * @throws HubbubError when the hub refuses the request itself.
   */
  stream(options: LiveOptions & { readonly data: false }): AsyncGenerator<EventWithoutData, void, undefined>
  stream(options?: LiveOptions & { readonly data?: true }): AsyncGenerator<Event, void, undefined>
  stream(options: LiveOptions & { readonly data?: boolean } = {}): AsyncGenerator<EventWithoutData, void, undefined> {
    const { type, platform, account, data, lastEventId, ...rest } = options
    const query = { type, platform, account, lastEventId }
    return data === false ? this.streamEvents({ ...query, data }, rest) : this.streamEvents(query, rest)
  }
}

function callerOf(options: HubbubOptions): Caller {
  const { apiKey, workspace, timeoutMs = TIMEOUT_MS, retries = RETRIES } = options
  // `fetch` would refuse it too, and show it in the error.
  if (apiKey !== undefined && !/^[\x20-\x7e]*$/.test(apiKey))
    throw new TypeError('apiKey has characters that no key has')
  const transport = createTransport({
    url: addressOf(options.url),
    headers: {
      accept: 'application/json, */*;q=0.5',
      ...options.headers,
      ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
      ...(workspace === undefined ? {} : { 'x-workspace': workspace }),
    },
    credentials: options.credentials,
    // Browsers refuse a `fetch` that was taken off its object.
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    timeoutMs,
    retries,
  })
  const call: Caller['call'] = transport.call
  return {
    call,
    list: (operation, input, callOptions) =>
      paged((cursor) => {
        const query = cursor === undefined ? input.query : { ...input.query, cursor }
        return call(operation, { ...input, query }, callOptions) as Promise<Page<unknown>>
      }),
    follow(operation, input, streamOptions: StreamOptions = {}) {
      const newest = async () => {
        const page = await call(operationOf(OPERATIONS.listEvents), { query: { limit: 1 } }, streamOptions)
        return (page as Page<Event>).data[0]?.id ?? BEGINNING
      }
      return follow({ transport, operation, input, timeoutMs, newest }, streamOptions)
    },
  }
}

function addressOf(url: string): string {
  const address = url.replace(/\/+$/, '')
  if (address !== '' && !/^https?:\/\/[^/?#]+[^?#]*$/.test(address))
    throw new TypeError(`url must be the address of a hub, such as https://hub.example.com, not ${JSON.stringify(url)}`)
  return address
}
