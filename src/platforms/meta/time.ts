// Meta sends seconds or milliseconds, whichever the item: every date from 1973 to 5138 tells which by its size.
const FIRST_MILLISECONDS = 1e11
const LAST_MILLISECONDS = 1e14

/** Milliseconds since 1970 of a Meta time (seconds, milliseconds, either as digits, or ISO 8601), or undefined. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string' || value.length === 0 || value.length > 40) return undefined
  const first = value.charCodeAt(0)
  if (first < 48 || first > 57) return undefined
  const ms = value.includes('T') ? Date.parse(value) : fromNumber(Number(value))
  return ms !== undefined && ms > 0 ? ms : undefined
}

/** The first of the values that is a time, else the fallback. */
export function firstTime(fallback: Date, ...values: readonly unknown[]): Date {
  for (const value of values) {
    const ms = timeOf(value)
    if (ms !== undefined) return new Date(ms)
  }
  return fallback
}

/** A Meta time as ISO 8601, or undefined. */
export function isoTime(value: unknown): string | undefined {
  const ms = timeOf(value)
  return ms === undefined ? undefined : new Date(ms).toISOString()
}

function fromNumber(value: number): number | undefined {
  if (!(value > 0 && value < LAST_MILLISECONDS)) return undefined
  return Math.trunc(value < FIRST_MILLISECONDS ? value * 1000 : value)
}
