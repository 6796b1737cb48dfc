import { INPUT_CODES, type InputCode, namedError } from '../../codes/input.ts'
import type { InputError } from '../../codes/sentence.ts'
import { summaryOf } from '../../codes/validation.ts'
import { HubError } from '../../errors.ts'
import { isRecord } from '../views.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** On a path of earlier systems: the request as it came. */
    written: Written | null
  }
}

/** For each member of an operation, the places where callers of an alias may have written it; the first is the alias's own. */
export type WrittenNames = Readonly<Record<string, readonly string[]>>

/** What the caller of an alias wrote, before it got the names of the operation. */
export interface Written {
  readonly body: unknown
  readonly query: unknown
  readonly names: { readonly body?: WrittenNames; readonly query?: WrittenNames }
}

/** An error about the input of an operation, with its pointers led back to what the caller of an alias wrote. */
export function asWritten(error: HubError, written: Written): HubError {
  if (error.errors.length === 0) return error
  const errors = error.errors.map((each) => back(each, written))
  return new HubError(error.code, summaryOf(errors), { errors, cause: error.cause })
}

function back(error: InputError, written: Written): InputError {
  const field = fieldAsWritten(`${error.in}${error.pointer}`, written)
  const { other } = error.params
  const params = typeof other === 'string' ? { ...error.params, other: fieldAsWritten(other, written) } : error.params
  return isInputCode(error.code) ? namedError(field, error.code, params) : error
}

function fieldAsWritten(field: string, written: Written): string {
  const [part = '', member, ...rest] = field.split('/')
  if ((part !== 'body' && part !== 'query') || member === undefined) return field
  const candidates = written.names[part]?.[member]
  if (!candidates) return field
  const found = candidates.find((path) => holds(written[part], path.split('/'))) ?? candidates[0] ?? member
  // What stands deeper in a member of another name has another place there, or none.
  return [part, found, ...(found === member ? rest : [])].join('/')
}

function holds(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true
  return isRecord(value) && Object.hasOwn(value, name) && holds(value[name], rest)
}

function isInputCode(code: string): code is InputCode {
  return Object.hasOwn(INPUT_CODES, code)
}
