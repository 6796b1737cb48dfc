import { accountCallback } from '../accounts/callback-url.ts'
import { problemsOf, subscriptionCauseOf } from '../accounts/problems.ts'
import { storedParams, storedReason } from '../codes/stored.ts'
import { timeOfId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { AccountRow } from '../store/accounts/read.ts'
import type { LastRejection } from '../store/rejections/last.ts'
import { lastRejectionView } from './rejections.ts'

/** An account as it is shown; nothing of its secrets is in it. */
export function accountView(row: AccountRow, baseUrl: string, rejections: readonly LastRejection[]) {
  const id = publicIdOf('account', row.id)
  const names = [null, id, row.external_id]
  const [rejection] = rejections
    .filter((candidate) => candidate.platform === row.platform && names.includes(candidate.account))
    .sort((a, b) => (a.id < b.id ? 1 : -1))
  return {
    id,
    platform: row.platform,
    externalId: row.external_id,
    username: row.username,
    name: row.name,
    state: row.state,
    pictureUrl: row.picture_url,
    followers: row.followers,
    quality: row.quality,
    qualityReason:
      row.quality === null || row.quality_reason === null ? null : storedReason(row.quality_reason, row.quality),
    login: row.login,
    connectedAt: iso(row.connected_at),
    connectedBy: row.connected_by,
    disconnectedAt: iso(row.disconnected_at),
    disconnectedCode: row.disconnected_code,
    disconnectedParams: row.disconnected_code === null ? null : storedParams(row.disconnected_params),
    disconnectedReason: row.disconnected_reason,
    token:
      row.token_kind === null
        ? null
        : {
            kind: row.token_kind,
            scopes: row.token_scopes ?? [],
            missingScopes: row.token_missing_scopes ?? [],
            expiresAt: iso(row.token_expires_at),
            renewedAt: iso(row.token_renewed_at),
          },
    subscription:
      row.subscribed === null
        ? null
        : {
            active: row.subscribed,
            fields: row.subscribed_fields ?? [],
            problem: row.subscription_problem,
            reason: subscriptionCauseOf(row),
          },
    webhookUrl: accountCallback(baseUrl, row.platform, row.id),
    callbackUrl: row.callback_url,
    inspectedAt: iso(row.inspected_at),
    inspectError: row.inspect_error,
    lastEventAt: row.last_event_id === null ? null : timeOfId(row.last_event_id).toISOString(),
    lastRejection: rejection ? lastRejectionView(rejection) : null,
    problems: problemsOf(row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
