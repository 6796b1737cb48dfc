import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { PlatformError } from './error.ts'

/** The credentials as their schema has them. @throws PlatformError `invalid` naming every field that is wrong. */
export function readCredentials<T extends TSchema>(platform: string, schema: T, given: unknown): Static<T> {
  const faults = Value.Errors(schema, given).map(
    (error) => `${error.instancePath.slice(1).replaceAll('/', '.') || 'credentials'} ${error.message}`,
  )
  if (faults.length > 0) throw new PlatformError(platform, 'invalid', `The credentials are wrong: ${faults.join('; ')}`)
  return given as Static<T>
}
