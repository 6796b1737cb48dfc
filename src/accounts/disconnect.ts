import { disconnectCause, subscriptionCause } from '../codes/accounts.ts'
import type { Reason } from '../codes/sentence.ts'
import { messageOf } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { PlatformError } from '../platforms/error.ts'
import { findPlatform } from '../platforms/index.ts'
import { type AccountRecord, lockAccount, type SharingAccount, sharingSubscription } from '../store/accounts/read.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { clientOf } from './client-of.ts'
import type { AccountDependencies } from './dependencies.ts'

interface Ending {
  /** Of `DISCONNECT_CAUSES`. */
  readonly cause: Reason
  /** Forget the credentials too: they will never be used again. */
  readonly forget: boolean
  /** Only while the credentials are those of this version: newer ones may be good. */
  readonly version?: number
}

/** Marks a connected account disconnected and announces it, once. Says whether it did. */
export async function markDisconnected(
  deps: AccountDependencies,
  account: Pick<AccountRecord, 'workspace_id' | 'id' | 'platform'>,
  { cause, forget, version }: Ending,
): Promise<boolean> {
  const done = await deps.hubEvents.transaction(account.workspace_id, async (trx, emit) => {
    const current = await lockAccount(trx, account.workspace_id, account.id)
    if (!current || (version !== undefined && current.credentials_version !== version)) return false
    const wasConnected = current.state === 'connected'
    if (!wasConnected && !forget) return false
    await updateAccount(trx, account.workspace_id, account.id, {
      ...(current.state === 'discovered' ? {} : { state: 'disconnected' }),
      ...(wasConnected ? { disconnected_at: new Date(), ...causeColumns(cause) } : {}),
      check_due_at: null,
      check_leased_until: null,
      subscribed: null,
      subscribed_fields: null,
      subscription_problem: null,
      subscription_reason: null,
      announced: true,
      // Whoever renews the token meanwhile must not bring the credentials back.
      ...(forget ? { ...FORGOTTEN, credentials_version: current.credentials_version + 1 } : {}),
    })
    if (wasConnected)
      await emit(
        'account.disconnected',
        {
          accountId: publicIdOf('account', account.id),
          platform: account.platform,
          reason: cause.detail,
          code: cause.code,
          params: cause.params,
        },
        { account },
      )
    return wasConnected
  })
  await deps.changed()
  if (done && !forget) {
    deps.log.warn(
      { account: account.id, platform: account.platform, code: cause.code, reason: cause.detail },
      'an account was disconnected',
    )
    deps.lost?.(account, cause.detail)
  }
  return done
}

const FORGOTTEN = {
  credentials_sealed: null,
  signing_sealed: null,
  callback_url: null,
  chosen_fields: null,
  token_kind: null,
  token_scopes: null,
  token_missing_scopes: null,
  token_expires_at: null,
  token_renewed_at: null,
} as const

/**
 * Unsubscribes an account, unless others share what is subscribed, forgets its credentials and announces it. Its events stay.
 * @returns why the platform may go on sending, or undefined.
 */
export async function disconnectAccount(
  deps: AccountDependencies,
  account: AccountRecord,
  by: string,
): Promise<Reason | undefined> {
  const problem = await unsubscribe(deps, account)
  await markDisconnected(deps, account, { cause: disconnectCause('by_user', { by }), forget: true })
  return problem
}

/** The user wants it gone: a platform that is away, or knows the token no more, must not stand in the way. */
async function unsubscribe(deps: AccountDependencies, account: AccountRecord): Promise<Reason | undefined> {
  if (!account.credentials_sealed) return undefined
  try {
    const sharing = await sharingSubscription(deps.database.db, account)
    const kept = sharing.filter((other) => other.kept)
    if (kept.length > 0)
      return subscriptionCause('subscription_shared', { accounts: namesOf(kept, account.workspace_id) })
    const alone = sharing.length > 0 && sharing.every(({ state }) => state === 'disconnected')
    await clientOf(deps, account).client.unsubscribe({ alone })
    return undefined
  } catch (error) {
    deps.log.warn({ account: account.id, error: messageOf(error) }, 'the account could not be unsubscribed')
    return subscriptionCause('unsubscribe_failed', { said: messageOf(error) })
  }
}

/** Accounts of other workspaces are not named. */
function namesOf(accounts: readonly SharingAccount[], workspaceId: string): string[] {
  const own = accounts.filter((account) => account.workspace_id === workspaceId).map(named)
  return own.length < accounts.length ? [...own, 'an account of another workspace'] : own
}

function named({ platform, username, external_id }: SharingAccount): string {
  return `${findPlatform(platform)?.name ?? platform} ${username ?? external_id}`
}

/** Why the platform ended an account. */
export function causeOf(error: PlatformError): Reason {
  const said = `${error.message}${error.platformCode === undefined ? '' : ` (code ${error.platformCode})`}`
  const params = { said, platformCode: error.platformCode }
  return error.kind === 'permission'
    ? disconnectCause('permission_removed', params)
    : disconnectCause('token_refused', params)
}

function causeColumns({ code, params, detail }: Reason) {
  return { disconnected_code: code, disconnected_params: JSON.stringify(params), disconnected_reason: detail }
}
