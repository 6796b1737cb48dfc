import { type JsonRecord, record } from '../../../src/platforms/json.ts'
import { documentNamed } from './documents.ts'

/** A place where a document contradicts its own examples or the platform's documentation, and what is read instead. */
export interface Correction {
  readonly schema: string
  readonly reason: string
  correct(schema: JsonRecord): JsonRecord
}

/** The schemas of a document as they are read. @throws Error for a correction of a schema that is not there. */
export function corrected(name: string, schemas: JsonRecord): JsonRecord {
  const { corrections = [], added } = documentNamed(name)
  const result: Record<string, unknown> = { ...schemas, ...added?.(schemas) }
  for (const { schema, correct } of corrections) {
    const found = record(result[schema])
    if (!found) throw new Error(`${name} has no schema ${schema} to correct`)
    result[schema] = correct(found)
  }
  return result
}
