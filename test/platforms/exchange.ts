import type { TSchema } from 'typebox'
import type { PlatformId } from '../../src/platforms/index.ts'
import { type JsonRecord, list, record } from '../../src/platforms/json.ts'
import type { Token, TokenKind } from './tokens.ts'

/** Stands for one host of a platform, and has a port of its own. */
export type Host = string

export type Headers = Readonly<Record<string, string>>

/** A request as it came. */
export interface Incoming {
  readonly host: Host
  readonly method: string
  /** Decoded, without the query. */
  readonly path: string
  readonly query: Headers
  readonly headers: Headers
  readonly raw: Buffer
  /** Parsed JSON, or the fields of a form. */
  readonly body: unknown
  readonly files: readonly File[]
}

/** A request on its way through a route. */
export interface Call extends Incoming {
  readonly params: Headers
  /** Graph: query and body together, without the credentials. Elsewhere: the query of a GET, else the body. */
  readonly input: unknown
  readonly token: Token | undefined
}

export interface Answer {
  readonly status: number
  readonly headers?: Headers
  /** Objects become JSON. */
  readonly body?: unknown
}

/** Thrown by checks and handlers: the platform's refusal. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(JSON.stringify(answer.body ?? answer.status))
    this.name = 'Refusal'
    this.answer = answer
  }
}

/** What a token must be and be allowed to use a route; every one of the scopes of one row. */
export interface Access {
  readonly kinds: readonly TokenKind[]
  readonly scopes?: Partial<Record<TokenKind, readonly string[]>>
}

export interface Route {
  readonly host: Host
  readonly platform: PlatformId
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** A name in braces is an id of that kind of node (Graph), or anything (elsewhere). */
  readonly path: string
  readonly access?: Access
  /** The project's own schema of the input; without one it takes none. */
  readonly input?: TSchema
  /** Where the official document describes it. */
  readonly official?: { readonly document: string; readonly path: string }
  handle(call: Call): Answer | Promise<Answer>
}

export const ok = (body: unknown, headers?: Headers): Answer => ({ status: 200, body, ...(headers ? { headers } : {}) })

/** The name of a route in logs, rules and counts, e.g. `POST /{ig}/messages`. */
export const operationOf = (route: Route): string => `${route.method} ${route.path}`

/** A segment of the path. @throws Error for a name the route does not have. */
export function param(call: Call, name: string): string {
  const value = call.params[name]
  if (value === undefined) throw new Error(`the route has no {${name}}`)
  return value
}

export const inputOf = (call: Call): JsonRecord => record(call.input) ?? {}

/** The objects among the members of a list; [] for anything else. */
export const records = (value: unknown): JsonRecord[] =>
  list(value)
    .map(record)
    .filter((member) => member !== undefined)
