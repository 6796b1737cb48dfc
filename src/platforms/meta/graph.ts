import { createHmac } from 'node:crypto'
import type { FormData } from 'undici'
import type { ClientEnvironment } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled, type JsonRecord, list, record } from '../json.ts'
import { graphErrorOf, toPlatformError } from './errors.ts'
import { usageOf } from './usage.ts'

/** The part of the environment that a Graph client needs. */
export type GraphEnvironment = Pick<ClientEnvironment, 'http' | 'timeoutMs' | 'onUsage'>

export interface GraphOptions {
  readonly platform: string
  readonly baseUrl: string
  /** e.g. `v26.0`; undefined for the few calls without one. */
  readonly version: string | undefined
  /** Undefined for calls that carry the app's secret instead. */
  readonly token: string | undefined
  readonly appSecret: string | undefined
  readonly environment: GraphEnvironment
}

/** The parts of a path: each is escaped. */
export type GraphPath = readonly string[]
export type GraphParams = Readonly<Record<string, string | number | undefined>>
type Body = { readonly json: JsonRecord } | { readonly form: GraphParams } | { readonly files: FormData }

/** The Graph API with one token. Every method may throw PlatformError. */
export interface Graph {
  get(path: GraphPath, params?: GraphParams): Promise<JsonRecord>
  /** `repeatable`: doing it twice does no harm, as with subscribing. */
  post(
    path: GraphPath,
    body?: Body,
    options?: { params?: GraphParams; timeoutMs?: number; repeatable?: boolean },
  ): Promise<JsonRecord>
  delete(path: GraphPath, params?: GraphParams): Promise<JsonRecord>
  /** The items of all pages of a list, at most 20 pages. */
  all(path: GraphPath, params?: GraphParams): Promise<JsonRecord[]>
}

const MAX_PAGES = 20

/** HMAC-SHA256 of the token with the app's secret, as lower-case hex. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex')
}

/** A client of the Graph API. */
export function createGraph({ platform, baseUrl, version, token, appSecret, environment }: GraphOptions): Graph {
  const proof = token && appSecret ? appSecretProof(token, appSecret) : undefined

  const address = (path: GraphPath, params: GraphParams = {}) => {
    const segments = [...(version === undefined ? [] : [version]), ...path]
    const query = queryOf({ ...params, appsecret_proof: proof })
    return `${baseUrl.replace(/\/+$/, '')}/${segments.map(encodeURIComponent).join('/')}${query && `?${query}`}`
  }

  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: GraphPath,
    given: { params?: GraphParams; body?: Body; timeoutMs?: number; repeatable?: boolean },
  ): Promise<JsonRecord> => {
    const repeatable = given.repeatable ?? method === 'GET'
    const { headers, body } = encoded(given.body)
    const answer = await environment.http.request({
      platform,
      method,
      url: address(path, given.params),
      headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body }),
      timeoutMs: given.timeoutMs ?? environment.timeoutMs,
      repeatable,
    })
    const now = new Date()
    const usage = usageOf(answer.headers, now)
    if (usage) environment.onUsage(usage)
    const succeeded = answer.status >= 200 && answer.status < 300
    const result = record(answer.json)
    if (succeeded && result && !graphErrorOf(result)) return result
    // Some answers are a bare `true`.
    if (succeeded && answer.json === true) return { success: true }
    throw toPlatformError(platform, answer, now, repeatable)
  }

  const all: Graph['all'] = async (path, params = {}) => {
    const items: JsonRecord[] = []
    let after: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await call('GET', path, { params: { limit: 100, ...params, after } })
      for (const item of list(answer.data)) {
        const found = record(item)
        if (found) items.push(found)
      }
      const paging = record(answer.paging)
      const cursor = filled(record(paging?.cursors)?.after)
      // `next` holds the token, so only the cursor is taken; a list that never moves on would go on for ever.
      if (paging?.next === undefined || cursor === undefined || cursor === after) break
      after = cursor
    }
    return items
  }

  return {
    get: (path, params) => call('GET', path, { params }),
    post: (path, body, options) => call('POST', path, { ...options, body }),
    delete: (path, params) => call('DELETE', path, { params, repeatable: true }),
    all,
  }
}

/** The id the platform gave a message. @throws PlatformError `unavailable`, outcome unknown, when it gave none. */
export function idFrom(platform: string, value: unknown): string {
  const id = filled(value)
  if (id !== undefined) return id
  throw new PlatformError(platform, 'unavailable', 'the platform took the message but named no id', {
    outcomeUnknown: true,
    retryable: false,
  })
}

/** A query of the parameters that have a value. */
export function queryOf(params: GraphParams): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, String(value))
  return query.toString()
}

function encoded(body: Body | undefined): { headers: Record<string, string>; body?: string | FormData } {
  if (!body) return { headers: {} }
  if ('files' in body) return { headers: {}, body: body.files }
  if ('form' in body)
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: queryOf(body.form) }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body.json) }
}
