import { messageOf } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { PlatformError } from '../platforms/client.ts'
import { findPlatform } from '../platforms/index.ts'
import { type AccountRecord, lockAccount, type SharingAccount, sharingSubscription } from '../store/accounts/read.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { clientOf } from './client-of.ts'
import type { AccountDependencies } from './dependencies.ts'

/** Every code of why an account was disconnected. */
export const DISCONNECT_CODES = ['by_user', 'token_refused', 'permission_removed', 'other_account'] as const
export type DisconnectCode = (typeof DISCONNECT_CODES)[number]

interface Ending {
  readonly code: DisconnectCode
  readonly reason: string
  /** Forget the credentials too: they will never be used again. */
  readonly forget: boolean
  /** Only while the credentials are those of this version: newer ones may be good. */
  readonly version?: number
}

/** Marks a connected account disconnected and announces it, once. Says whether it did. */
export async function markDisconnected(
  deps: AccountDependencies,
  account: Pick<AccountRecord, 'id' | 'platform'>,
  { code, reason, forget, version }: Ending,
): Promise<boolean> {
  const done = await deps.hubEvents.transaction(async (trx, emit) => {
    const current = await lockAccount(trx, deps.workspaceId, account.id)
    if (!current || (version !== undefined && current.credentials_version !== version)) return false
    const wasConnected = current.state === 'connected'
    if (!wasConnected && !forget) return false
    await updateAccount(trx, deps.workspaceId, account.id, {
      ...(current.state === 'discovered' ? {} : { state: 'disconnected' }),
      ...(wasConnected ? { disconnected_at: new Date(), disconnected_code: code, disconnected_reason: reason } : {}),
      check_due_at: null,
      check_leased_until: null,
      subscribed: null,
      subscribed_fields: null,
      subscription_problem: null,
      announced: true,
      // Whoever renews the token meanwhile must not bring the credentials back.
      ...(forget ? { ...FORGOTTEN, credentials_version: current.credentials_version + 1 } : {}),
    })
    if (wasConnected)
      await emit(
        'account.disconnected',
        { accountId: publicIdOf('account', account.id), platform: account.platform, reason },
        { account },
      )
    return wasConnected
  })
  await deps.changed()
  if (done && !forget) {
    deps.log.warn({ account: account.id, platform: account.platform, reason }, 'an account was disconnected')
    deps.lost?.(account, reason)
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
): Promise<string | undefined> {
  const problem = await unsubscribe(deps, account)
  await markDisconnected(deps, account, { code: 'by_user', reason: `Disconnected by ${by}.`, forget: true })
  return problem
}

/** The user wants it gone: a platform that is away, or knows the token no more, must not stand in the way. */
async function unsubscribe(deps: AccountDependencies, account: AccountRecord): Promise<string | undefined> {
  if (!account.credentials_sealed) return undefined
  try {
    const sharing = await sharingSubscription(deps.database.db, deps.workspaceId, account)
    const kept = sharing.filter((other) => other.kept)
    if (kept.length > 0) return `The subscription is also that of ${kept.map(named).join(', ')}: it stays.`
    const alone = sharing.length > 0 && sharing.every(({ state }) => state === 'disconnected')
    await clientOf(deps, account).client.unsubscribe({ alone })
    return undefined
  } catch (error) {
    deps.log.warn({ account: account.id, error: messageOf(error) }, 'the account could not be unsubscribed')
    return messageOf(error)
  }
}

function named({ platform, username, external_id }: SharingAccount): string {
  return `${findPlatform(platform)?.name ?? platform} ${username ?? external_id}`
}

/** Why an account died, in the platform's words. */
export function reasonOf(error: PlatformError): Pick<Ending, 'code' | 'reason'> {
  const said = `${error.message}${error.platformCode === undefined ? '' : ` (code ${error.platformCode})`}`
  return error.kind === 'permission'
    ? { code: 'permission_removed', reason: `A permission was taken away: ${said}` }
    : { code: 'token_refused', reason: `The platform no longer takes the access token: ${said}` }
}
