import { hash, randomBytes } from 'node:crypto'

/** How a key is stored and looked up; keys are random, so a plain SHA-256 is enough. */
export function hashApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer')
}

/** A new key: `hub_` and 32 random bytes in base64url. */
export function generateApiKey(): string {
  return `hub_${randomBytes(32).toString('base64url')}`
}

/** What of a key is shown in lists. */
export function apiKeyHint(key: string): string {
  return key.slice(-4)
}
