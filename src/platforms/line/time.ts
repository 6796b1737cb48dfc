const LAST_MILLISECONDS = 1e14

/** The date of a LINE time (milliseconds since 1970), or undefined when it is none. */
export function dateOf(value: unknown): Date | undefined {
  return typeof value === 'number' && value >= 1 && value < LAST_MILLISECONDS ? new Date(value) : undefined
}
