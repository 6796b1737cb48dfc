import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'

/** Compiles a schema at its first use: most routes of a process are never called, and a start should be quick. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let validator: Validator | undefined
  return (value: unknown) => {
    validator ??= Compile(schema)
    // Queries and paths are text; bodies say their types themselves. The copy spares what the framework keeps.
    const given = httpPart === 'body' ? (value ?? {}) : Value.Convert(schema, Value.Clone(value))
    if (validator.Check(given)) return { value: given }
    return { error: [...validator.Errors(given)] }
  }
}
