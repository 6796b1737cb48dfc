import type { StoredEvent } from '../events/stored.ts'
import type { Edited } from '../store/edited.ts'

export type Data = Readonly<Record<string, unknown>>

/** The data of an event; empty when it is none. */
export function dataOf({ data }: StoredEvent): Data {
  try {
    return recordOf(JSON.parse(data)) ?? {}
  } catch {
    return {}
  }
}

export function editOf(value: unknown, at: Date): Edited | undefined {
  return typeof value === 'string' ? { value: clean(value), at } : undefined
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? clean(value) : undefined
}

/** PostgreSQL takes no U+0000, and JSON of it neither a lone surrogate. */
function clean(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed()
}

export function jsonOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

export function recordOf(value: unknown): Data | undefined {
  return typeof value === 'object' && value !== null ? (value as Data) : undefined
}
