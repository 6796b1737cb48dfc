import type { Capabilities, PlatformClient, PlatformError, RateLimit, UsageReport } from '../platforms/client.ts'

/** What sending needs of the accounts. */
export interface SendAccounts {
  /** What a platform may send, and how much; undefined for an unknown platform. */
  outgoing(platform: string): { readonly capabilities: Capabilities; readonly limits: readonly RateLimit[] } | undefined
  /** Speaks for the account. @throws PlatformError `auth` when it is not connected. */
  client(accountId: string, onUsage?: (report: UsageReport) => void): Promise<PlatformClient>
  /** The platform no longer takes the account's token. */
  rejected(accountId: string, error: PlatformError): Promise<void>
}
