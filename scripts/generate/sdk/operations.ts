import { leavesOutData } from './events.ts'
import { nameOf, type Schema } from './types.ts'

interface Parameter {
  readonly in: string
  readonly name: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface Described {
  readonly operationId?: string
  readonly deprecated?: boolean
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>
}

/** The parts of an OpenAPI document that the client is made of. */
export interface Document {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  /** What is sent to webhooks, by the type of the event. */
  readonly webhooks?: Readonly<Record<string, Readonly<Record<string, Described>>>>
}

/** One operation, as a method of the client has to know it. */
export interface SdkOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string | undefined
  readonly description: string | undefined
  readonly pathNames: readonly string[]
  readonly query: readonly Parameter[]
  /** Absent: it takes no body. `raw`: one that is not JSON, or that the document does not describe. */
  readonly body: { readonly raw: boolean; readonly required: boolean; readonly schema: Schema | undefined } | undefined
  readonly answer: 'json' | 'text' | 'none' | 'binary' | 'events'
  /** Of a list: each of its rows; of a stream: each event; else the answer. */
  readonly schema: readonly (Schema | undefined)[]
  readonly paged: boolean
  /** What a page of a list has beside its rows and its cursor. */
  readonly beside: Schema | undefined
  /** Its rows come without `data` when the query says so. */
  readonly dataOptional: boolean
  readonly idempotencyKey: boolean
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch']

/** Every operation of the document but the deprecated ones (the aliases), in its order. */
export function operationsOf(document: Document): SdkOperation[] {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method, described]) => METHODS.includes(method) && described.deprecated !== true)
      .map(([method, described]) => operationOf(document, path, method, described)),
  )
  return found.map((operation) => {
    const schema = operation.answer === 'events' ? rowsBeside(found, operation) : operation.schema
    const dataOptional = operation.query.some(({ name }) => name === 'data') && leavesOutData(document, schema[0])
    return { ...operation, schema, dataOptional }
  })
}

function operationOf(
  document: Document,
  path: string,
  method: string,
  described: Described,
): Omit<SdkOperation, 'dataOptional'> {
  const { operationId, parameters = [], responses = {} } = described
  if (operationId === undefined) throw new Error(`${method} ${path} has no operationId`)
  const contents = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, { content }]) => content ?? {})
  const schemas = contents.flatMap((content) => Object.values(content).map(({ schema }) => schema))
  const answer = kindOf(contents.flatMap((content) => Object.keys(content)))
  const page = answer === 'json' && schemas.length === 1 ? pageOf(document, schemas[0]) : undefined
  const query = parameters.filter((each) => each.in === 'query')
  const paged = page !== undefined && method === 'get' && query.some(({ name }) => name === 'cursor')
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary: described.summary,
    description: described.description,
    pathNames: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
    query,
    body: method === 'get' ? undefined : bodyOf(described),
    answer,
    schema: paged ? [page.rows] : schemas,
    paged,
    beside: page?.beside,
    idempotencyKey:
      parameters.some((each) => each.in === 'header' && each.name.toLowerCase() === 'idempotency-key') ||
      (described.description ?? '').includes('Idempotency-Key'),
  }
}

function bodyOf({ requestBody, responses = {} }: Described): SdkOperation['body'] {
  const [[type, { schema }] = ['', {}]] = Object.entries<{ schema?: Schema }>(requestBody?.content ?? {})
  if (type !== '') return { raw: !isJson(type), required: requestBody?.required ?? false, schema }
  // Without a described body, an operation that may find one too large still takes one (uploads).
  return '413' in responses ? { raw: true, required: true, schema: undefined } : undefined
}

function kindOf(types: readonly string[]): SdkOperation['answer'] {
  const [type] = types
  if (type === undefined) return 'none'
  if (isJson(type)) return 'json'
  if (type === 'text/event-stream') return 'events'
  return type.startsWith('text/') ? 'text' : 'binary'
}

function isJson(type: string): boolean {
  return /[/+]json\b/.test(type)
}

/** The schemas of the rows of `{ data, nextCursor }`, and of what is there beside. */
function pageOf(document: Document, schema: Schema | undefined) {
  const target = schema?.$ref === undefined ? schema : document.components?.schemas?.[nameOf(schema.$ref)]
  const { data, nextCursor, ...others } = target?.properties ?? {}
  if (data?.items === undefined || nextCursor === undefined) return undefined
  const beside = Object.keys(others).length > 0 ? { ...target, properties: others } : undefined
  return { rows: data.items, beside }
}

/** A stream at `…/things/stream` carries what the list at `…/things` does. */
function rowsBeside(
  operations: readonly Pick<SdkOperation, 'paged' | 'path' | 'schema'>[],
  stream: Pick<SdkOperation, 'path'>,
): readonly (Schema | undefined)[] {
  const path = stream.path.replace(/\/[^/]+$/, '')
  return operations.find((each) => each.paged && each.path === path)?.schema ?? []
}
