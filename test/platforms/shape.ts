import Ajv2020, { type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { record } from '../../src/platforms/json.ts'

/** What is wrong with an input, at one place. */
export interface Fault {
  /** As the platforms write it: `messages[0].text`. */
  readonly path: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

/** A checker with the formats and the measures that the platforms use. */
export function createAjv(options: Options = { discriminator: true }): InstanceType<typeof Ajv2020.default> {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, ...options })
  addFormats.default(ajv)
  ajv.addFormat('url', /^https?:\/\/\S+$/)
  ajv.addKeyword({
    keyword: 'maxBytes',
    type: 'string',
    schemaType: 'number',
    validate: (limit: number, value: string) => Buffer.byteLength(value) <= limit,
  })
  ajv.addKeyword({
    keyword: 'maxUtf16',
    type: 'string',
    schemaType: 'number',
    validate: (limit: number, value: string) => value.length <= limit,
  })
  return ajv
}

const own = createAjv()
const compiled = new WeakMap<object, ValidateFunction>()

/** The first fault by the project's own schema; undefined for none. */
export function faultOf(schema: TSchema, value: unknown): Fault | undefined {
  let check = compiled.get(schema)
  if (!check) {
    check = own.compile(schema)
    compiled.set(schema, check)
  }
  return check(value) ? undefined : fault(check.errors ?? [])
}

/** The fault that says most: of the deepest place, a misspelt name before all others. */
export function fault(errors: readonly ErrorObject[]): Fault | undefined {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length
  const rank = ({ keyword }: ErrorObject) =>
    /Properties$/.test(keyword) ? 2 : /^(oneOf|anyOf|if)$/.test(keyword) ? 0 : 1
  const [best] = [...errors].sort((a, b) => depth(b) - depth(a) || rank(b) - rank(a))
  if (!best) return undefined
  const path = best.instancePath
    .slice(1)
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
  return { path, keyword: best.keyword, params: record(best.params) ?? {}, message: best.message ?? best.keyword }
}

const CLOSED = { additionalProperties: false }

/** An object with these members and no others. */
export const closed = <T extends TProperties>(properties: T): TObject<T> => Type.Object(properties, CLOSED)

/** One of several objects, told apart by a member that is a constant in each. */
export const variants = (tag: string, schemas: readonly TObject[]): TSchema =>
  Type.Unsafe({ type: 'object', required: [tag], discriminator: { propertyName: tag }, oneOf: schemas })

export const text = (maxLength?: number, extra: object = {}): TSchema =>
  Type.String({ minLength: 1, ...(maxLength === undefined ? {} : { maxLength }), ...extra })
export const oneOf = (...values: readonly string[]): TSchema => Type.Unsafe({ type: 'string', enum: values })
export const link = (maxLength = 2048): TSchema => Type.String({ format: 'uri', maxLength })
/** From a query they come as text. */
export const digits: TSchema = Type.Union([Type.Integer({ minimum: 0 }), Type.String({ pattern: '^\\d+$' })])
export const flag: TSchema = Type.Union([Type.Boolean(), oneOf('true', 'false')])
export const optional = Type.Optional
