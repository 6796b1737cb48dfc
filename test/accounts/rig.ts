import { randomBytes } from 'node:crypto'
import { createPlatformAccess } from '../../src/accounts/access.ts'
import { connectAccount } from '../../src/accounts/connect.ts'
import type { Credentials } from '../../src/accounts/credentials.ts'
import type { AccountDependencies } from '../../src/accounts/dependencies.ts'
import { platformOf } from '../../src/accounts/platform-of.ts'
import { loadConfig } from '../../src/config.ts'
import { newUuid } from '../../src/events/ids.ts'
import { createVault } from '../../src/lib/vault.ts'
import { createCallBudget } from '../../src/limits/call-budget.ts'
import type { PlatformId } from '../../src/platforms/index.ts'
import { type AccountRecord, readAccount } from '../../src/store/accounts/read.ts'
import type { Database } from '../../src/store/database.ts'
import { createHubEvents } from '../../src/store/events/hub-events.ts'
import { createIdWindow } from '../../src/store/events/id-window.ts'
import type { Platforms } from '../platforms/index.ts'
import { silent } from '../support/databases.ts'

/** The accounts of a workspace of their own, without the rest of a hub. */
export interface AccountRig {
  readonly workspaceId: string
  readonly deps: AccountDependencies
  connect(platform: PlatformId, credentials: Credentials): Promise<AccountRecord>
  account(id: string): Promise<AccountRecord>
  /** The same accounts in a process that has another encryption key. */
  elsewhere(): AccountDependencies
  close(): Promise<void>
}

export function createAccountRig(database: Database, platforms: Platforms): AccountRig {
  const workspaceId = newUuid()
  const config = loadConfig({ ...platforms.env })
  const access = createPlatformAccess(config.platforms, 'Hubbub/test')
  const deps: AccountDependencies = {
    database,
    vault: createVault(randomBytes(32)),
    hubEvents: createHubEvents(database, createIdWindow(), () => undefined),
    access,
    calls: createCallBudget(database, silent),
    changed: async () => undefined,
    log: silent,
  }
  const account = async (id: string) => {
    const found = await readAccount(database.db, workspaceId, id)
    if (!found) throw new Error('the account is gone')
    return found
  }
  return {
    workspaceId,
    deps,
    async connect(platform, credentials) {
      const by = 'test'
      // The rigs of other tests have the same accounts.
      await database.db.deleteFrom('account_owners').where('workspace_id', '<>', workspaceId).execute()
      return await account(
        await connectAccount(deps, {
          workspaceId,
          platform: platformOf(platform),
          credentials,
          login: 'token',
          by,
          baseUrl: undefined,
        }),
      )
    },
    account,
    elsewhere: () => ({ ...deps, vault: createVault(randomBytes(32)) }),
    close: () => access.close(),
  }
}
