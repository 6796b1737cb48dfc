import { timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { hashApiKey } from '../api-key.ts'
import { type ApiKeyRole, findApiKey, touchApiKey } from '../store/api-keys.ts'
import type { Executor } from '../store/database.ts'

/** Who calls, as its key says. */
export interface Caller {
  readonly workspaceId: string
  readonly keyId: string
  readonly role: ApiKeyRole
}

export interface Authenticator {
  /**
   * Whose key this is; undefined when it is unknown or revoked. `admit` is called before a key that was never good is
   * looked up, and may throw to refuse the look-up.
   */
  identify(key: string, admit?: () => Promise<void>): Promise<Caller | undefined>
  /** Forgets what it knows, after keys changed. */
  forget(): void
}

/** A revoked key stops at the latest after this, in every process. */
const TRUST_MS = 5000
const TOUCH_MS = 60_000
const MAX_KEY_LENGTH = 512

interface Known {
  readonly caller: Caller
  checkedAt: number
  touchedAt: number
}

/** Recognises API keys by their SHA-256 hash; keys that were good lately are trusted for a few seconds. */
export function createAuthenticator(db: Executor, now: () => number = Date.now): Authenticator {
  const known = new LRUCache<string, Known>({ max: 1000 })

  const look = async (hashed: Buffer): Promise<Caller | undefined> => {
    const row = await findApiKey(db, hashed)
    if (!row || row.hash.length !== hashed.length || !timingSafeEqual(row.hash, hashed)) return undefined
    return { workspaceId: row.workspace_id, keyId: row.id, role: row.role }
  }

  return {
    async identify(key, admit) {
      if (key.length === 0 || key.length > MAX_KEY_LENGTH) return undefined
      const hashed = hashApiKey(key)
      const name = hashed.toString('base64')
      let entry = known.get(name)
      if (!entry || now() - entry.checkedAt > TRUST_MS) {
        if (!entry) await admit?.()
        const caller = await look(hashed)
        if (!caller) {
          known.delete(name)
          return undefined
        }
        entry = { caller, checkedAt: now(), touchedAt: entry?.touchedAt ?? 0 }
        known.set(name, entry)
      }
      if (now() - entry.touchedAt > TOUCH_MS) {
        entry.touchedAt = now()
        // Nobody waits for it, and a lost note costs nothing.
        touchApiKey(db, entry.caller.workspaceId, entry.caller.keyId).catch(() => undefined)
      }
      return entry.caller
    },
    forget: () => known.clear(),
  }
}
