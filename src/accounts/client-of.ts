import { refusal, refusalWith } from '../codes/refusals.ts'
import { type HubError, messageOf } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { PlatformClient, UsageReport } from '../platforms/client.ts'
import { findPlatform, platformName } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import type { AccountRecord } from '../store/accounts/read.ts'
import type { CallWatch } from './access.ts'
import { type Credentials, openCredentials } from './credentials.ts'
import type { AccountDependencies } from './dependencies.ts'

type ClientDependencies = Pick<AccountDependencies, 'vault' | 'access'>

interface OpenAccount {
  readonly client: PlatformClient
  readonly credentials: Credentials
  readonly platform: Platform
}

/**
 * The credentials and the client of an account, connected or not, whose calls are taken from its budget.
 * @throws HubError account_not_connected when it has no credentials, or they cannot be opened.
 */
export function clientOf(
  deps: ClientDependencies & Pick<AccountDependencies, 'calls'>,
  account: AccountRecord,
): OpenAccount {
  return open(deps, account, {
    onUsage: (report) => deps.calls.note(account.workspace_id, account.id, report),
    onCall: () => deps.calls.spend(account),
  })
}

function open(deps: ClientDependencies, account: AccountRecord, watch: CallWatch): OpenAccount {
  const platform = findPlatform(account.platform)
  if (!platform || !account.credentials_sealed) throw notConnected(account)
  let credentials: Credentials
  try {
    credentials = openCredentials(deps.vault, account.credentials_sealed)
  } catch (error) {
    throw refusalWith(
      'credentials_unreadable',
      { account: publicIdOf('account', account.id), said: messageOf(error) },
      { cause: error },
    )
  }
  const client = platform.client(credentials, deps.access.environment(watch))
  return { client, credentials, platform }
}

/**
 * The client of an account that the hub may act for. Messages have budgets of their own.
 * @throws HubError account_not_connected with the reason when it is not connected.
 */
export function connectedClientOf(
  deps: ClientDependencies,
  account: AccountRecord,
  onUsage?: (report: UsageReport) => void,
): PlatformClient {
  if (account.state !== 'connected') throw notConnected(account)
  return open(deps, account, onUsage ? { onUsage } : {}).client
}

function notConnected(account: AccountRecord): HubError {
  const params = { account: publicIdOf('account', account.id), platform: platformName(account.platform) }
  if (account.state !== 'disconnected') return refusal('account_discovered', params)
  return refusal('account_disconnected', { ...params, said: account.disconnected_reason ?? 'no reason given' })
}
