/** A JSON Schema as OpenAPI 3.1 carries it: the members the generator reads. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly description?: string
}

/** One named schema as an exported type. */
export function declare(name: string, schema: Schema): string {
  const head = doc(schema.description === 'The answer.' ? undefined : schema.description)
  return `${head}export ${isPlainObject(schema) ? `interface ${name} ${membersOf(schema)}` : `type ${name} = ${typeOf(schema)}`}`
}

/** The TypeScript type of what a schema describes; `unknown` where it says nothing. */
export function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'unknown'
  if (schema.$ref !== undefined) return nameOf(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
  const alternatives = schema.anyOf ?? schema.oneOf
  const own = ownTypeOf(schema)
  const parts = [
    ...(alternatives ? [union(alternatives.map(typeOf))] : []),
    ...(schema.allOf ?? []).map(typeOf),
    ...(own === undefined ? [] : [own]),
  ]
  if (parts.length < 2) return parts[0] ?? 'unknown'
  return parts.map((part) => (part.includes(' | ') ? `(${part})` : part)).join(' & ')
}

/** A comment above a declaration, or nothing. */
export function doc(...lines: readonly (string | undefined)[]): string {
  const text = lines
    .filter((line) => line !== undefined && line !== '')
    .join('\n\n')
    .replaceAll('*/', '*\\/')
  if (text === '') return ''
  const rows = text.split('\n')
  if (rows.length === 1) return `/** ${text} */\n`
  return `/**\n${rows.map((row) => ` * ${row}`.trimEnd()).join('\n')}\n */\n`
}

/** A member name, quoted when it must be. */
export function member(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

export function nameOf(reference: string): string {
  const name = reference.split('/').at(-1)
  if (name === undefined || !/^[A-Za-z_$][\w$]*$/.test(name)) throw new Error(`${reference} cannot name a type`)
  return name
}

function ownTypeOf(schema: Schema): string | undefined {
  const { type } = schema
  if (Array.isArray(type)) return union(type.map((each: string) => typeOf({ ...schema, type: each })))
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`
      return `Array<${typeOf(schema.items)}>`
    case 'object':
      return objectOf(schema)
    case undefined:
      return schema.properties ? objectOf(schema) : undefined
    default:
      throw new Error(`no type for ${JSON.stringify(schema).slice(0, 200)}`)
  }
}

function objectOf(schema: Schema): string {
  const rest = restOf(schema)
  if (schema.properties && Object.keys(schema.properties).length > 0)
    return rest === undefined ? membersOf(schema) : `${membersOf(schema)} & Record<string, ${rest}>`
  if (schema.additionalProperties === false && !schema.patternProperties) return 'Record<string, never>'
  return `Record<string, ${rest ?? 'unknown'}>`
}

function restOf(schema: Schema): string | undefined {
  const patterns = Object.values(schema.patternProperties ?? {}).map(typeOf)
  if (patterns.length > 0) return union(patterns)
  return typeof schema.additionalProperties === 'object' ? typeOf(schema.additionalProperties) : undefined
}

function membersOf(schema: Schema): string {
  const required = new Set(schema.required)
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, each]) =>
      `${doc(describe(each))}${member(name)}${required.has(name) ? '' : '?'}: ${typeOf(each)}${required.has(name) ? '' : ' | undefined'}`,
  )
  return `{\n${rows.join('\n')}\n}`
}

/** Said by the schema, or by what it is when it is not null. */
function describe(schema: Schema): string | undefined {
  return schema.description ?? schema.anyOf?.find((each) => each.description !== undefined)?.description
}

function isPlainObject(schema: Schema): boolean {
  return (
    schema.properties !== undefined &&
    restOf(schema) === undefined &&
    !schema.anyOf &&
    !schema.oneOf &&
    !schema.allOf &&
    !Array.isArray(schema.type)
  )
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ') || 'never'
}
