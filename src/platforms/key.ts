import { hash } from 'node:crypto'

/**
 * The key of a fact that has natural ids. A kind always has the same number of parts; a missing one is ''.
 * No two lists of parts give the same key, nor does any of them give a `contentKey`.
 */
export function naturalKey(kind: string, ...parts: readonly string[]): string {
  const last = parts.length - 1
  let key = kind
  for (let i = 0; i <= last; i++) key += `:${escaped(parts[i] ?? '', i === last)}`
  return key
}

/** The key of a fact without an id: what it says. The order of members does not count. */
export function contentKey(kind: string, value: unknown): string {
  return `${kind}#${fingerprint(value)}`
}

/** The first 128 bits of SHA-256 over the value, as hex; members in any order. The value must not be nested deep. */
export function fingerprint(value: unknown): string {
  return hash('sha256', JSON.stringify(ordered(value)) ?? '', 'hex').slice(0, 32)
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(ordered)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [key, ordered(member)] as const)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return { o: members }
}

// Keys are hashed as UTF-8, in which every lone surrogate is the same: they are spelt out.
function escaped(part: string, isLast: boolean): string {
  let text = part
  if (text.includes('%')) text = text.replaceAll('%', '%25')
  if (!isLast && text.includes(':')) text = text.replaceAll(':', '%3A')
  if (!text.isWellFormed()) text = text.replace(/\p{Surrogate}/gu, (unit) => `%u${unit.charCodeAt(0).toString(16)}`)
  return text
}
