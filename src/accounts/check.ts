import { messageOf } from '../errors.ts'
import { type Inspection, type PlatformClient, PlatformError, type SubscriptionState } from '../platforms/client.ts'
import { type AccountRecord, leaseAccount, updateAccount } from '../store/accounts-write.ts'
import { clientOf } from './client-of.ts'
import { finishConnecting, subscribeAccount } from './connect.ts'
import { type Credentials, seal, signingOf } from './credentials.ts'
import type { AccountDependencies } from './dependencies.ts'
import { markDisconnected, reasonOf } from './disconnect.ts'
import { inspectionColumns, nextCheck, shouldRenew, subscriptionColumns } from './inspection.ts'
import { isDeath } from './refusal.ts'

const LEASE_MS = 120_000
const RETRY_MS = 5 * 60_000

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
  const { client, credentials } = clientOf(deps, account)
  const version = account.credentials_version
  let inspection: Inspection
  let renewal: Renewal
  try {
    inspection = await client.inspect()
    if (inspection.externalId !== account.external_id)
      return await end(deps, account, 'The credentials belong to another account now.')
    renewal = await renew(deps, account, credentials, client, inspection)
  } catch (error) {
    if (!isDeath(error)) throw error
    return await end(deps, account, reasonOf(error))
  }
  if (!account.announced) await finishConnecting(deps, account.id, undefined)
  const { state, resubscribed } = await subscription(deps, account, client)
  const expiresAt = renewal.expiresAt ?? inspection.token.expiresAt ?? null
  await updateAccount(
    deps.database.db,
    deps.workspaceId,
    account.id,
    {
      ...inspectionColumns(inspection, account.named_by_user),
      ...subscriptionColumns(state),
      token_expires_at: expiresAt,
      inspect_error: renewal.problem ?? null,
      check_due_at: renewal.problem ? new Date(Date.now() + RETRY_MS) : nextCheck(expiresAt, Date.now()),
    },
    renewal.version ?? version,
  )
  return { kind: 'ok', renewed: renewal.version !== undefined, resubscribed }
}

async function end(deps: AccountDependencies, account: AccountRecord, reason: string): Promise<CheckOutcome> {
  const done = await markDisconnected(deps, account, { reason, forget: false, version: account.credentials_version })
  if (done) deps.log.warn({ account: account.id, platform: account.platform, reason }, 'an account was disconnected')
  return { kind: 'disconnected', reason }
}

interface Renewal {
  /** Of the credentials, when there are new ones. */
  readonly version?: number
  readonly expiresAt?: Date | undefined
  readonly problem?: string
}

async function renew(
  deps: AccountDependencies,
  account: AccountRecord,
  credentials: Credentials,
  client: PlatformClient,
  { token }: Inspection,
): Promise<Renewal> {
  if (!shouldRenew(token.expiresAt, account.token_renewed_at ?? account.connected_at, Date.now())) return {}
  try {
    const renewed = await client.renew()
    if (!renewed) return {}
    const next = { ...credentials, accessToken: renewed.accessToken }
    const version = account.credentials_version + 1
    const signing = signingOf(next)
    const saved = await updateAccount(
      deps.database.db,
      deps.workspaceId,
      account.id,
      {
        credentials_sealed: seal(deps.vault, next),
        signing_sealed: signing ? seal(deps.vault, signing) : null,
        credentials_version: version,
        token_expires_at: renewed.expiresAt ?? null,
        token_renewed_at: new Date(),
      },
      account.credentials_version,
    )
    if (!saved) return {}
    deps.log.info({ account: account.id, expiresAt: renewed.expiresAt }, 'an access token was renewed')
    return { version, expiresAt: renewed.expiresAt }
  } catch (error) {
    // The old token still works, as the inspection has just shown: no reason to disconnect.
    if (!(error instanceof PlatformError)) throw error
    deps.log.warn({ account: account.id, error: error.message }, 'an access token could not be renewed')
    return { problem: `The token could not be renewed: ${error.message} (${error.kind}).` }
  }
}

/** The state of the subscription, after renewing it when the platform has ended it. */
async function subscription(
  deps: AccountDependencies,
  account: AccountRecord,
  client: PlatformClient,
): Promise<{ state: SubscriptionState; resubscribed: boolean }> {
  const state = await client.subscription()
  if (state.active) return { state, resubscribed: false }
  const again = await subscribeAccount(deps, account)
  if (again.active) deps.log.info({ account: account.id }, 'an account was subscribed again')
  return { state: again, resubscribed: again.active }
}
