import type { SdkOperation } from './operations.ts'
import { doc, member, typeOf } from './types.ts'

/** The table of the operations, and the type of the methods that the client makes of it. */
export function renderMethods(operations: readonly SdkOperation[]): string {
  const repeated = operations.map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) !== at)
  if (repeated.length > 0) throw new Error(`operationId used twice: ${repeated.join(', ')}`)
  return `${doc('Every operation of the API, by its operationId: method, path, what it takes and how it answers.')}export const OPERATIONS = {
${operations.map(rowOf).join('\n')}
} as const

${doc('A method for every operation of the API.')}export interface ApiMethods {
${operations.map(methodOf).join('\n\n')}
}
`
}

/** As `operationOf` of the client reads it. */
function rowOf({ id, method, path, answer, paged, body, query, idempotencyKey }: SdkOperation): string {
  const words = [
    ...(body ? [body.raw ? 'raw' : 'body'] : []),
    ...(query.length > 0 ? ['query'] : []),
    ...(paged ? ['list'] : answer === 'json' ? [] : [answer]),
    ...(idempotencyKey ? ['key'] : []),
  ]
  return `  ${member(id)}: ${JSON.stringify([method, path, ...words].join(' '))},`
}

function methodOf(operation: SdkOperation): string {
  if (!operation.dataOptional) return signatureOf(operation, resultOf(operation))
  const item = resultOf(operation)
  return `${signatureOf(withData(operation, true), item)}\n${signatureOf(withData(operation, false), `${item}WithoutData`)}`
}

/** The operation, asked for `data` or for none. */
function withData(operation: SdkOperation, wanted: boolean): SdkOperation {
  const query = operation.query.map((each) =>
    each.name === 'data' ? { ...each, required: !wanted, schema: { const: wanted } } : each,
  )
  return { ...operation, query }
}

function signatureOf(operation: SdkOperation, item: string): string {
  const { id, pathNames, body, answer, paged, beside, summary, description } = operation
  const query = queryOf(operation)
  const signature = [
    ...pathNames.map((name) => `${argument(name)}: string`),
    ...(body ? [`body${body.required ? '' : '?'}: ${bodyTypeOf(body)}`] : []),
    ...(query ? [query.needed ? `query: ${query.type}` : `query?: ${query.type}`] : []),
    `options?: ${operation.idempotencyKey ? 'KeyedCallOptions' : 'CallOptions'}`,
  ]
  const page = beside ? `${item}, ${typeOf(beside)}` : item
  const result =
    answer === 'events' ? `AsyncGenerator<${item}, void, undefined>` : paged ? `Paged<${page}>` : `Promise<${item}>`
  return `${doc(summary, description)}  ${member(id)}(${signature.join(', ')}): ${result}`
}

function queryOf({ query }: SdkOperation): { type: string; needed: boolean } | undefined {
  if (query.length === 0) return undefined
  const rows = query.map(({ name, required, schema, description }) => {
    const type = `${typeOf(schema)}${required ? '' : ' | undefined'}`
    return `${doc(description)}${member(name)}${required ? '' : '?'}: ${type}`
  })
  return { type: `{\n${rows.join('\n')}\n}`, needed: query.some(({ required }) => required === true) }
}

function bodyTypeOf(body: NonNullable<SdkOperation['body']>): string {
  return body.raw ? 'RawBody' : typeOf(body.schema)
}

function resultOf({ answer, schema }: SdkOperation): string {
  if (answer === 'none') return 'void'
  if (answer === 'text') return 'string'
  if (answer === 'binary') return 'Response'
  return [...new Set(schema.map((each) => typeOf(each)))].join(' | ') || 'unknown'
}

/** A path parameter as an argument: never one of the names that every method has. */
function argument(name: string): string {
  const word = name.replace(/\W/g, '_')
  return ['body', 'query', 'options', 'this'].includes(word) ? `${word}_` : word
}
