/** The value of what was just found by its id. @throws Error when it is gone. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is gone')
  return value
}
