import type { RateLimit } from '../platforms/messaging.ts'
import type { BucketLimit } from '../store/messages/claim.ts'
import type { BudgetRow } from '../store/rate-budgets/rate-budgets.ts'

/**
 * A limit as a token bucket that stays below it: what may be sent at once and what is refilled within the limit's
 * time are together no more than the limit. A burst that the platform grants is on top.
 */
export function bucketOf(accountId: string, limit: RateLimit): BucketLimit {
  const { scope, types, max, perMs, burst } = limit
  // Of a small limit enough for the time between two looks at the line.
  const capacity = burst ?? Math.max(1, Math.floor(max / 10), Math.min(3, Math.floor(max / 3)))
  const refill = burst === undefined && max > 1 ? max - capacity : max
  return {
    accountId,
    name: `${scope}:${max}/${perMs}`,
    perRecipient: scope === 'recipient',
    types,
    capacity,
    perSecond: (Math.max(refill, max / 2) * 1000) / perMs,
  }
}

/** The buckets that messages draw from, or those of one `type`: limits of other calls are not for sending. */
export function sendBuckets(accountId: string, limits: readonly RateLimit[], type?: string): BucketLimit[] {
  return limits
    .filter(({ scope }) => scope !== 'calls')
    .map((limit) => bucketOf(accountId, limit))
    .filter(({ types }) => type === undefined || !types || types.includes(type))
}

/** The share of a limit from which on calls are spaced out. */
const SLOW_FROM = 0.75
const LONGEST_SPACE_MS = 30_000
const FULL_MS = 5 * 60_000

/** How long to call nothing after the platform said how much of its limit is used. Longer the nearer it is to the wall. */
export function spaceAfter(share: number, regainAt: Date | undefined, now: Date): number {
  if (share >= 1 || (regainAt && share === 0))
    return regainAt ? Math.max(0, regainAt.getTime() - now.getTime()) : FULL_MS
  if (share < SLOW_FROM) return 0
  return Math.round(LONGEST_SPACE_MS * ((share - SLOW_FROM) / (1 - SLOW_FROM)) ** 2)
}

/** What a bucket has now. */
export function availableIn(budget: BudgetRow | undefined, capacity: number, perSecond: number): number {
  return budget ? Math.min(capacity, budget.tokens + budget.age * perSecond) : capacity
}
