/** Whether a pattern (`*`, `message.*` or a type) takes in the type. */
export function takes(pattern: string, type: string): boolean {
  return pattern === '*' || (pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type)
}

/** `message.*` of `message.received`. */
export function wildcardOf(type: string): string {
  return `${type.slice(0, type.indexOf('.'))}.*`
}

/** Adds a pattern and drops those that it takes in; or takes it away. */
export function toggled(patterns: readonly string[], pattern: string, on: boolean): string[] {
  if (!on) return patterns.filter((each) => each !== pattern)
  const kept = patterns.filter((each) => !(pattern === '*' || (pattern.endsWith('.*') && takes(pattern, each))))
  return [...kept.filter((each) => each !== pattern), pattern]
}
