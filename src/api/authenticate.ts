import { timingSafeEqual } from 'node:crypto'
import { hashApiKey } from '../lib/api-key.ts'
import { createLookUps } from '../setup/keys/look-ups.ts'
import { type AskOptions, createTrust } from '../setup/keys/verified-keys.ts'
import { type ApiKeyRole, findApiKeys, keyName } from '../store/api-keys/read.ts'
import { touchApiKey } from '../store/api-keys/write.ts'
import type { Executor } from '../store/database.ts'
import { deleteSession, findSessions, insertSession, touchSession } from '../store/sessions/sessions.ts'
import { expiryOf, generateSessionToken, hashSessionToken } from './session-token.ts'

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
  /** Whose key this is; undefined when it is unknown or revoked. */
  identify(key: string): Promise<Caller | undefined>
  /** Whose session this token is; undefined when it is unknown, has expired, or its key is revoked. */
  identifySession(token: string, options?: AskOptions): Promise<SessionCaller | undefined>
  /** Begins a session of a key. */
  openSession(caller: Caller): Promise<{ token: string; session: SessionCaller }>
  /** Ends the session of a token, if it is one. */
  endSession(token: string): Promise<void>
  /** Forgets a key that was revoked, and its sessions. */
  forgetKey(keyId: string): void
  /** Calls back after a key or session ended here; returns the function that stops it. */
  onEnd(listener: () => void): () => void
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

  const lookUpKey = createLookUps(
    (hashes) => findApiKeys(db, hashes),
    (row) => row.hash,
  )
  const lookUpSession = createLookUps(
    (hashes) => findSessions(db, hashes, new Date(now())),
    (row) => row.token_hash,
  )
  const keys = createTrust<Caller>({
    async look(hash) {
      const row = await lookUpKey(hash)
      if (!row || !same(row.hash, hash)) return undefined
      return { workspaceId: row.workspace_id, keyId: row.id, role: row.role }
    },
    touch: touchKey,
    now,
  })
  const sessions = createTrust<KnownSession>({
    async look(hash) {
      const row = await lookUpSession(hash)
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

  const ended = () => {
    for (const listener of listeners) listener()
  }
  const authenticator: Authenticator = {
    async identify(key) {
      if (key.length === 0 || key.length > MAX_KEY_LENGTH) return undefined
      return await keys.find(hashApiKey(key))
    },
    async identifySession(token, options) {
      const session = await sessions.find(hashSessionToken(token), options)
      return session && session.expiresAt.getTime() > now() ? session : undefined
    },
    async openSession({ workspaceId, keyId, role }) {
      const token = generateSessionToken()
      const tokenHash = hashSessionToken(token)
      const session = await sessions.add(tokenHash, async () => {
        const createdAt = new Date(now())
        const expiresAt = expiryOf(createdAt, createdAt.getTime())
        await insertSession(db, { workspaceId, tokenHash, keyId, now: createdAt, expiresAt })
        return {
          workspaceId,
          keyId,
          role,
          keyName: await keyName(db, workspaceId, keyId),
          tokenHash,
          createdAt,
          expiresAt,
        }
      })
      return { token, session }
    },
    async endSession(token) {
      const session = await authenticator.identifySession(token, { using: false })
      if (!session) return
      const { workspaceId, tokenHash } = session
      await deleteSession(db, workspaceId, tokenHash)
      sessions.forget((each) => each.tokenHash.equals(tokenHash))
      ended()
    },
    forgetKey(keyId) {
      keys.forget((caller) => caller.keyId === keyId)
      sessions.forget((session) => session.keyId === keyId)
      ended()
    },
    onEnd(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return authenticator
}

function same(stored: Buffer, given: Buffer): boolean {
  return stored.length === given.length && timingSafeEqual(stored, given)
}
