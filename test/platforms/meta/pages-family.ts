import { record } from '../../../src/platforms/json.ts'
import { type Answer, Refusal } from '../exchange.ts'
import type { Family } from '../family.ts'
import { type GraphErrorName, graphAnswer } from './errors.ts'

/** The hosts that show pages, give the first token, or hold files: they know no tokens of their own. */
export const pagesFamily = (): Family => FAMILY

const FAMILY: Family = {
  hosts: ['dialog', 'instagram-auth', 'instagram-api', 'cdn'],
  pathOf: ({ path }) => path,
  segment: (_name, value) => value,
  authorise: () => undefined,
  input: (_route, { method, query, body }) => (method === 'GET' ? query : (record(body) ?? {})),
  unknown: () => new Refusal({ status: 404, body: 'Not Found' }),
  invalid: (_route, { path, params, message }) =>
    new Refusal({
      status: 400,
      body: {
        error_type: 'OAuthException',
        code: 400,
        error_message: `Invalid request: ${path || String(params.missingProperty ?? params.additionalProperty ?? '')} ${message}`,
      },
    }),
  headers: () => ({}),
  error: (name, host): Answer => graphAnswer(name as GraphErrorName, { host }),
  rateLimited: (host) => graphAnswer('4', { host, status: 429 }),
}
