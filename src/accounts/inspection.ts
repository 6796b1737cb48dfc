import type { Reason } from '../codes/sentence.ts'
import { storedCode } from '../codes/stored.ts'
import type { Inspection, SubscriptionState } from '../platforms/client.ts'
import type { AccountChanges } from '../store/accounts/write.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** What an inspection says, as columns. A name that the user gave stays. */
export function inspectionColumns(inspection: Inspection, namedByUser: boolean): AccountChanges {
  const { token } = inspection
  return {
    parent_external_id: inspection.parentId ?? null,
    username: inspection.username ?? null,
    ...(namedByUser ? {} : { name: inspection.name ?? null }),
    picture_url: inspection.pictureUrl ?? null,
    followers: inspection.followers ?? null,
    quality: inspection.quality ?? null,
    quality_reason: inspection.qualityReason ? storedCode(inspection.qualityReason) : null,
    token_kind: token.kind,
    token_scopes: [...token.scopes],
    token_missing_scopes: [...token.missingScopes],
    token_expires_at: token.expiresAt ?? null,
    inspected_at: new Date(),
    inspect_error: null,
    inspect_reason: null,
  }
}

/** Why a check did not succeed, as columns. */
export function errorColumns(cause: Reason | undefined): AccountChanges {
  return { inspect_error: cause?.detail ?? null, inspect_reason: cause ? storedCode(cause) : null }
}

/** What the platform says of the subscription, as columns. */
export function subscriptionColumns(state: SubscriptionState): AccountChanges {
  return {
    subscribed: state.active,
    subscribed_fields: [...state.fields],
    subscription_problem: state.problem?.detail ?? null,
    subscription_reason: state.problem ? storedCode(state.problem) : null,
  }
}

/**
 * Whether a token should be renewed now: when half of its life is over, but not twice in a day (platforms refuse that) unless
 * it would not live so long. One whose end nobody told is tried daily, which tells it.
 */
export function shouldRenew(expiresAt: Date | undefined, since: Date | null, now: number): boolean {
  const age = since === null ? DAY_MS : now - since.getTime()
  if (!expiresAt) return age >= DAY_MS
  const left = expiresAt.getTime() - now
  return left < DAY_MS || (age >= DAY_MS && left <= age)
}

/** When an account is looked at next: within a day, and well before its token ends. */
export function nextCheck(expiresAt: Date | null, now: number): Date {
  const daily = DAY_MS * (0.9 + Math.random() / 5)
  const left = expiresAt ? expiresAt.getTime() - now : Number.POSITIVE_INFINITY
  return new Date(now + Math.max(MINUTE_MS, Math.min(daily, left / 2)))
}
