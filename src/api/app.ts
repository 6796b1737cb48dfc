import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'

/** The server as routes see it: schemas are types. */
export type ApiInstance = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anyone may call it. */
    public?: boolean
    /** Not even to be read with another role than `admin`. */
    admin?: boolean
    /** Only for the operator of the hub. */
    operator?: boolean
    /** Clients on this machine need no key. */
    openToLoopback?: boolean
    /** Only the session cookie says who calls; the route looks at it itself. */
    session?: boolean
    /** Changes the hub though its method says it does not: with a session, not to be called by other sites. */
    changes?: boolean
    /** Takes a file, which may need minutes to arrive. */
    upload?: boolean
    /** For people in a browser, no part of the API. */
    page?: boolean
    /** Error statuses beside those that every route has. */
    problems?: readonly number[]
    /** The operation this path is another name of. */
    aliasOf?: string
  }
}
