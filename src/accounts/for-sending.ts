import { HubError } from '../errors.ts'
import { PlatformError } from '../platforms/client.ts'
import { findPlatform } from '../platforms/index.ts'
import type { SendAccounts } from '../send/clients.ts'
import { readAccount } from '../store/accounts-write.ts'
import { connectedClientOf } from './client-of.ts'
import type { AccountDependencies } from './dependencies.ts'
import { noteFailure } from './disconnect.ts'

/** The accounts as the sending of messages sees them. */
export function createSendAccounts(deps: AccountDependencies): SendAccounts {
  const { db } = deps.database
  return {
    outgoing: (platform) => {
      const id = findPlatform(platform)?.id
      return id === undefined ? undefined : deps.outgoing[id]
    },
    async client(accountId, onUsage) {
      const account = await readAccount(db, deps.workspaceId, accountId)
      const platform = account && findPlatform(account.platform)
      if (!platform) throw new Error('the account is gone')
      try {
        return connectedClientOf(deps, account, onUsage)
      } catch (error) {
        if (error instanceof HubError) throw new PlatformError(platform.id, 'auth', error.message, { cause: error })
        throw error
      }
    },
    async rejected(accountId, error) {
      const account = await readAccount(db, deps.workspaceId, accountId)
      if (account?.state === 'connected') await noteFailure(deps, account, error)
    },
  }
}
