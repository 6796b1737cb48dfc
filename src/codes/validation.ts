import { type InputCode, inputError, namedError } from './input.ts'
import type { InputError, Param } from './sentence.ts'

/** A fault as the validator reports it (its keyword is that of JSON Schema). */
export interface Fault {
  readonly keyword?: string
  readonly instancePath?: string
  readonly message?: string
  readonly params?: object
}

type Given = Readonly<Record<string, unknown>>

const MAX_ERRORS = 20
const PARTS: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', headers: 'header' }

/** Codes of the keywords whose params are one limit or name. */
const CODES: Readonly<Record<string, readonly [InputCode, param: string, from: string]>> = {
  minimum: ['too_small', 'limit', 'limit'],
  exclusiveMinimum: ['too_small', 'limit', 'limit'],
  maximum: ['too_large', 'limit', 'limit'],
  exclusiveMaximum: ['too_large', 'limit', 'limit'],
  minLength: ['too_short', 'limit', 'limit'],
  maxLength: ['too_long', 'limit', 'limit'],
  minItems: ['too_few', 'limit', 'limit'],
  minProperties: ['too_few', 'limit', 'limit'],
  maxItems: ['too_many', 'limit', 'limit'],
  maxProperties: ['too_many', 'limit', 'limit'],
  uniqueItems: ['duplicates', '', ''],
  pattern: ['wrong_pattern', 'pattern', 'pattern'],
  format: ['wrong_format', 'format', 'format'],
  enum: ['not_one_of', 'allowed', 'allowedValues'],
  const: ['not_one_of', 'allowed', 'allowedValue'],
  nul: ['nul', '', ''],
  nulInName: ['nul_in_name', '', ''],
}

/** What is wrong with a part of a request, one error for each place: unknown members first, then missing ones, then values. */
export function validationErrors(faults: readonly Fault[], part = 'body'): InputError[] {
  if (faults.length === 0) return []
  const place = PARTS[part] ?? part
  const of = (keyword: string) => faults.filter((fault) => fault.keyword === keyword)
  const unknown = of('additionalProperties').flatMap(unknownOf)
  // Of many unknown members the validator names only the first, each by a schema that nothing fits.
  const refused = unknown.length > 0 ? unknown : of('boolean').map(pathOf)
  const errors = [
    ...refused.map((path) => inputError(`${place}${path}`, 'unknown_member')),
    ...of('required')
      .flatMap(missingOf)
      .map((path) => inputError(`${place}${path}`, 'required')),
    ...faults.filter(({ keyword = '' }) => !NO_VALUE.has(keyword)).map((fault) => valueError(place, fault)),
    ...typeErrors(place, of('type')),
  ]
  return errors.length === 0 ? [inputError(place, 'not_valid')] : onePerPlace(errors).slice(0, MAX_ERRORS)
}

/** Keywords that say nothing of a value, or are read by themselves. */
const NO_VALUE: ReadonlySet<string> = new Set([
  'additionalProperties',
  'boolean',
  'required',
  'type',
  'anyOf',
  'oneOf',
  'allOf',
])

/** Where one of several types would do, all of them are named. */
function typeErrors(place: string, faults: readonly Fault[]): InputError[] {
  const types = new Map<string, string[]>()
  for (const fault of faults) {
    const path = pathOf(fault)
    types.set(path, [...(types.get(path) ?? []), String(paramsOf(fault).type)])
  }
  return [...types].map(([path, names]) => {
    const type = [...new Set(names)].join(' or ')
    return inputError(`${place}${path}`, 'wrong_type', { type })
  })
}

/** One sentence of all that is wrong: members of one kind in one place are named together. */
export function summaryOf(errors: readonly InputError[]): string {
  const [first] = errors
  if (!first) return 'The request is not valid.'
  const same = errors.filter(
    ({ code, pointer }) => code === first.code && parentOf(pointer) === parentOf(first.pointer),
  )
  const names = same.map(({ pointer }) => lastOf(pointer))
  const parent = `${first.in}${parentOf(first.pointer)}`
  if (first.code === 'unknown_member')
    return `${parent} has no member ${names.map((name) => JSON.stringify(name.slice(0, 100))).join(', ')}.`
  return first.code === 'required' ? `${parent}/${names.join(', ')} is required.` : first.detail
}

/** A name as a part of a JSON pointer (RFC 6901, section 3). */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function valueError(place: string, fault: Fault): InputError {
  const field = `${place}${pathOf(fault)}`
  const known = CODES[fault.keyword ?? '']
  if (!known) return { ...inputError(field, 'not_valid'), detail: `${field} ${fault.message ?? 'is wrong'}.` }
  const [code, param, from] = known
  return namedError(field, code, param === '' ? {} : { [param]: paramOf(paramsOf(fault)[from]) })
}

function paramOf(value: unknown): Param {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'number' ? value : String(value)
}

function unknownOf(fault: Fault): string[] {
  const names = paramsOf(fault).additionalProperties
  return Array.isArray(names) ? names.map((name) => `${pathOf(fault)}/${pointerPart(String(name).slice(0, 100))}`) : []
}

function missingOf(fault: Fault): string[] {
  const names = paramsOf(fault).requiredProperties
  return Array.isArray(names) ? names.map((name) => `${pathOf(fault)}/${pointerPart(String(name))}`) : []
}

function onePerPlace(errors: readonly InputError[]): InputError[] {
  const seen = new Set<string>()
  return errors.filter(({ pointer }) => !seen.has(pointer) && seen.add(pointer))
}

function pathOf({ instancePath = '' }: Fault): string {
  return instancePath
}

function paramsOf(fault: Fault): Given {
  return { ...fault.params }
}

function parentOf(pointer: string): string {
  return pointer.replace(/\/[^/]*$/, '')
}

function lastOf(pointer: string): string {
  return pointer
    .slice(parentOf(pointer).length + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}
