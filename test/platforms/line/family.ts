import { randomUUID } from 'node:crypto'
import type { Call, Route } from '../exchange.ts'
import type { Family } from '../family.ts'
import type { Fault } from '../shape.ts'
import type { Token } from '../tokens.ts'
import type { World } from '../world.ts'
import { LINE_ERRORS, type LineErrorName, lineAnswer, lineError } from './errors.ts'

const isName = (name: string): name is LineErrorName => name in LINE_ERRORS

/** api.line.me and api-data.line.me. */
export function createLineFamily(world: World): Family {
  return {
    hosts: ['line', 'line-data'],
    pathOf: ({ path }) => path,
    segment: (_name, value) => value,
    authorise(route, { headers }) {
      if (!route.access) return undefined
      const value = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
      return living(world, value)
    },
    input(route, { method, query, raw, body, headers }) {
      if (method === 'GET') return query
      if (raw.length === 0) return {}
      if (route.access && !headers['content-type']?.startsWith('application/json')) throw lineError('415')
      if (typeof body === 'string') throw lineError('bad-json')
      return body
    },
    unknown: () => lineError('404'),
    invalid: (route, fault, call) => refusal(route, fault, call),
    headers: () => ({ 'x-line-request-id': randomUUID() }),
    error(name) {
      if (!isName(name)) throw new Error(`LINE has no error ${name}; it has ${Object.keys(LINE_ERRORS)}`)
      return lineAnswer(name)
    },
    rateLimited: (_host, retryAfterSeconds) => ({
      ...lineAnswer('429'),
      ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    }),
  }
}

/** @throws Refusal 401 for a token that is none, or is no longer one. */
function living({ tokens, clock }: World, value: string | undefined): Token {
  const token = value === undefined ? undefined : tokens.find(value)
  const expired = token?.expiresAt !== undefined && token.expiresAt <= clock.now()
  if (token?.kind !== 'line' || token.revoked || expired) throw lineError('401')
  return token
}

function refusal(_route: Route, { path, keyword, params, message }: Fault, _call: Call) {
  const member = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty
  const property = [path, member].filter(Boolean).join('.')
  if (keyword === 'format' && path.toLowerCase() === 'x-line-retry-key') return lineError('retry-key')
  const words =
    keyword === 'required'
      ? 'May not be empty'
      : keyword === 'maxItems' || keyword === 'maxLength' || keyword === 'maxUtf16'
        ? `Size must be between 0 and ${params.limit ?? 5000}`
        : keyword === 'minLength' || keyword === 'minItems'
          ? 'May not be empty'
          : message
  return lineError('400', [{ message: words, property }])
}
