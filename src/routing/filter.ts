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
 * @throws Error that begins with the path of what is wrong.
 */
export function compileFilter(json: unknown): Filter {
  if (!isRecord(json)) throw fault('', 'must be an object that mirrors the delivered body')
  const size = sizeOf(json)
  if (size > MAX_BYTES) throw fault('', `is ${size} bytes long; at most ${MAX_BYTES} are allowed`)
  const test = compileObject(json, '', 0, true)
  return { matches: test }
}

function compileNode(node: unknown, path: string, depth: number, root: boolean): Test {
  if (isRecord(node)) return compileObject(node, path, depth, root)
  if (Array.isArray(node)) throw fault(path, 'must not be a list; use $in, $and or $or')
  if (root) throw fault(path, 'must be an object')
  return compileOperator('$eq', node, path)
}

function compileObject(node: Record<string, unknown>, path: string, depth: number, root: boolean): Test {
  if (depth > MAX_DEPTH) throw fault(path, `is nested more than ${MAX_DEPTH} deep`)
  const keys = Object.keys(node)
  if (keys.length === 0 && depth > 0) throw fault(path, 'is empty')
  const tests: Test[] = []
  const fields: (readonly [string, Test])[] = []
  for (const key of keys) {
    const here = `${path}/${key}`
    const value = node[key]
    if (key === '$and' || key === '$or') tests.push(compileList(key, value, here, depth, root))
    else if (key === '$not') {
      const negated = compileNode(value, here, depth + 1, root)
      tests.push((event) => !negated(event))
    } else if (key.startsWith('$')) {
      if (root) throw fault(here, 'stands where a member of the body must be named')
      tests.push(compileOperator(key, value, here))
    } else {
      if (root && !ROOTS.has(key)) throw fault(here, `the body has no such member; it has ${[...ROOTS].join(', ')}`)
      if (key.includes('.')) throw fault(here, 'write nested objects instead of a name with dots')
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
  if (!Array.isArray(value) || value.length === 0) throw fault(path, 'must be a list with at least one condition')
  const tests = value.map((each, index) => compileNode(each, `${path}/${index}`, depth + 1, root))
  return key === '$and' ? (event) => tests.every((test) => test(event)) : (event) => tests.some((test) => test(event))
}

function compileOperator(name: string, operand: unknown, path: string): Test {
  if (name === '$regex') throw fault(path, 'there are no regular expressions; use $contains, $startsWith or $endsWith')
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!operator) throw fault(path, `is no operator; there are ${Object.keys(OPERATORS).join(', ')}, $and, $or, $not`)
  const wanted = operator.operandFault(operand)
  if (wanted) throw fault(path, wanted)
  return operator.compile(operand)
}

function fault(path: string, text: string): Error {
  return new Error(`filter${path}: ${text}`)
}

function sizeOf(json: Record<string, unknown>): number {
  try {
    return Buffer.byteLength(JSON.stringify(json))
  } catch {
    throw fault('', 'is not JSON')
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
