import type { Bucket } from '../store/rate-budgets/bucket.ts'
import type { LimitUse } from '../store/steps/recent.ts'
import { isFor, leftIn } from './buckets.ts'

/** A message that asks for a call. */
interface Ask {
  readonly id: string
  readonly accountId: string
  readonly recipient: string
  readonly type: string
}

/** What may be called at one moment, within all limits of some accounts. */
export interface Allowance {
  /** How many calls the limits of a whole account leave, whatever they send. */
  leftOf(accountId: string): number
  /** What is used up besides: types of messages, and recipients. */
  readonly barred: readonly {
    readonly accountId: string
    readonly types: readonly string[] | undefined
    readonly recipient: string | undefined
  }[]
  /** Takes a call; false when a limit does not leave one. A recipient gets one at a time. */
  take(ask: Ask): boolean
  /** What was taken from each bucket. */
  readonly spendings: readonly {
    readonly accountId: string
    readonly name: string
    readonly subject: string
    readonly costUs: number
  }[]
}

/**
 * A limit leaves what is in its bucket, and no more than its most less the calls that run or ended within its time. So a
 * platform sees no more than that in any such time, however long a call is on its way.
 */
export function allowanceOf(buckets: readonly Bucket[], uses: readonly LimitUse[], nowUs: number): Allowance {
  /** Of limits of whole accounts; and the recipients to whom a limit leaves nothing. */
  const left = new Map<Bucket, number>()
  const usedUp = new Map<Bucket, Set<string>>()
  const barred: Allowance['barred'][number][] = []
  const spent = new Map<string, Allowance['spendings'][number]>()
  for (const { index, subject, calls, fullAt } of uses) {
    const bucket = buckets[index]
    // A limit of groups is not used up by what is sent to a person.
    if (!bucket || (bucket.perRecipient && bucket.includes?.(subject) === false)) continue
    const { accountId, types, perRecipient, most } = bucket
    const count = Math.max(0, Math.min(leftIn(bucket, fullAt, nowUs), most - calls))
    if (perRecipient) usedUp.set(bucket, (usedUp.get(bucket) ?? new Set()).add(subject))
    else left.set(bucket, count)
    if (count === 0 || perRecipient) barred.push({ accountId, types, recipient: perRecipient ? subject : undefined })
  }
  const leaves = (bucket: Bucket, recipient: string) =>
    bucket.perRecipient ? !usedUp.get(bucket)?.has(recipient) : (left.get(bucket) ?? 0) > 0
  const spend = ({ accountId, name, perRecipient, refillUs }: Bucket, recipient: string) => {
    const subject = perRecipient ? recipient : ''
    const key = JSON.stringify([accountId, name, subject])
    spent.set(key, { accountId, name, subject, costUs: (spent.get(key)?.costUs ?? 0) + refillUs })
  }
  const served = new Set<string>()
  return {
    barred,
    leftOf: (accountId) =>
      buckets.reduce(
        (least, bucket) =>
          bucket.accountId !== accountId || bucket.perRecipient || bucket.types
            ? least
            : Math.min(least, left.get(bucket) ?? 0),
        Number.POSITIVE_INFINITY,
      ),
    take({ accountId, recipient, type }) {
      const drawn = buckets.filter((bucket) => bucket.accountId === accountId && isFor(bucket, { recipient, type }))
      const person = JSON.stringify([accountId, recipient])
      if (served.has(person) || !drawn.every((bucket) => leaves(bucket, recipient))) return false
      served.add(person)
      for (const bucket of drawn) {
        if (!bucket.perRecipient) left.set(bucket, (left.get(bucket) ?? 0) - 1)
        spend(bucket, recipient)
      }
      return true
    },
    get spendings() {
      return [...spent.values()]
    },
  }
}
