type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown

const parse = JSON.parse as (text: string, reviver: Reviver) => unknown

/** Parsed JSON, or undefined; whole numbers too great for JavaScript become text, for they are ids. */
export function parseJson(text: string): unknown {
  try {
    return parse(text, (_key, value, context) =>
      typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
        ? (context.source ?? value)
        : value,
    )
  } catch {
    return undefined
  }
}
