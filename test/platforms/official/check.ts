import type { ValidateFunction } from 'ajv/dist/2020.js'
import { type JsonRecord, list, record } from '../../../src/platforms/json.ts'
import type { Call } from '../exchange.ts'
import { createAjv, type Fault, fault } from '../shape.ts'
import { corrected } from './corrections.ts'
import { documentNamed, loadDocument } from './documents.ts'
import { rewrite, rewriteSchemas } from './rewrite.ts'

/** Where an operation stands in a document. */
export interface Place {
  readonly document: string
  readonly path: string
}

interface Operation {
  /** The first thing wrong with the request. */
  request(call: Call): Fault | undefined
  /** The first thing wrong with an answer of this status; undefined also when the document says nothing of it. */
  answer(status: number, body: unknown): Fault | undefined
}

const operations = new Map<string, Promise<Operation | undefined>>()

/**
 * The operation as its document describes it; undefined when the document is absent.
 * @throws Error when the document has no such operation.
 */
export function officialOperation(place: Place, method: string): Promise<Operation | undefined> {
  const key = `${place.document} ${method} ${place.path}`
  const known = operations.get(key)
  if (known) return known
  const made = describe(place, method)
  operations.set(key, made)
  return made
}

type Compile = (schema: unknown) => ValidateFunction
const compilers = new Map<string, Compile>()

/** Schemas of one document, compiled when they are asked for. */
export function compilerOf(name: string, document: JsonRecord, use: 'request' | 'answer' = 'request'): Compile {
  const id = `${name}-${use}`
  const known = compilers.get(id)
  if (known) return known
  const schemas = corrected(name, record(record(document.components)?.schemas) ?? {})
  const rewriting = { schemas, id, closed: use === 'request' }
  const ajv = createAjv({ discriminator: false, validateSchema: false, allErrors: false })
  ajv.addSchema({ $id: id, components: { schemas: rewriteSchemas(rewriting) } })
  const compile: Compile = (schema) => ajv.compile(record(rewrite(schema, rewriting)) ?? {})
  compilers.set(id, compile)
  return compile
}

async function describe({ document: name, path }: Place, method: string): Promise<Operation | undefined> {
  const document = await loadDocument(name)
  if (!document) return undefined
  const item = record(record(document.paths)?.[path])
  const operation = record(item?.[method.toLowerCase()])
  if (!item || !operation) throw new Error(`${name} has no ${method} ${path}`)
  const compile = compilerOf(name, document, 'request')
  const parameters = [...list(item.parameters), ...list(operation.parameters)].map((parameter) =>
    resolve(document, parameter),
  )
  const checks = parameters.map((parameter) => ({ parameter, check: compile(parameter.schema ?? {}) }))
  const described = parameters.filter(({ in: where }) => where === 'query').map(({ name }) => String(name))
  const queries = new Set([...described, ...(documentNamed(name).queries?.[path] ?? [])])
  const requestBody = record(operation.requestBody)
  const required = requestBody?.required === true
  const content = Object.entries(record(requestBody?.content) ?? {})
  const bodies = content.map(([type, media]) => ({ type, check: compile(record(media)?.schema ?? {}) }))

  const answers: Record<number, ValidateFunction> = {}

  return {
    request(call) {
      for (const { parameter, check } of checks) {
        const found = parameterFault(parameter, check, call)
        if (found) return found
      }
      for (const name of Object.keys(call.query))
        if (!queries.has(name) && !CREDENTIALS.has(name))
          return {
            path: '',
            keyword: 'additionalProperties',
            params: { additionalProperty: name },
            message: 'unknown parameter',
          }
      if (bodies.length === 0 || (call.raw.length === 0 && !required)) return undefined
      const sent = call.headers['content-type']?.split(';')[0] ?? ''
      const body = bodies.find(({ type }) => type === sent || type === '*/*')
      if (!body) return { path: '', keyword: 'contentType', params: { sent }, message: 'media type is not described' }
      // Files are not members of a parsed form.
      const value = sent === 'multipart/form-data' ? { ...record(call.body), file: 'binary' } : call.body
      return body.type === '*/*' || body.check(value) ? undefined : fault(body.check.errors ?? [])
    },
    answer(status, body) {
      const response = resolve(document, record(operation.responses)?.[String(status)])
      const media = record(record(response.content)?.['application/json'])
      if (!media?.schema) return undefined
      answers[status] ??= compilerOf(name, document, 'answer')(media.schema)
      const check = answers[status]
      return check(body) ? undefined : fault(check.errors ?? [])
    },
  }
}

const CREDENTIALS = new Set(['access_token', 'appsecret_proof'])
/** What every client of HTTP says of itself; the platforms do not refuse it. */
const IGNORED_HEADERS = new Set(['user-agent', 'content-type', 'accept'])

function parameterFault(parameter: JsonRecord, check: ValidateFunction, call: Call): Fault | undefined {
  const name = String(parameter.name)
  const where = String(parameter.in)
  if (where === 'path' || (where === 'header' && IGNORED_HEADERS.has(name.toLowerCase()))) return undefined
  const text = where === 'query' ? call.query[name] : call.headers[name.toLowerCase()]
  if (text === undefined)
    return parameter.required && !CREDENTIALS.has(name) && !(name === 'Authorization' && call.query.access_token)
      ? { path: name, keyword: 'required', params: { missingProperty: name }, message: 'is required' }
      : undefined
  const type = record(parameter.schema)?.type
  const value =
    (type === 'integer' || type === 'number') && text !== ''
      ? Number(text)
      : type === 'boolean'
        ? text === 'true'
        : text
  return check(value) ? undefined : { ...(fault(check.errors ?? []) ?? EMPTY), path: name }
}

const EMPTY: Fault = { path: '', keyword: 'unknown', params: {}, message: 'is wrong' }

function resolve(document: JsonRecord, value: unknown): JsonRecord {
  const node = record(value) ?? {}
  if (typeof node.$ref !== 'string') return node
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((found, name) => record(found[name]) ?? {}, document)
}
