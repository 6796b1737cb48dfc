import type { Updateable } from 'kysely'
import type { Inspection, SubscriptionState } from '../platforms/client.ts'
import type { AccountsTable } from '../store/schema.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** A token is renewed when it lives no longer than this, though tokens last 60 days. */
const RENEW_BEFORE_MS = 30 * DAY_MS
/** Platforms refuse to renew a token twice in a day. */
const RENEW_EVERY_MS = DAY_MS

/** What an inspection says, as columns. A name that the user gave stays. */
export function inspectionColumns(inspection: Inspection, namedByUser: boolean): Updateable<AccountsTable> {
  const { token } = inspection
  return {
    username: inspection.username ?? null,
    ...(namedByUser ? {} : { name: inspection.name ?? null }),
    picture_url: inspection.pictureUrl ?? null,
    followers: inspection.followers ?? null,
    quality: inspection.quality ?? null,
    token_kind: token.kind,
    token_scopes: [...token.scopes],
    token_missing_scopes: [...token.missingScopes],
    token_expires_at: token.expiresAt ?? null,
    inspected_at: new Date(),
    inspect_error: null,
  }
}

/** What the platform says of the subscription, as columns. */
export function subscriptionColumns(state: SubscriptionState): Updateable<AccountsTable> {
  return {
    subscribed: state.active,
    subscribed_fields: [...state.fields],
    subscription_problem: state.problem ?? null,
  }
}

/** Whether a token should be renewed now. */
export function shouldRenew(expiresAt: Date | undefined, since: Date | null, now: number): boolean {
  if (!expiresAt) return false
  const left = expiresAt.getTime() - now
  if (left > RENEW_BEFORE_MS) return false
  return since === null || now - since.getTime() >= RENEW_EVERY_MS
}

/** When an account is looked at next: within a day, and soon after its token may be renewed. */
export function nextCheck(expiresAt: Date | null, now: number): Date {
  const daily = DAY_MS * (0.9 + Math.random() / 5)
  const left = expiresAt ? expiresAt.getTime() - now : Number.POSITIVE_INFINITY
  return new Date(now + Math.max(HOUR_MS / 4, Math.min(daily, left / 2)))
}
