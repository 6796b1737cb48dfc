import type { TSchema } from 'typebox'
import { ConfigSchema } from '../../src/config.ts'

export interface Variable {
  readonly name: string
  /** Empty when it has none. */
  readonly defaultValue: string
  readonly description: string
  /** Of a number. */
  readonly range: { readonly minimum: number; readonly maximum: number } | undefined
}

/** Every variable the hub reads, in the order of the schema. */
export function variables(): Variable[] {
  return Object.entries<TSchema>(ConfigSchema.properties).map(([name, schema]) => ({
    name,
    defaultValue: 'default' in schema ? String(schema.default) : '',
    description: 'description' in schema ? String(schema.description) : '',
    range:
      'minimum' in schema && 'maximum' in schema
        ? { minimum: Number(schema.minimum), maximum: Number(schema.maximum) }
        : undefined,
  }))
}
