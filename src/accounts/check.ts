import { messageOf } from '../errors.ts'
import { type Inspection, PlatformError, type SubscriptionState } from '../platforms/client.ts'
import { type AccountRecord, leaseAccount, updateAccount } from '../store/accounts-write.ts'
import { callbackUrlOf } from './callback-url.ts'
import { clientOf } from './client-of.ts'
import { finishConnecting, subscribeAccount } from './connect.ts'
import { seal, withToken } from './credentials.ts'
import type { AccountDependencies } from './dependencies.ts'
import { markDisconnected, reasonOf } from './disconnect.ts'
import { inspectionColumns, nextCheck, shouldRenew, subscriptionColumns } from './inspection.ts'
import { isDeath } from './refusal.ts'

const LEASE_MS = 120_000
const RETRY_MS = 5 * 60_000
const RENEW_AGAIN_MS = 60 * 60_000

export type CheckOutcome =
  | { readonly kind: 'ok'; readonly renewed: boolean; readonly resubscribed: boolean }
  /** Somebody else is at it, or it is not connected. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'disconnected'; readonly reason: string }
  /** The platform could not say; it is asked again later. */
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * Looks at a connected account under a lease: renews its token in time, subscribes it again when the platform has
 * unsubscribed it, and disconnects it when the platform no longer takes its token.
 */
export async function checkAccount(deps: AccountDependencies, id: string): Promise<CheckOutcome> {
  const { db } = deps.database
  const account = await leaseAccount(db, deps.workspaceId, id, LEASE_MS)
  if (!account) return { kind: 'skipped' }
  try {
    return await look(deps, account)
  } catch (error) {
    const reason = messageOf(error)
    const wait = error instanceof PlatformError ? (error.retryAfterMs ?? RETRY_MS) : RETRY_MS
    await updateAccount(db, deps.workspaceId, id, {
      inspect_error: reason,
      check_due_at: new Date(Date.now() + Math.max(wait, RETRY_MS)),
    })
    return { kind: 'unknown', reason }
  } finally {
    await updateAccount(db, deps.workspaceId, id, { check_leased_until: null })
  }
}

async function look(deps: AccountDependencies, account: AccountRecord): Promise<CheckOutcome> {
  let current = account
  let renewed = false
  let inspection: Inspection
  let problem: string | undefined
  try {
    inspection = await clientOf(deps, current).client.inspect()
    if (shouldRenew(inspection.token.expiresAt, account.token_renewed_at ?? account.connected_at, Date.now())) {
      const renewal = await renewToken(deps, current)
      if (renewal.account) {
        current = renewal.account
        renewed = true
      }
      problem = renewal.problem
    }
  } catch (error) {
    if (!isDeath(error)) throw error
    // Some platforms give a new token for one that has ended already.
    const renewal = await renewToken(deps, current)
    if (!renewal.account) return await end(deps, account, reasonOf(error))
    current = renewal.account
    renewed = true
    inspection = await clientOf(deps, current).client.inspect()
  }
  if (inspection.externalId !== account.external_id)
    return await end(deps, current, {
      code: 'other_account',
      reason: 'The credentials belong to another account now.',
    })
  if (!account.announced) await finishConnecting(deps, account.id, undefined)
  const { state, resubscribed } = await subscription(deps, current)
  const expiresAt = renewed ? current.token_expires_at : (inspection.token.expiresAt ?? null)
  await updateAccount(
    deps.database.db,
    deps.workspaceId,
    account.id,
    {
      ...inspectionColumns(inspection, account.named_by_user),
      ...subscriptionColumns(state),
      token_expires_at: expiresAt,
      inspect_error: problem ?? null,
      check_due_at: problem ? new Date(Date.now() + RENEW_AGAIN_MS) : nextCheck(expiresAt, Date.now()),
    },
    current.credentials_version,
  )
  return { kind: 'ok', renewed, resubscribed }
}

async function end(
  deps: AccountDependencies,
  account: AccountRecord,
  { code, reason }: ReturnType<typeof reasonOf>,
): Promise<CheckOutcome> {
  const version = account.credentials_version
  const done = await markDisconnected(deps, account, { code, reason, forget: false, version })
  if (done) deps.log.warn({ account: account.id, platform: account.platform, reason }, 'an account was disconnected')
  return { kind: 'disconnected', reason }
}

/** The account with a new token, when the platform gives one and nobody changed the credentials meanwhile. */
async function renewToken(
  deps: AccountDependencies,
  account: AccountRecord,
): Promise<{ account?: AccountRecord; problem?: string }> {
  const { client, credentials, outgoing } = clientOf(deps, account)
  try {
    const renewed = await client.renew()
    if (!renewed) return {}
    const changes = {
      credentials_sealed: seal(deps.vault, withToken(outgoing.credentials, credentials, renewed)),
      credentials_version: account.credentials_version + 1,
      token_expires_at: renewed.expiresAt ?? null,
      token_renewed_at: new Date(),
    }
    const { db } = deps.database
    const saved = await updateAccount(db, deps.workspaceId, account.id, changes, account.credentials_version)
    if (!saved) return {}
    deps.log.info({ account: account.id, expiresAt: renewed.expiresAt }, 'an access token was renewed')
    return { account: { ...account, ...changes } }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    deps.log.warn({ account: account.id, error: error.message }, 'an access token could not be renewed')
    return { problem: `The token could not be renewed: ${error.message} (${error.kind}).` }
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
