import type { PlatformClient, UsageReport } from '../platforms/client.ts'
import type { MessagingFacet } from '../platforms/messaging.ts'

/** What sending needs of the accounts. */
export interface SendAccounts {
  /** What can be said on a platform, and when; undefined for an unknown platform. */
  messaging(platform: string): MessagingFacet | undefined
  /** Speaks for the account, and looks after its token. @throws PlatformError `auth` when it is not connected. */
  client(workspaceId: string, accountId: string, onUsage?: (report: UsageReport) => void): Promise<PlatformClient>
}
