import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'
import { narrowed } from './unions.ts'

/** Compiles a schema at its first use: most routes of a process are never called, and a start should be quick. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let validator: Validator | undefined
  return (value: unknown) => {
    validator ??= Compile(schema)
    const nul = nulFault(value)
    if (nul) return { error: [nul] }
    // Queries and paths are text; bodies say their types themselves. The copy spares what the framework keeps.
    const given = httpPart === 'body' ? (value ?? {}) : Value.Convert(schema, Value.Clone(value))
    if (validator.Check(given)) return { value: given }
    return { error: [...Value.Errors(narrowed(schema, given), given)] }
  }
}

/** The first text with U+0000 in it, which the store cannot keep; walked without recursion, for bodies may be deep. */
export function nulFault(value: unknown): (FastifySchemaValidationError & { message: string }) | undefined {
  const fault = (instancePath: string, message: string) => ({
    keyword: 'nul',
    instancePath,
    schemaPath: '',
    params: {},
    message,
  })
  const left: { readonly value: unknown; readonly path: string }[] = [{ value, path: '' }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { path } = next
    if (typeof next.value === 'string') {
      if (next.value.includes('\0')) return fault(path, 'must not contain NUL')
    } else if (typeof next.value === 'object' && next.value !== null) {
      for (const [name, member] of Object.entries(next.value)) {
        if (name.includes('\0')) return fault(path, 'has a member with NUL in its name')
        if (typeof member === 'string' || typeof member === 'object')
          left.push({ value: member, path: `${path}/${name}` })
      }
    }
  }
  return undefined
}
