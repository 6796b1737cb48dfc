import { checkCause, disconnectCause } from '../codes/accounts.ts'
import type { Reason } from '../codes/sentence.ts'
import { messageOf } from '../errors.ts'
import type { Inspection, SubscriptionState } from '../platforms/client.ts'
import { PlatformError } from '../platforms/error.ts'
import { leaseAccount } from '../store/accounts/checks.ts'
import { type AccountRecord, readAccount } from '../store/accounts/read.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { callbackUrlOf } from './callback-url.ts'
import { clientOf } from './client-of.ts'
import { finishConnecting, subscribeAccount } from './connect.ts'
import type { AccountDependencies } from './dependencies.ts'
import { causeOf, markDisconnected } from './disconnect.ts'
import { errorColumns, inspectionColumns, nextCheck, shouldRenew, subscriptionColumns } from './inspection.ts'
import { isDeath } from './refusal.ts'
import { LEASE_MS, renewOrEnd, renewToken } from './renew.ts'

const RETRY_MS = 5 * 60_000
/** When the platform was there, and said no for another reason than the token. */
const REFUSED_MS = 60 * 60_000
const RENEW_AGAIN_MS = 60 * 60_000

/** The share of every limit that the daily look leaves to others, and for how long it waits for that. */
const RESERVE = 0.5
const POSTPONE_MS = 30 * 60_000

export type CheckOutcome =
  | { readonly kind: 'ok'; readonly renewed: boolean; readonly resubscribed: boolean }
  /** Somebody else is at it, or it is not connected. */
  | { readonly kind: 'skipped' }
  /** Others need the calls more; it stays due. */
  | { readonly kind: 'postponed' }
  | { readonly kind: 'disconnected'; readonly reason: string }
  /** The platform could not say; it is asked again later. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** Looks at an account whose time has come, when enough calls are left; when it is long overdue, in any case. */
export async function checkDueAccount(
  deps: AccountDependencies,
  workspaceId: string,
  id: string,
): Promise<CheckOutcome> {
  const account = await readAccount(deps.database.db, workspaceId, id)
  if (account?.state !== 'connected') return { kind: 'skipped' }
  const overdueMs = Date.now() - (account.check_due_at?.getTime() ?? 0)
  if (overdueMs < POSTPONE_MS && !(await deps.calls.allow(account, RESERVE))) return { kind: 'postponed' }
  return await checkAccount(deps, workspaceId, id)
}

/**
 * Looks at a connected account under a lease: renews its token in time, subscribes it again when the platform has
 * unsubscribed it, and disconnects it when the platform no longer takes its token.
 */
export async function checkAccount(deps: AccountDependencies, workspaceId: string, id: string): Promise<CheckOutcome> {
  const { db } = deps.database
  const account = await leaseAccount(db, workspaceId, id, LEASE_MS)
  if (!account) return { kind: 'skipped' }
  try {
    return await look(deps, account)
  } catch (error) {
    const reason = messageOf(error)
    const usual = error instanceof PlatformError && !error.retryable ? REFUSED_MS : RETRY_MS
    const wait = error instanceof PlatformError ? (error.retryAfterMs ?? usual) : usual
    await updateAccount(db, workspaceId, id, {
      ...errorColumns(checkCause('check_error', { said: reason })),
      check_due_at: new Date(Date.now() + Math.max(wait, RETRY_MS)),
    })
    return { kind: 'unknown', reason }
  } finally {
    await updateAccount(db, workspaceId, id, { check_leased_until: null })
  }
}

async function look(deps: AccountDependencies, account: AccountRecord): Promise<CheckOutcome> {
  const living = await inspectLiving(deps, account)
  if ('reason' in living) return { kind: 'disconnected', reason: living.reason }
  const { inspection } = living
  let { account: current, renewed } = living
  let problem: Reason | undefined
  if (
    !renewed &&
    shouldRenew(inspection.token.expiresAt, account.token_renewed_at ?? account.connected_at, Date.now())
  ) {
    const renewal = await renewEarly(deps, current)
    if (renewal.account) {
      current = renewal.account
      renewed = true
    }
    problem = renewal.problem
  }
  if (inspection.externalId !== account.external_id) {
    const cause = disconnectCause('other_account', { owner: inspection.username ?? inspection.externalId })
    await end(deps, current, cause)
    return { kind: 'disconnected', reason: cause.detail }
  }
  if (!account.announced) await finishConnecting(deps, account.workspace_id, account.id, undefined)
  const { state, resubscribed } = await subscription(deps, current)
  const expiresAt = renewed ? current.token_expires_at : (inspection.token.expiresAt ?? null)
  await updateAccount(
    deps.database.db,
    account.workspace_id,
    account.id,
    {
      ...inspectionColumns(inspection, account.named_by_user),
      ...subscriptionColumns(state),
      token_expires_at: expiresAt,
      ...errorColumns(problem),
      check_due_at: problem ? new Date(Date.now() + RENEW_AGAIN_MS) : nextCheck(expiresAt, Date.now()),
    },
    current.credentials_version,
  )
  return { kind: 'ok', renewed, resubscribed }
}

async function end(deps: AccountDependencies, account: AccountRecord, cause: Reason): Promise<void> {
  await markDisconnected(deps, account, { cause, forget: false, version: account.credentials_version })
}

type Living =
  | { readonly account: AccountRecord; readonly inspection: Inspection; readonly renewed: boolean }
  | { readonly reason: string }

/** What the platform says of an account, with another token when this one has ended; or why it is disconnected now. */
async function inspectLiving(deps: AccountDependencies, account: AccountRecord, renewed = false): Promise<Living> {
  try {
    return { account, inspection: await clientOf(deps, account).client.inspect(), renewed }
  } catch (error) {
    if (!isDeath(error)) throw error
    const next = renewed ? await end(deps, account, causeOf(error)) : await renewOrEnd(deps, account, error)
    return next ? await inspectLiving(deps, next, true) : { reason: causeOf(error).detail }
  }
}

/** The account with a new token, while the old one lives; or why there is none. */
async function renewEarly(
  deps: AccountDependencies,
  account: AccountRecord,
): Promise<{ account?: AccountRecord | undefined; problem?: Reason }> {
  try {
    return { account: await renewToken(deps, account) }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    deps.log.warn({ account: account.id, error: error.message }, 'an access token could not be renewed')
    return { problem: checkCause('renewal_failed', { said: error.message, kind: error.kind }) }
  }
}

/** The state of the subscription, after renewing it when the platform has ended it. */
async function subscription(
  deps: AccountDependencies,
  account: AccountRecord,
): Promise<{ state: SubscriptionState; resubscribed: boolean }> {
  const state = await subscriptionOf(deps, account)
  if (state.active) return { state, resubscribed: false }
  const again = await subscribeAccount(deps, account)
  if (again.active) deps.log.info({ account: account.id }, 'an account was subscribed again')
  return { state: again, resubscribed: again.active }
}

/** What the platform says of the account's subscription. */
export async function subscriptionOf(deps: AccountDependencies, account: AccountRecord): Promise<SubscriptionState> {
  const callbackUrl = callbackUrlOf(account, undefined)
  return await clientOf(deps, account).client.subscription(callbackUrl === undefined ? {} : { callbackUrl })
}
