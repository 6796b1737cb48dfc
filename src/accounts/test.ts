import { checkCause, disconnectCause } from '../codes/accounts.ts'
import { messageOf } from '../errors.ts'
import type { SubscriptionState } from '../platforms/client.ts'
import { PlatformError } from '../platforms/error.ts'
import type { MessagingFacet } from '../platforms/messaging.ts'
import { type AccountRecord, readAccount } from '../store/accounts/read.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { callbackUrlOf } from './callback-url.ts'
import { checkAccount, subscriptionOf } from './check.ts'
import { clientOf } from './client-of.ts'
import { subscribeAccount } from './connect.ts'
import type { AccountDependencies } from './dependencies.ts'
import { markDisconnected } from './disconnect.ts'
import { errorColumns, inspectionColumns, nextCheck, subscriptionColumns } from './inspection.ts'
import { isDeath } from './refusal.ts'
import { renewOrEnd, renewOrEndUnderLease } from './renew.ts'

export interface TestResult {
  readonly ok: boolean
  readonly latencyMs: number | undefined
  readonly error: { readonly kind: string; readonly code: string | undefined; readonly detail: string } | undefined
  readonly messaging: MessagingFacet
}

/**
 * Asks the platform about an account now. One that was disconnected and whose credentials work again is connected again.
 * @throws HubError account_not_connected when it has no credentials.
 */
export async function testAccount(deps: AccountDependencies, account: AccountRecord): Promise<TestResult> {
  const { messaging } = clientOf(deps, account).platform
  try {
    return { ...(await ask(deps, account)), messaging }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    if (!isDeath(error))
      await updateAccount(
        deps.database.db,
        account.workspace_id,
        account.id,
        errorColumns(checkCause('check_error', { said: messageOf(error) })),
      )
    const { kind, platformCode: code, message: detail } = error
    return { ok: false, latencyMs: undefined, error: { kind, code, detail }, messaging }
  }
}

/** The same, with another token when this one has ended. @throws PlatformError */
async function ask(deps: AccountDependencies, account: AccountRecord): Promise<Omit<TestResult, 'messaging'>> {
  try {
    return await askOnce(deps, account)
  } catch (error) {
    if (!isDeath(error)) throw error
    // Nobody else looks at one that is not connected.
    const afterwards = account.state === 'connected' ? renewOrEndUnderLease : renewOrEnd
    const next = await afterwards(deps, account, error)
    if (!next) throw error
    return await askOnce(deps, next)
  }
}

async function askOnce(deps: AccountDependencies, account: AccountRecord): Promise<Omit<TestResult, 'messaging'>> {
  const { db } = deps.database
  const version = account.credentials_version
  const inspection = await clientOf(deps, account).client.inspect()
  const { latencyMs } = inspection
  if (inspection.externalId !== account.external_id) {
    const cause = disconnectCause('other_account', { owner: inspection.username ?? inspection.externalId })
    await markDisconnected(deps, account, { cause, forget: false, version })
    return { ok: false, latencyMs, error: { kind: 'invalid', code: undefined, detail: cause.detail } }
  }
  const state = await reachability(deps, account)
  const revived = account.state !== 'connected'
  const expiresAt = inspection.token.expiresAt ?? account.token_expires_at
  await updateAccount(
    db,
    account.workspace_id,
    account.id,
    {
      ...inspectionColumns(inspection, account.named_by_user),
      token_expires_at: expiresAt,
      ...subscriptionColumns(state),
      ...(revived
        ? {
            state: 'connected' as const,
            announced: false,
            disconnected_at: null,
            disconnected_code: null,
            disconnected_params: null,
            disconnected_reason: null,
            check_due_at: nextCheck(expiresAt, Date.now()),
          }
        : {}),
    },
    version,
  )
  if (revived) await checkAccount(deps, account.workspace_id, account.id)
  const current = await readAccount(db, account.workspace_id, account.id)
  return { ok: current?.subscribed ?? state.active, latencyMs, error: undefined }
}

/** The subscription; a platform that calls each account at an address of its own is asked to do so, where it has it. */
async function reachability(deps: AccountDependencies, account: AccountRecord): Promise<SubscriptionState> {
  const state = await subscriptionOf(deps, account)
  if (callbackUrlOf(account, undefined) === undefined || !state.active) return state
  return await subscribeAccount(deps, account)
}
