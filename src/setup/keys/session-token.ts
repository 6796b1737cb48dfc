import { createHmac, hash, randomBytes } from 'node:crypto'

const HOUR_MS = 3_600_000
/** A session that nobody uses ends after this. */
const SESSION_IDLE_MS = 12 * HOUR_MS
/** A session ends after this also when it is used. */
export const SESSION_LIFETIME_MS = 7 * 24 * HOUR_MS

/** A new session token: 32 random bytes in base64url. */
export function generateSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The hash under which a token is stored and looked up. */
export function hashSessionToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** The `X-CSRF-Token` of a page: made from the session token, without revealing it. */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url')
}

/** When a session ends that is used at `now` (milliseconds). */
export function expiryOf(createdAt: Date, now: number): Date {
  return new Date(Math.min(createdAt.getTime() + SESSION_LIFETIME_MS, now + SESSION_IDLE_MS))
}
