import { INPUT_CODES, type InputCode } from '../codes/input.ts'
import { fill, type Params } from '../codes/sentence.ts'
import { OPERATORS } from './filter-operators.ts'

/** Decides whether a delivered body passes an endpoint's filter. */
export interface Filter {
  /** Never throws, whatever the event is. */
  matches(event: unknown): boolean
}

type Test = (value: unknown) => boolean

const MAX_DEPTH = 10
const MAX_BYTES = 8192
const ROOTS: ReadonlySet<string> = new Set(['id', 'event', 'timestamp', 'workspaceId', 'account', 'data'])

/**
 * Compiles a filter: JSON that mirrors the standard body, e.g. `{"data":{"sender":{"username":"x"}}}`. A plain value
 * means equality; an object may hold operators (`$eq $ne $gt $gte $lt $lte $in $nin $exists $contains $startsWith
 * $endsWith`), `$or`, `$and` (lists) and `$not`; everything in one object must hold. Where the event has a list, one of its
 * elements must match. There are no regular expressions: they could hold up the hub.
 * @throws FilterError
 */
export function compileFilter(json: unknown): Filter {
  if (!isRecord(json)) throw new FilterError('', 'filter_not_object')
  const size = sizeOf(json)
  if (size > MAX_BYTES) throw new FilterError('', 'filter_too_large', { size, limit: MAX_BYTES })
  const test = compileObject(json, '', 0, true)
  return { matches: test }
}

function compileNode(node: unknown, path: string, depth: number, root: boolean): Test {
  if (isRecord(node)) return compileObject(node, path, depth, root)
  if (Array.isArray(node)) throw new FilterError(path, 'filter_list')
  if (root) throw new FilterError(path, 'wrong_type', { type: 'object' })
  return compileOperator('$eq', node, path)
}

function compileObject(node: Record<string, unknown>, path: string, depth: number, root: boolean): Test {
  if (depth > MAX_DEPTH) throw new FilterError(path, 'filter_too_deep', { limit: MAX_DEPTH })
  const keys = Object.keys(node)
  if (keys.length === 0 && depth > 0) throw new FilterError(path, 'filter_empty')
  const tests: Test[] = []
  const fields: (readonly [string, Test])[] = []
  for (const key of keys) {
    const here = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const value = node[key]
    if (key === '$and' || key === '$or') tests.push(compileList(key, value, here, depth, root))
    else if (key === '$not') {
      const negated = compileNode(value, here, depth + 1, root)
      tests.push((event) => !negated(event))
    } else if (key.startsWith('$')) {
      if (root) throw new FilterError(here, 'filter_operator_at_root')
      tests.push(compileOperator(key, value, here))
    } else {
      if (root && !ROOTS.has(key)) throw new FilterError(here, 'filter_unknown_root', { known: [...ROOTS] })
      if (key.includes('.')) throw new FilterError(here, 'filter_dots')
      fields.push([key, compileNode(value, here, depth + 1, false)])
    }
  }
  if (fields.length > 0) tests.push(compileFields(fields))
  const [only] = tests
  if (only && tests.length === 1) return only
  return (event) => tests.every((test) => test(event))
}

/** All fields must hold for the same element when the event has a list there. */
function compileFields(fields: readonly (readonly [string, Test])[]): Test {
  const test = (value: unknown) => {
    const known = isRecord(value) ? value : undefined
    return fields.every(([name, each]) => each(known && Object.hasOwn(known, name) ? known[name] : undefined))
  }
  return (value) => (Array.isArray(value) ? value.some((element) => isRecord(element) && test(element)) : test(value))
}

function compileList(key: string, value: unknown, path: string, depth: number, root: boolean): Test {
  if (!Array.isArray(value) || value.length === 0) throw new FilterError(path, 'filter_conditions_missing')
  const tests = value.map((each, index) => compileNode(each, `${path}/${index}`, depth + 1, root))
  return key === '$and' ? (event) => tests.every((test) => test(event)) : (event) => tests.some((test) => test(event))
}

function compileOperator(name: string, operand: unknown, path: string): Test {
  if (name === '$regex') throw new FilterError(path, 'filter_no_regex')
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!operator)
    throw new FilterError(path, 'filter_unknown_operator', {
      known: [...Object.keys(OPERATORS), '$and', '$or', '$not'],
    })
  const wanted = operator.operandFault(operand)
  if (wanted) throw new FilterError(path, wanted)
  return operator.compile(operand)
}

/** What is wrong with a filter, and where in it. */
export class FilterError extends Error {
  /** A JSON pointer into the filter. */
  readonly path: string
  readonly code: InputCode
  readonly params: Params

  constructor(path: string, code: InputCode, params: Params = {}) {
    super(fill(INPUT_CODES[code], { ...params, field: `filter${path}` }))
    this.name = 'FilterError'
    this.path = path
    this.code = code
    this.params = params
  }
}

function sizeOf(json: Record<string, unknown>): number {
  try {
    return Buffer.byteLength(JSON.stringify(json))
  } catch {
    throw new FilterError('', 'not_json')
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
