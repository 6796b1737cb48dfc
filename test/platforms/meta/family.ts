import { type JsonRecord, record } from '../../../src/platforms/json.ts'
import type { Call, Headers, Host, Incoming, Route } from '../exchange.ts'
import type { Family } from '../family.ts'
import { text } from '../ids.ts'
import type { Fault } from '../shape.ts'
import type { World } from '../world.ts'
import { authorise, owns, tokenValue } from './access.ts'
import { badParameter, GRAPH_ERRORS, type GraphErrorName, graphAnswer, graphError } from './errors.ts'
import { canonicalId, kindOf } from './kinds.ts'
import { accountOfNode } from './owner.ts'

const VERSIONS = { oldest: 19, newest: 26 }
const CREDENTIALS = new Set(['access_token', 'appsecret_proof', 'locale', 'format', 'pretty'])

const isName = (name: string): name is GraphErrorName => name in GRAPH_ERRORS

/** graph.facebook.com and graph.instagram.com. */
export function createGraphFamily(world: World): Family {
  const credentials = (request: Incoming) => {
    const form = formOf(request)
    return {
      value: tokenValue({ query: request.query, headers: request.headers, form }),
      proof: request.query.appsecret_proof ?? form.appsecret_proof,
    }
  }
  const idOf = (value: string, request: Incoming) => {
    const token = world.tokens.find(credentials(request).value ?? '')
    return canonicalId(world, value, token)
  }

  return {
    hosts: ['graph', 'instagram-graph'],
    pathOf({ path }) {
      const version = /^\/v(\d+)\.0(?=\/|$)/.exec(path)
      if (!version) return path
      const number = Number(version[1])
      if (number < VERSIONS.oldest || number > VERSIONS.newest) throw unknownPath(path)
      return path.slice(version[0].length) || '/'
    },
    segment(name, value, request) {
      const id = idOf(value, request)
      return kindOf(world, id) === name ? id : undefined
    },
    authorise(route, request, params) {
      if (!route.access) return undefined
      const { value, proof } = credentials(request)
      const token = authorise(world, route, request.host, value, proof)
      for (const id of Object.values(params)) {
        const account = accountOfNode(world, id)
        if (account !== undefined && !owns(world, token, account)) throw unknownObject(request.host, id)
      }
      return token
    },
    input: (_route, request) => merged(request),
    unknown(request, path) {
      const first = path.split('/')[1] ?? ''
      if (request.host === 'graph' && !credentials(request).value && first !== 'oauth') return graphError('104')
      const id = idOf(first, request)
      if (first === 'me' && id === 'me') return graphError('190', { host: request.host })
      const known = kindOf(world, id) !== undefined
      return known && path.split('/').length > 2 ? unknownPath(path) : unknownObject(request.host, id)
    },
    invalid: (route, fault, call) => refusal(route, fault, call),
    headers(route) {
      const { app, business } = world.settings.usage
      const id = route?.platform ?? 'app'
      return {
        'facebook-api-version': 'v26.0',
        'x-fb-request-id': text(11),
        'x-fb-trace-id': text(8),
        ...(app ? { 'x-app-usage': JSON.stringify(app) } : {}),
        ...(business
          ? {
              'x-business-use-case-usage': JSON.stringify({ [id]: [{ total_cputime: 1, total_time: 1, ...business }] }),
            }
          : {}),
      }
    },
    error(name, host) {
      if (!isName(name)) throw new Error(`the Graph API has no error ${name}; it has ${Object.keys(GRAPH_ERRORS)}`)
      return graphAnswer(name, { host })
    },
    rateLimited: (host, retryAfterSeconds) => ({
      ...graphAnswer(host === 'instagram-graph' ? '80002' : '4', { host, status: 429 }),
      ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    }),
  }
}

const unknownPath = (path: string) => graphError('2500', { message: `Unknown path components: ${path}` })

const unknownObject = (host: Host, id: string) =>
  graphError('100/33', { host, message: GRAPH_ERRORS['100/33'].message.replace('{id}', id) })

function formOf({ body, headers }: Incoming): Headers {
  const fields = Object.entries(record(body) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return headers['content-type'] ? Object.fromEntries(fields) : {}
}

/** The Graph API takes arguments in the query and in the body alike; objects may be written as JSON in either. */
function merged(request: Incoming): JsonRecord {
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false
  const body = record(request.body) ?? {}
  const all = { ...decoded(request.query), ...(isJson ? body : decoded(body)) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !CREDENTIALS.has(name)))
}

function decoded(values: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== 'string' || !/^[{[]/.test(value)) return [name, value]
      try {
        return [name, JSON.parse(value)]
      } catch {
        return [name, value]
      }
    }),
  )
}

function refusal(route: Route, { path, keyword, params, message }: Fault, { host }: Call) {
  const bracketed = path.replaceAll(/\.(\w+)/g, '[$1]')
  const whatsapp = route.platform === 'whatsapp'
  const wa = (name: GraphErrorName, details: string) => graphError(name, { details })
  const member = params.additionalProperty ?? params.unevaluatedProperty
  if (member !== undefined)
    return badParameter(
      whatsapp
        ? `Unexpected key "${member}" on param "${bracketed || '$'}".`
        : `Invalid keys "${member}" were found in param "${bracketed || route.path}".`,
      host,
    )
  const missing = params.missingProperty
  if (missing !== undefined)
    return whatsapp && path !== ''
      ? wa('131008', `The parameter ${bracketed}[${missing}] is required. ${message}`)
      : badParameter(`The parameter ${bracketed ? `${bracketed}[${missing}]` : missing} is required.`, host)
  if (keyword === 'maxLength' || keyword === 'maxBytes')
    return whatsapp
      ? wa('131009', `Param ${bracketed} must be at most ${params.limit ?? ''} characters long.`)
      : badParameter(`Length of param ${bracketed} must be less than or equal to ${params.limit ?? 1000}`, host)
  const allowed = params.allowedValues ?? params.allowedValue ?? params.tagValue
  const detail = `Param ${bracketed || '$'} is wrong: ${message}${allowed === undefined ? '' : ` (${JSON.stringify(allowed)})`}`
  return whatsapp && path !== '' ? wa('131009', detail) : badParameter(detail, host)
}
