import { type JsonRecord, record } from '../../src/platforms/json.ts'
import type { Platforms } from './index.ts'
import { proofOf } from './meta/access.ts'
import type { Token } from './tokens.ts'

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly token?: Token
  /** Objects go as JSON, forms as they are. */
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** `null` leaves appsecret_proof out. */
  readonly proof?: string | null
}

export interface Reply {
  readonly status: number
  readonly body: JsonRecord
  readonly headers: Headers
  /** Of the Graph API: `code/subcode`. */
  readonly error: string | undefined
}

/** Asks the stand-in as a careful client would, with whatever is spoilt on purpose. */
export async function ask(
  base: string,
  { method = 'GET', path, token, body, query, headers, proof }: Question,
): Promise<Reply> {
  const url = new URL(base + path)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
  const proven =
    proof === null ? undefined : (proof ?? (token?.app ? proofOf(token.value, token.app.secret) : undefined))
  if (proven !== undefined) url.searchParams.set('appsecret_proof', proven)
  const plain = body === undefined || body instanceof FormData || body instanceof URLSearchParams
  const answer = await fetch(url, {
    method: method ?? 'GET',
    redirect: 'manual',
    headers: {
      ...(token ? { authorization: `Bearer ${token.value}` } : {}),
      ...(plain ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: plain ? (body as FormData) : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const parsed = parse(text)
  const { code, error_subcode: subcode } = record(parsed.error) ?? {}
  const error = code === undefined ? undefined : `${code}${subcode === undefined ? '' : `/${subcode}`}`
  return { status: answer.status, body: parsed, headers: answer.headers, error }
}

function parse(text: string): JsonRecord {
  try {
    return record(JSON.parse(text)) ?? { text }
  } catch {
    return { text }
  }
}

/** The Graph API and LINE, asked with the tokens of the seeded accounts. */
export function createAsker(platforms: Platforms) {
  const { seeds } = platforms
  const { graphVersion } = platforms.world
  return {
    graph: (question: Question) => ask(`${platforms.urls.graph}/${graphVersion}`, question),
    instagram: (question: Question) =>
      ask(`${platforms.urls['instagram-graph']}/${graphVersion}`, { token: seeds.instagram.token, ...question }),
    facebook: (question: Question) =>
      ask(`${platforms.urls.graph}/${graphVersion}`, { token: seeds.facebook.token, ...question }),
    whatsapp: (question: Question) =>
      ask(`${platforms.urls.graph}/${graphVersion}`, { token: seeds.whatsapp.token, ...question }),
    line: (question: Question) => ask(platforms.urls.line ?? '', { token: seeds.line.token, ...question }),
    lineData: (question: Question) => ask(platforms.urls['line-data'] ?? '', { token: seeds.line.token, ...question }),
  }
}
