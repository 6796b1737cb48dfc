export type JsonRecord = Readonly<Record<string, unknown>>

/** Longest text taken for a platform's id; what is longer would not fit the store's indexes. */
const MAX_ID_LENGTH = 512

/** The value as a JSON object, or undefined. */
export function record(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined
}

/** The value as a list; [] for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value as text; numbers become text, anything else undefined. */
export function string(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** The value as text that is not empty. */
export function filled(value: unknown): string | undefined {
  return string(value) || undefined
}

/**
 * The value as a platform's id. Platforms send ids as text, now and then as numbers; a number that JSON cannot
 * carry exactly is none, for two ids might look the same.
 */
export function id(value: unknown): string | undefined {
  if (typeof value === 'string')
    return value.length > 0 && value.length <= MAX_ID_LENGTH && !value.includes('\0') ? value : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined
}

/** The value as a count from 0, also when it comes as digits. */
export function count(value: unknown): number | undefined {
  const given = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof given === 'number' && Number.isSafeInteger(given) && given >= 0 ? given : undefined
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** `true`, or undefined so that the member disappears from JSON. */
export function flag(value: unknown): true | undefined {
  return value === true ? true : undefined
}

/** The object without its undefined members, or undefined when none is left. */
export function present<T extends object>(value: T): T | undefined {
  for (const member of Object.values(value)) if (member !== undefined) return value
  return undefined
}

const MAX_DEPTH = 64

/**
 * The value itself, or when it is nested deeper than 64 levels a copy that ends there: serialising it would
 * overflow the stack. No platform sends such a thing.
 */
export function shallow(value: unknown): unknown {
  return fits(value, MAX_DEPTH) ? value : cut(value, MAX_DEPTH)
}

function fits(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) {
    for (const item of value) if (!fits(item, depth - 1)) return false
    return true
  }
  for (const key in value) if (!fits((value as JsonRecord)[key], depth - 1)) return false
  return true
}

function cut(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '[nested too deep]'
  if (Array.isArray(value)) return value.map((item) => cut(item, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cut(member, depth - 1)]))
}
