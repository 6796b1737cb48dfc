import { timingSafeEqual } from 'node:crypto'
import { hashApiKey } from '../../lib/api-key.ts'
import { type ApiKeyRole, findApiKeys, keyName } from '../../store/api-keys/read.ts'
import { touchApiKey } from '../../store/api-keys/write.ts'
import type { Executor } from '../../store/database.ts'
import {
  chooseWorkspace,
  deleteSession,
  findSessions,
  insertSession,
  touchSession,
} from '../../store/sessions/sessions.ts'
import { createLookUps } from './look-ups.ts'
import { expiryOf, generateSessionToken, hashSessionToken } from './session-token.ts'
import { type AskOptions, createVerifiedKeys } from './verified-keys.ts'

/** The caller of a request, as its key says. */
export interface Caller {
  /** Where the call acts: that of the key, unless the operator names another. */
  readonly workspaceId: string
  /** The workspace of the key. */
  readonly homeId: string
  readonly keyId: string
  readonly role: ApiKeyRole
  readonly operator: boolean
}

/** A caller with a session: the key that opened it. */
export interface SessionCaller extends Caller {
  readonly keyName: string
  readonly tokenHash: Buffer
  readonly expiresAt: Date
}

export interface Authenticator {
  /** The caller of a key; undefined when it is unknown or revoked. */
  identify(key: string): Promise<Caller | undefined>
  /** The session of a token; undefined when it is unknown, has expired, or its key is revoked. */
  identifySession(token: string, options?: AskOptions): Promise<SessionCaller | undefined>
  /** Begins a session of a key. */
  openSession(caller: Caller): Promise<{ token: string; session: SessionCaller }>
  /** From now on the session of a token acts in this workspace. */
  chooseWorkspace(token: string, workspaceId: string): Promise<SessionCaller | undefined>
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

/** Recognises API keys and session tokens by their SHA-256; one that was valid lately is trusted for a few seconds. */
export function createAuthenticator(db: Executor, now: () => number = Date.now): Authenticator {
  const keys = createVerifiedApiKeys(db, now)
  const sessions = createVerifiedSessions(db, now)
  const listeners = new Set<() => void>()
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
    async openSession(caller) {
      const token = generateSessionToken()
      const tokenHash = hashSessionToken(token)
      const session = await sessions.add(tokenHash, () => storeSession(db, caller, tokenHash, now()))
      return { token, session }
    },
    async chooseWorkspace(token, workspaceId) {
      const session = await authenticator.identifySession(token, { using: false })
      if (!session) return undefined
      const { homeId, tokenHash } = session
      await chooseWorkspace(db, homeId, tokenHash, workspaceId === homeId ? null : workspaceId)
      sessions.forget((each) => each.tokenHash.equals(tokenHash))
      // What was open shows another workspace.
      ended()
      return await authenticator.identifySession(token, { using: false })
    },
    async endSession(token) {
      const session = await authenticator.identifySession(token, { using: false })
      if (!session) return
      const { homeId, tokenHash } = session
      await deleteSession(db, homeId, tokenHash)
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

function createVerifiedApiKeys(db: Executor, now: () => number) {
  const find = createLookUps(
    (hashes) => findApiKeys(db, hashes),
    (row) => row.hash,
  )
  return createVerifiedKeys<Caller>({
    async lookUp(hash) {
      const row = await find(hash)
      if (!row || !same(row.hash, hash)) return undefined
      const { workspace_id: homeId, id: keyId, role, operator } = row
      return { workspaceId: homeId, homeId, keyId, role, operator }
    },
    noteUse: (caller) => noteKeyUse(db, caller),
    now,
  })
}

function createVerifiedSessions(db: Executor, now: () => number) {
  const find = createLookUps(
    (hashes) => findSessions(db, hashes, new Date(now())),
    (row) => row.token_hash,
  )
  return createVerifiedKeys<KnownSession>({
    async lookUp(hash) {
      const row = await find(hash)
      if (!row || !same(row.token_hash, hash)) return undefined
      return {
        workspaceId: (row.operator ? row.chosen_workspace_id : null) ?? row.workspace_id,
        homeId: row.workspace_id,
        keyId: row.key_id,
        role: row.role,
        operator: row.operator,
        keyName: row.key_name,
        tokenHash: hash,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }
    },
    async noteUse(session) {
      if (session.expiresAt.getTime() <= now()) return
      noteKeyUse(db, session)
      session.expiresAt = expiryOf(session.createdAt, now())
      await touchSession(db, session.homeId, session.tokenHash, new Date(now()), session.expiresAt)
    },
    now,
  })
}

async function storeSession(db: Executor, caller: Caller, tokenHash: Buffer, at: number): Promise<KnownSession> {
  const { homeId, keyId } = caller
  const createdAt = new Date(at)
  const expiresAt = expiryOf(createdAt, at)
  await insertSession(db, { workspaceId: homeId, tokenHash, keyId, now: createdAt, expiresAt })
  return { ...caller, keyName: await keyName(db, homeId, keyId), tokenHash, createdAt, expiresAt }
}

/** Not awaited: a call must not wait for it, and a note that is lost costs nothing. */
function noteKeyUse(db: Executor, { homeId, keyId }: Caller): undefined {
  touchApiKey(db, homeId, keyId).catch(() => undefined)
}

function same(stored: Buffer, given: Buffer): boolean {
  return stored.length === given.length && timingSafeEqual(stored, given)
}
