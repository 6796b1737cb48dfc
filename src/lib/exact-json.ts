/** JSON without a whole number of 16 digits has none that a double cannot hold. Ids are mostly texts: those do not count. */
const LONG = /(?:^|[\s:,[])-?\d{16}/

/**
 * Parses JSON; a whole number that a double cannot hold exactly becomes the text of its digits.
 * @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  return LONG.test(text) ? JSON.parse(text, exact as (key: string, value: unknown) => unknown) : JSON.parse(text)
}

function exact(_key: string, value: unknown, { source }: { source?: string }): unknown {
  const inexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return inexact && source !== undefined && /^-?\d+$/.test(source) ? source : value
}
