import { timingSafeEqual } from 'node:crypto'
import { hashApiKey } from '../api-key.ts'
import { type ApiKeyRole, findApiKey, touchApiKey } from '../store/api-keys.ts'
import type { Executor } from '../store/database.ts'
import { findSession, touchSession } from '../store/sessions.ts'
import { expiryOf, hashSessionToken } from './session-token.ts'
import { type AskOptions, createTrust } from './trust.ts'

/** Who calls, as its key says. */
export interface Caller {
  readonly workspaceId: string
  readonly keyId: string
  readonly role: ApiKeyRole
}

/** Who calls with a session: the key that opened it. */
export interface SessionCaller extends Caller {
  readonly keyName: string
  readonly tokenHash: Buffer
  readonly expiresAt: Date
}

export interface Authenticator {
  /**
   * Whose key this is; undefined when it is unknown or revoked. `admit` is called before a key that was never good is
   * looked up, and may throw to refuse the look-up.
   */
  identify(key: string, admit?: () => Promise<void>): Promise<Caller | undefined>
  /** Whose session this token is; undefined when it is unknown, has expired, or its key is revoked. */
  identifySession(token: string, options?: AskOptions): Promise<SessionCaller | undefined>
  /** Forgets what it knows, after keys or sessions changed, and tells those that listen. */
  forget(): void
  /** Calls back after each `forget`; returns the function that stops it. */
  onForget(listener: () => void): () => void
}

const MAX_KEY_LENGTH = 512

interface KnownSession extends SessionCaller {
  readonly createdAt: Date
  expiresAt: Date
}

/** Recognises API keys and session tokens by their SHA-256; what was good lately is trusted for a few seconds. */
export function createAuthenticator(db: Executor, now: () => number = Date.now): Authenticator {
  const listeners = new Set<() => void>()
  const touchKey = ({ workspaceId, keyId }: Caller) => {
    // Nobody waits for it, and a lost note costs nothing.
    touchApiKey(db, workspaceId, keyId).catch(() => undefined)
    return undefined
  }

  const keys = createTrust<Caller>({
    async look(hash) {
      const row = await findApiKey(db, hash)
      if (!row || !same(row.hash, hash)) return undefined
      return { workspaceId: row.workspace_id, keyId: row.id, role: row.role }
    },
    touch: touchKey,
    now,
  })
  const sessions = createTrust<KnownSession>({
    async look(hash) {
      const row = await findSession(db, hash, new Date(now()))
      if (!row || !same(row.token_hash, hash)) return undefined
      return {
        workspaceId: row.workspace_id,
        keyId: row.key_id,
        role: row.role,
        keyName: row.key_name,
        tokenHash: hash,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }
    },
    async touch(session) {
      if (session.expiresAt.getTime() <= now()) return
      touchKey(session)
      session.expiresAt = expiryOf(session.createdAt, now())
      await touchSession(db, session.workspaceId, session.tokenHash, new Date(now()), session.expiresAt)
    },
    now,
  })

  return {
    async identify(key, admit) {
      if (key.length === 0 || key.length > MAX_KEY_LENGTH) return undefined
      return await keys.find(hashApiKey(key), { admit })
    },
    async identifySession(token, options) {
      const session = await sessions.find(hashSessionToken(token), options)
      return session && session.expiresAt.getTime() > now() ? session : undefined
    },
    forget() {
      keys.forget()
      sessions.forget()
      for (const listener of listeners) listener()
    },
    onForget(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function same(stored: Buffer, given: Buffer): boolean {
  return stored.length === given.length && timingSafeEqual(stored, given)
}
