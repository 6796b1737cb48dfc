import { HubError, messageOf } from '../errors.ts'
import type { PlatformClient, UsageReport } from '../platforms/client.ts'
import { PlatformError } from '../platforms/error.ts'
import { findPlatform } from '../platforms/index.ts'
import { type AccountRecord, readAccount } from '../store/accounts/read.ts'
import { connectedClientOf } from './client-of.ts'
import type { AccountDependencies } from './dependencies.ts'
import { isDeath } from './refusal.ts'
import { renewOrEndUnderLease } from './renew.ts'

/** What the sending of messages needs of the accounts (`SendAccounts`). */
export function createSendAccounts(deps: AccountDependencies) {
  return {
    messaging: (platform: string) => findPlatform(platform)?.messaging,
    async client(
      workspaceId: string,
      accountId: string,
      onUsage?: (report: UsageReport) => void,
    ): Promise<PlatformClient> {
      const account = await readAccount(deps.database.db, workspaceId, accountId)
      const platform = account && findPlatform(account.platform)
      if (!platform) throw new Error('the account is gone')
      return lastingClient(deps, platform.id, account, onUsage)
    },
  }
}

/**
 * A client that looks after its own token: when a call shows that it is dead, it is renewed and the call made again, or
 * the account is disconnected. @throws PlatformError `auth` when the account is not connected.
 */
function lastingClient(
  deps: AccountDependencies,
  platform: string,
  account: AccountRecord,
  onUsage: ((report: UsageReport) => void) | undefined,
): PlatformClient {
  const open = (current: AccountRecord): PlatformClient => {
    try {
      return connectedClientOf(deps, current, onUsage)
    } catch (error) {
      if (error instanceof HubError) throw new PlatformError(platform, 'auth', error.message, { cause: error })
      throw error
    }
  }
  const client = open(account)
  const lasting = async <R>(call: (client: PlatformClient) => Promise<R>): Promise<R> => {
    try {
      return await call(client)
    } catch (error) {
      const next = await afterRefusal(deps, account, error)
      if (!next) throw error
      return await call(open(next))
    }
  }
  const { uploadMedia, downloadMedia } = client
  return {
    ...client,
    send: (message) => lasting((current) => current.send(message)),
    ...(uploadMedia && { uploadMedia: (file) => lasting((current) => (current.uploadMedia ?? uploadMedia)(file)) }),
    ...(downloadMedia && { downloadMedia: (id) => lasting((current) => (current.downloadMedia ?? downloadMedia)(id)) }),
  }
}

/**
 * The account with other credentials when those it was read with are dead; undefined when the error stands.
 * @throws PlatformError `unavailable`, to be tried again, while that is not known.
 */
async function afterRefusal(
  deps: AccountDependencies,
  account: AccountRecord,
  error: unknown,
): Promise<AccountRecord | undefined> {
  // A permission that is missing for this call says nothing of the others.
  if (!isDeath(error) || error.kind !== 'auth') return undefined
  try {
    return await renewOrEndUnderLease(deps, account, error)
  } catch (fault) {
    if (fault instanceof PlatformError) throw fault
    // The platform did nothing, so nothing is lost by trying again.
    throw new PlatformError(error.platform, 'unavailable', messageOf(fault), { cause: fault })
  }
}
