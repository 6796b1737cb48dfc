import { createPlatformAccess } from '../accounts/access.ts'
import type { AccountDependencies } from '../accounts/dependencies.ts'
import { createAccountSigning } from '../accounts/signing.ts'
import { toPublicId } from '../events/ids.ts'
import { createCallBudget } from '../limits/call-budget.ts'
import type { Alerts } from '../operations/alerts.ts'
import { createAccountDirectory } from '../store/accounts/directory.ts'
import { VERSION } from '../version.ts'
import type { HubPart } from './contents.ts'

export const signing: HubPart<'database' | 'vault' | 'workspaces' | 'log', 'directory' | 'signing'> = {
  name: 'account signing',
  async start({ database, vault, workspaces, log }) {
    const directory = createAccountDirectory(database, workspaces.first)
    return { directory, signing: await createAccountSigning(database, vault, directory, log) }
  },
  stop: ({ signing }) => signing.close(),
}

export const access: HubPart<'config', 'access'> = {
  name: 'platform access',
  start: ({ config }) => ({
    access: createPlatformAccess(config.platforms, `Hubbub/${VERSION}`),
  }),
  stop: ({ access }) => access.close(),
}

export const accounts: HubPart<
  'database' | 'vault' | 'hubEvents' | 'access' | 'signing' | 'alerts' | 'log',
  'accounts'
> = {
  name: 'accounts',
  start: ({ database, vault, hubEvents, access, signing, alerts, log }) => ({
    accounts: {
      database,
      vault,
      hubEvents,
      access,
      calls: createCallBudget(database, log),
      changed: () => signing.changed(),
      lost: alertOfLoss(alerts),
      log,
    },
  }),
}

function alertOfLoss(alerts: Alerts): AccountDependencies['lost'] {
  return ({ workspace_id: workspaceId, id, platform }, reason) =>
    alerts.send(
      workspaceId,
      'accountDisconnected',
      `An account of ${platform} was disconnected`,
      `The hub can no longer act for the account ${toPublicId('account', id)} of ${platform}. ${reason}\n\nConnect it again: ` +
        `in the dashboard, or at /api/v1/connect/${platform}\n`,
    )
}
