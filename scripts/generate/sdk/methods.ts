import type { SdkOperation } from './operations.ts'
import { doc, member, typeOf } from './types.ts'

/** The table of the operations and a class with a method for each. */
export function renderMethods(operations: readonly SdkOperation[]): string {
  const repeated = operations.map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) !== at)
  if (repeated.length > 0) throw new Error(`operationId used twice: ${repeated.join(', ')}`)
  return `${doc('Every operation of the API, by its operationId.')}export const OPERATIONS = {
${operations.map(rowOf).join('\n')}
} as const satisfies Readonly<Record<string, Operation>>

${doc('A method for every operation of the API.')}export abstract class ApiMethods extends Operations {
${operations.map(methodOf).join('\n\n')}
}
`
}

function rowOf(operation: SdkOperation): string {
  const { id, method, path, answer, paged, body, idempotencyKey } = operation
  const row = {
    method,
    path,
    answer,
    ...(paged ? { paged } : {}),
    ...(body?.raw ? { rawBody: true } : {}),
    ...(idempotencyKey ? { idempotencyKey } : {}),
  }
  return `  ${member(id)}: ${JSON.stringify(row)},`
}

function methodOf(operation: SdkOperation): string {
  const { id, pathNames, body, answer, paged, summary, description } = operation
  const query = queryOf(operation)
  const signature = [
    ...pathNames.map((name) => `${argument(name)}: string`),
    ...(body ? [`body${body.required ? '' : '?'}: ${bodyTypeOf(body)}`] : []),
    ...(query ? [query.needed ? `query: ${query.type}` : `query?: ${query.type}`] : []),
    `options?: ${operation.idempotencyKey ? 'KeyedCallOptions' : 'CallOptions'}`,
  ]
  const parts = [
    ...(pathNames.length > 0 ? [`path: { ${pathNames.map(entry).join(', ')} }`] : []),
    ...(body ? ['body'] : []),
    ...(query ? ['query'] : []),
  ]
  const item = resultOf(operation)
  const call = `OPERATIONS.${id}, ${parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}'}, options`
  const [result, way] =
    answer === 'events'
      ? [`AsyncGenerator<${item}, void, undefined>`, `this.follow<${item}>`]
      : paged
        ? [`Paged<${item}>`, `this.list<${item}>`]
        : [`Promise<${item}>`, `this.call<${item}>`]
  return `${doc(summary, description)}  ${member(id)}(${signature.join(', ')}): ${result} {
    return ${way}(${call})
  }`
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

function entry(name: string): string {
  return argument(name) === name ? name : `${member(name)}: ${argument(name)}`
}
