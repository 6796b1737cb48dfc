import type { Platform } from './platform.ts'

/** The path that takes requests about an account: its own where bodies name none, else that of all accounts. */
export function webhookPath({ id, webhook }: Platform, accountExternalId: string | undefined): string {
  const named = accountExternalId ?? webhook.accountInAddress?.sample
  return webhook.accountInAddress && named !== undefined
    ? `/api/v1/webhooks/${id}/${encodeURIComponent(named)}`
    : `/api/webhooks/${id}`
}
