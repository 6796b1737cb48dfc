import type { Answer, Call, Headers, Host, Incoming, Refusal, Route } from './exchange.ts'
import type { Fault } from './shape.ts'
import type { Token } from './tokens.ts'

/** What the hosts of one family have in common: how they are addressed, whom they let in, and how they say no. */
export interface Family {
  readonly hosts: readonly Host[]
  /** The path as the routes have it. @throws Refusal when it cannot be one. */
  pathOf(request: Incoming): string
  /** What a segment in braces stands for; undefined when this value cannot. */
  segment(name: string, value: string, request: Incoming): string | undefined
  /** @throws Refusal when the caller may not use the route. */
  authorise(route: Route, request: Incoming, params: Headers): Token | undefined
  input(route: Route, request: Incoming): unknown
  /** No route has this path, or none with this method. */
  unknown(request: Incoming, path: string): Refusal
  invalid(route: Route, fault: Fault, call: Call): Refusal
  /** Headers of every answer. */
  headers(route: Route | undefined): Headers
  /** An answer by its name in the family's table of errors. @throws Error for an unknown name. */
  error(name: string, host: Host): Answer
  /** The limit is reached. */
  rateLimited(host: Host, retryAfterSeconds: number | undefined): Answer
}
