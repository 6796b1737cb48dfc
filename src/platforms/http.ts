import type { ReadableStream } from 'node:stream/web'
import type { FormData } from 'undici'

export interface HttpRequest {
  readonly platform: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** undici's FormData: the one built into Node is another class. */
  readonly body?: string | FormData
  /** Milliseconds for everything: waiting, connecting, the answer, and trying again. */
  readonly timeoutMs: number
  /** Doing it twice does no harm; by default only GET. */
  readonly repeatable?: boolean
}

export interface HttpAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown
}

export interface StreamedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ReadableStream<Uint8Array>
}

/** HTTP towards the platforms: pooled, timed, bounded; redirects are not followed. */
export interface HttpClient {
  /**
   * Resolves with any answer, also 4xx and 5xx.
   * @throws PlatformError `unavailable` when there is none, with `outcomeUnknown` when it may have been carried out.
   */
  request(request: HttpRequest): Promise<HttpAnswer>
  /** GETs a body of any length; `timeoutMs` holds for the headers and for each pause in the body. */
  stream(request: Omit<HttpRequest, 'method' | 'body'>): Promise<StreamedAnswer>
  close(): Promise<void>
}
