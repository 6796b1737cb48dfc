import { PlatformError } from '../platforms/error.ts'
import { leaseAccount } from '../store/accounts/checks.ts'
import { type AccountRecord, readAccount } from '../store/accounts/read.ts'
import { updateAccount } from '../store/accounts/write.ts'
import { clientOf } from './client-of.ts'
import { seal, withToken } from './credentials.ts'
import type { AccountDependencies } from './dependencies.ts'
import { causeOf, markDisconnected } from './disconnect.ts'

/** More than a look at an account takes. */
export const LEASE_MS = 120_000
/** When to come back while somebody else looks at the account. */
const BUSY_MS = 1000

/**
 * The account with a new token; as it is now when somebody changed its credentials meanwhile; undefined when the
 * platform gives none. @throws PlatformError
 */
export async function renewToken(
  deps: AccountDependencies,
  account: AccountRecord,
): Promise<AccountRecord | undefined> {
  const { client, credentials, platform } = clientOf(deps, account)
  const { db } = deps.database
  const renewed = await client.renew()
  if (!renewed) return undefined
  const changes = {
    credentials_sealed: seal(deps.vault, withToken(platform.settings, credentials, renewed)),
    credentials_version: account.credentials_version + 1,
    token_expires_at: renewed.expiresAt ?? null,
    token_renewed_at: new Date(),
  }
  const saved = await updateAccount(db, account.workspace_id, account.id, changes, account.credentials_version)
  if (!saved) {
    const current = await readAccount(db, account.workspace_id, account.id)
    return current?.credentials_sealed ? current : undefined
  }
  deps.log.info({ account: account.id, expiresAt: renewed.expiresAt }, 'an access token was renewed')
  return { ...account, ...changes }
}

/**
 * What follows when the platform says that the credentials of an account are dead: some platforms give a new token for
 * one that has ended; else the account is disconnected. The caller has the lease, or the account is not connected.
 * @returns the account with credentials that may work, or undefined when it has ended.
 * @throws PlatformError `unavailable` when the platform could not say whether it gives another.
 */
export async function renewOrEnd(
  deps: AccountDependencies,
  account: AccountRecord,
  error: PlatformError,
): Promise<AccountRecord | undefined> {
  if (error.kind === 'auth') {
    const renewed = await renewToken(deps, account).catch((fault: unknown) => {
      if (!(fault instanceof PlatformError)) throw fault
      if (fault.kind !== 'unavailable' && fault.kind !== 'rate') return undefined
      throw notNow(error, `The token could not be renewed: ${fault.message} (${fault.kind}).`, fault.retryAfterMs)
    })
    if (renewed) return renewed
  }
  const version = account.credentials_version
  await markDisconnected(deps, account, { cause: causeOf(error), forget: false, version })
  return undefined
}

/**
 * The same for whoever has no lease: calls are made while the account is looked at, and others may give it new credentials.
 * @throws PlatformError `unavailable`, to be tried again, while it is not known what becomes of the account.
 */
export async function renewOrEndUnderLease(
  deps: AccountDependencies,
  account: AccountRecord,
  error: PlatformError,
): Promise<AccountRecord | undefined> {
  const { db } = deps.database
  const leased = await leaseAccount(db, account.workspace_id, account.id, LEASE_MS)
  if (!leased) {
    const current = await readAccount(db, account.workspace_id, account.id)
    if (current?.state !== 'connected') return undefined
    if (current.credentials_version !== account.credentials_version) return current
    throw notNow(error, `The platform no longer takes the token, and it is being looked at: ${error.message}`, BUSY_MS)
  }
  try {
    if (leased.credentials_version !== account.credentials_version) return leased
    return await renewOrEnd(deps, leased, error)
  } finally {
    await updateAccount(db, account.workspace_id, account.id, { check_leased_until: null })
  }
}

function notNow(error: PlatformError, message: string, retryAfterMs: number | undefined): PlatformError {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
  return new PlatformError(error.platform, 'unavailable', message, { ...wait, cause: error })
}
