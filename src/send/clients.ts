import type { Outgoing, PlatformClient, UsageReport } from '../platforms/client.ts'

/** What sending needs of the accounts. */
export interface SendAccounts {
  /** What a platform may send, and how much; undefined for an unknown platform. */
  outgoing(platform: string): Pick<Outgoing, 'capabilities' | 'limits' | 'check'> | undefined
  /** Speaks for the account, and looks after its token. @throws PlatformError `auth` when it is not connected. */
  client(accountId: string, onUsage?: (report: UsageReport) => void): Promise<PlatformClient>
}
