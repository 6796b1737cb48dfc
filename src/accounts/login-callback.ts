import { timingSafeEqual } from 'node:crypto'
import { invalid } from '../codes/input.ts'
import { refusal } from '../codes/refusals.ts'
import { storedCode } from '../codes/stored.ts'
import { HubError, messageOf } from '../errors.ts'
import { filled, list, record } from '../platforms/json.ts'
import type { Candidate } from '../platforms/login.ts'
import { readCallback } from '../platforms/oauth.ts'
import { parseJson } from '../platforms/parse-json.ts'
import type { Platform } from '../platforms/platform.ts'
import { type ConnectSession, moveConnectSession, useState } from '../store/connect-sessions/connect-sessions.ts'
import { connectAccount } from './connect.ts'
import { seal } from './credentials.ts'
import type { AccountDependencies } from './dependencies.ts'
import { configuredLogin, hashOf } from './login.ts'
import { platformOf } from './platform-of.ts'
import { toApiError } from './refusal.ts'

/** How long a person may take to choose, and the outcome can be asked for. */
const CHOOSE_WITHIN_MS = 30 * 60_000

export type LoginOutcome =
  | { readonly kind: 'connected'; readonly sessionId: string; readonly accountIds: readonly string[] }
  | { readonly kind: 'choosing'; readonly sessionId: string; readonly candidates: readonly Candidate[] }

/**
 * Finishes a login with what the platform sent the person back with.
 * @throws HubError login_failed for a declined login or a state that is unknown, used, too old, or of another browser;
 * platform_refused and platform_unavailable as the platform answers.
 */
export async function finishLogin(
  deps: AccountDependencies,
  platform: Platform,
  query: Readonly<Record<string, unknown>>,
  cookie: string | undefined,
): Promise<LoginOutcome> {
  const callback = readCallback(query)
  const session =
    callback.state === undefined ? undefined : await useState(deps.database.db, platform.id, hashOf(callback.state))
  if (!session || !isSameBrowser(session, cookie)) throw refusal('login_not_begun_here')
  try {
    if ('error' in callback) throw refusal('login_declined', { said: callback.error.slice(0, 300) })
    const verifier = session.verifier_sealed ? deps.vault.open(session.verifier_sealed) : undefined
    const granted = { code: callback.code, redirectUri: session.redirect_uri, verifier }
    const { login, app } = configuredLogin(deps.access, platform)
    const candidates = await login.candidates(deps.access.environment(), app, granted)
    if (candidates.length === 0) throw refusal('login_without_account')
    if (candidates.length > 1) return await offer(deps, session, candidates)
    const accountIds = await connectAll(deps, session, candidates)
    await moveConnectSession(
      deps.database.db,
      session.workspace_id,
      session.id,
      'started',
      { status: 'connected', account_ids: accountIds },
      CHOOSE_WITHIN_MS,
    )
    return { kind: 'connected', sessionId: session.id, accountIds }
  } catch (error) {
    const shown = toApiError(error)
    await fail(deps, session, 'started', shown)
    throw shown
  }
}

async function offer(
  deps: AccountDependencies,
  session: ConnectSession,
  candidates: readonly Candidate[],
): Promise<LoginOutcome> {
  const sealed = seal(deps.vault, candidates)
  const changes = { status: 'choosing' as const, candidates_sealed: sealed, verifier_sealed: null }
  await moveConnectSession(deps.database.db, session.workspace_id, session.id, 'started', changes, CHOOSE_WITHIN_MS)
  return { kind: 'choosing', sessionId: session.id, candidates }
}

/** The accounts of a session to choose from. */
export function offeredBy(deps: AccountDependencies, session: ConnectSession): Candidate[] {
  if (!session.candidates_sealed) return []
  return list(parseJson(deps.vault.open(session.candidates_sealed))).flatMap((entry) => {
    const given = record(entry)
    const credentials = record(given?.credentials)
    const externalId = filled(given?.externalId)
    return credentials && externalId ? [{ externalId, name: filled(given?.name), credentials }] : []
  })
}

/**
 * Connects those accounts of a session that were chosen, once.
 * @throws HubError invalid_request for an account that is not offered, conflict when there is nothing to choose (any more).
 */
export async function chooseAccounts(
  deps: AccountDependencies,
  session: ConnectSession,
  externalIds: readonly string[],
): Promise<string[]> {
  const offered = offeredBy(deps, session)
  const unknown = externalIds.filter((id) => !offered.some((candidate) => candidate.externalId === id))
  if (session.status !== 'choosing') throw refusal('nothing_to_choose')
  if (unknown.length > 0) throw invalid('body/accounts', 'account_not_offered', { accounts: unknown })
  const chosen = offered.filter((candidate) => externalIds.includes(candidate.externalId))
  try {
    const accountIds = await connectAll(deps, session, chosen)
    const changes = { status: 'connected' as const, candidates_sealed: null, account_ids: accountIds }
    await moveConnectSession(deps.database.db, session.workspace_id, session.id, 'choosing', changes, CHOOSE_WITHIN_MS)
    return accountIds
  } catch (error) {
    throw toApiError(error)
  }
}

async function connectAll(
  deps: AccountDependencies,
  session: ConnectSession,
  candidates: readonly Candidate[],
): Promise<string[]> {
  const ids: string[] = []
  for (const { credentials } of candidates) {
    const { workspace_id: workspaceId } = session
    const platform = platformOf(session.platform)
    const baseUrl = new URL(session.redirect_uri).origin
    ids.push(
      await connectAccount(deps, { workspaceId, platform, credentials, login: 'oauth', by: session.begun_by, baseUrl }),
    )
  }
  return ids
}

async function fail(
  deps: AccountDependencies,
  session: ConnectSession,
  from: ConnectSession['status'],
  thrown: unknown,
): Promise<void> {
  const reason = thrown instanceof HubError ? thrown.reason : undefined
  const error_reason = reason ? storedCode(reason) : null
  const changes = {
    status: 'failed' as const,
    error: messageOf(thrown),
    error_reason,
    verifier_sealed: null,
    candidates_sealed: null,
  }
  await moveConnectSession(deps.database.db, session.workspace_id, session.id, from, changes, CHOOSE_WITHIN_MS)
}

/** One that a browser began must end in it; one begun elsewhere has only its state. */
function isSameBrowser(session: ConnectSession, cookie: string | undefined): boolean {
  if (!session.cookie_hash) return true
  if (cookie === undefined) return false
  const given = hashOf(cookie)
  return given.length === session.cookie_hash.length && timingSafeEqual(given, session.cookie_hash)
}
