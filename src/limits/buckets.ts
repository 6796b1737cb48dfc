import type { RateLimit } from '../platforms/messaging.ts'
import type { Bucket } from '../store/rate-budgets/bucket.ts'

/*
 * A bucket is one number: `fullAt`, when it is full again, in microseconds since 1970. A call moves it `refillUs` on, from
 * now at the earliest. What is in the bucket follows from how far off it is.
 */

/**
 * A limit as a bucket that spreads calls: what may be sent at once and what is refilled within the limit's time are
 * together no more than the limit. A burst that the platform grants is on top.
 */
export function bucketOf(accountId: string, limit: RateLimit): Bucket {
  const { scope, recipients, types, max, perMs, burst } = limit
  // Of a small limit enough for the time between two claims.
  const capacity = burst ?? Math.max(1, Math.floor(max / 10), Math.min(3, Math.floor(max / 3)))
  const refill = burst === undefined && max > 1 ? max - capacity : max
  return {
    accountId,
    name: `${scope}:${max}/${perMs}`,
    perRecipient: scope === 'recipient',
    includes: recipients?.includes,
    types,
    most: max + (burst ?? 0),
    perMs,
    capacity,
    refillUs: Math.ceil((perMs * 1000) / Math.max(refill, Math.ceil(max / 2))),
  }
}

/** What a bucket may be for, of a message. */
interface Sent {
  readonly recipient: string
  readonly type: string
}

/** The buckets that messages draw from, or those of one message: limits of other calls are not for sending. */
export function sendBuckets(accountId: string, limits: readonly RateLimit[], message?: Sent): Bucket[] {
  return limits
    .filter(({ scope }) => scope !== 'calls')
    .map((limit) => bucketOf(accountId, limit))
    .filter((bucket) => message === undefined || isFor(bucket, message))
}

/** Whether the message draws from the bucket. */
export function isFor({ types, includes }: Bucket, { recipient, type }: Sent): boolean {
  return (types === undefined || types.includes(type)) && (includes === undefined || includes(recipient))
}

/** How many calls are in a bucket; below 0 when more were made than it held. */
export function leftIn({ capacity, refillUs }: Bucket, fullAtUs: number, nowUs: number): number {
  return capacity - Math.ceil(Math.max(0, fullAtUs - nowUs) / refillUs)
}

/** When `calls` are in a bucket, or were refilled one by one; in microseconds. */
export function whenLeft({ capacity, refillUs }: Bucket, fullAtUs: number, nowUs: number, calls: number): number {
  return Math.max(fullAtUs, nowUs) - (capacity - calls) * refillUs
}

/** The share of a limit from which on calls are spaced out. */
const SLOW_FROM = 0.75
const LONGEST_SPACE_MS = 30_000
const FULL_MS = 5 * 60_000

/** How long to call nothing after the platform said how much of its limit is used: the longer, the more. */
export function spaceAfter(share: number, regainAt: Date | undefined, now: Date): number {
  if (share >= 1 || (regainAt && share === 0))
    return regainAt ? Math.max(0, regainAt.getTime() - now.getTime()) : FULL_MS
  if (share < SLOW_FROM) return 0
  return Math.round(LONGEST_SPACE_MS * ((share - SLOW_FROM) / (1 - SLOW_FROM)) ** 2)
}
