import { hash } from 'node:crypto'

/** The unique key of a fact, as uuid text. */
export function dedupKeyOf(platform: string, accountExternalId: string, naturalKey: string): string {
  const hex = hash('sha256', `${platform}\u0000${accountExternalId}\u0000${naturalKey}`, 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
