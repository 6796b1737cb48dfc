import type { ClientEnvironment } from '../client.ts'
import { PlatformError } from '../error.ts'
import { type JsonRecord, record } from '../json.ts'
import { errorOf } from './errors.ts'

/** What a LINE client needs. */
export interface LineEnvironment extends Pick<ClientEnvironment, 'http' | 'timeoutMs'> {
  readonly lineApiUrl: string
  readonly lineDataUrl: string
}

export function lineEnvironment({ http, timeoutMs, variables }: ClientEnvironment): LineEnvironment {
  return { http, timeoutMs, lineApiUrl: variables.LINE_API_URL ?? '', lineDataUrl: variables.LINE_DATA_API_URL ?? '' }
}

/** The parts of a path below `/`; each is escaped. */
export type Path = readonly string[]

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Doing it twice does no harm. */
  readonly repeatable: boolean
  /** It sends a message: a 5xx may have come after it was sent. */
  readonly sends?: boolean
  /** Taken as an answer beside 2xx. */
  readonly alsoTaken?: number
}

/** LINE's Messaging API with one channel access token. Every method may throw PlatformError. */
export interface LineApi {
  get(path: Path, from?: 'api' | 'data'): Promise<JsonRecord>
  send(method: 'POST' | 'PUT', path: Path, json: unknown, options: SendOptions): Promise<JsonRecord>
  /** The calls about tokens: no bearer token, a form or a query instead. */
  post(path: Path, form: Readonly<Record<string, string>>): Promise<JsonRecord>
  query(path: Path, query: Readonly<Record<string, string>>): Promise<JsonRecord>
}

/** The address of a path on one of LINE's two hosts. */
export function addressOf({ lineApiUrl, lineDataUrl }: LineEnvironment, path: Path, from: 'api' | 'data' = 'api') {
  const base = from === 'data' ? lineDataUrl : lineApiUrl
  return `${base.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`
}

/** The Messaging API over the environment's HTTP client. */
export function createLineApi(token: string, environment: LineEnvironment): LineApi {
  const { http, timeoutMs } = environment
  const bearer = { authorization: `Bearer ${token}` }

  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    headers: Record<string, string>,
    body?: string,
    { repeatable, sends = false, alsoTaken }: Omit<SendOptions, 'headers'> = { repeatable: true },
  ): Promise<JsonRecord> => {
    const request = { platform: 'line' as const, method, url, headers, timeoutMs, repeatable }
    const answer = await http.request(body === undefined ? request : { ...request, body })
    const { status } = answer
    if ((status < 200 || status > 299) && status !== alsoTaken) throw errorOf(answer, { sends, repeatable })
    const result = record(answer.json)
    if (result || answer.text.trim() === '') return result ?? {}
    throw new PlatformError('line', 'unavailable', `HTTP ${status} without a readable answer`, {
      httpStatus: status,
      outcomeUnknown: sends,
      retryable: repeatable,
    })
  }

  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  return {
    get: (path, from) => call('GET', addressOf(environment, path, from), bearer),
    send: (method, path, json, { headers, ...options }) =>
      call(
        method,
        addressOf(environment, path),
        { 'content-type': 'application/json', ...bearer, ...headers },
        JSON.stringify(json),
        options,
      ),
    post: (path, fields) => call('POST', addressOf(environment, path), form, new URLSearchParams(fields).toString()),
    query: (path, query) => call('GET', `${addressOf(environment, path)}?${new URLSearchParams(query)}`, {}),
  }
}
