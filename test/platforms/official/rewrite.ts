import { type JsonRecord, list, record } from '../../../src/platforms/json.ts'

const SCHEMAS = '#/components/schemas/'

export interface Rewriting {
  /** The schemas of the document. */
  readonly schemas: JsonRecord
  /** Id under which the references find the document. */
  readonly id: string
  /** Objects have no members that nobody describes: for requests; answers may say more. */
  readonly closed: boolean
}

/**
 * OpenAPI's schemas as JSON Schema 2020-12. What that lacks: a discriminator picks the schema by the value of a
 * member.
 */
export function rewriteSchemas(rewriting: Rewriting): JsonRecord {
  return Object.fromEntries(
    Object.entries(rewriting.schemas).map(([name, schema]) => [name, rewrite(schema, rewriting)]),
  )
}

/** One schema, whose references then lead into the document. */
export function rewrite(value: unknown, rewriting: Rewriting, inherited = false): unknown {
  const { schemas, id: documentId } = rewriting
  if (Array.isArray(value)) return value.map((item) => rewrite(item, rewriting, inherited))
  const node = record(value)
  if (!node) return value
  const target = typeof node.$ref === 'string' ? record(schemas[node.$ref.slice(SCHEMAS.length)]) : undefined
  if (target) {
    const shut = rewriting.closed ? { unevaluatedProperties: false } : {}
    const reference = { $ref: documentId + String(node.$ref) }
    if (inherited) return reference
    const chosen = byTag(target, documentId)
    if (chosen) return { ...(list(target.oneOf).length > 0 ? {} : reference), ...chosen, ...shut }
    return isObject(target, schemas) ? { ...reference, ...shut } : reference
  }
  const { discriminator: _, ...members } = node
  const rewritten = Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      name,
      name === 'examples' || name === 'example' ? [] : rewrite(member, rewriting, name === 'allOf'),
    ]),
  )
  return opened(rewritten)
}

/** `if` the tag has this value `then` this schema: unlike oneOf, what is wrong is said of the right one. */
function byTag(target: JsonRecord, documentId: string): JsonRecord | undefined {
  const discriminator = record(target.discriminator)
  const mapping = record(discriminator?.mapping)
  const tag = discriminator?.propertyName
  if (!mapping || typeof tag !== 'string') return undefined
  return {
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: Object.keys(mapping) } },
    allOf: Object.entries(mapping).map(([type, $ref]) => ({
      if: { properties: { [tag]: { const: type } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { $ref: documentId + String($ref) },
    })),
  }
}

/** In one branch of allOf, `additionalProperties: false` forbids the members of the others: nothing would be valid. */
function opened(schema: JsonRecord): JsonRecord {
  const parts = list(schema.allOf).map((part) => record(part) ?? {})
  if (!parts.some((part) => part.additionalProperties === false)) return schema
  return {
    ...schema,
    allOf: parts.map(({ additionalProperties, ...part }) => ({
      ...part,
      ...(additionalProperties === false ? {} : { additionalProperties }),
    })),
  }
}

/** Has members listed, and does not itself say that others are welcome. */
function isObject(schema: JsonRecord, schemas: JsonRecord): boolean {
  if (schema.additionalProperties !== undefined) return false
  if (schema.oneOf || schema.anyOf) return false
  if (record(schema.properties)) return true
  return list(schema.allOf).some((part) => {
    const $ref = record(part)?.$ref
    const target = typeof $ref === 'string' ? record(schemas[$ref.slice(SCHEMAS.length)]) : record(part)
    return target !== undefined && isObject(target, schemas)
  })
}
