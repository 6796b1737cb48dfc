import { sendBuckets } from '../limits/buckets.ts'
import type { Executor } from '../store/database.ts'
import type { BucketLimit } from '../store/messages/claim.ts'
import { type MessageRow, placeInLine } from '../store/messages/messages.ts'
import { type BudgetRow, readBudgets } from '../store/rate-budgets/rate-budgets.ts'
import type { SendAccounts } from './clients.ts'

/** What a queued message waits for. */
export interface Wait {
  readonly reason: string | undefined
  /** At the earliest; undefined: now. */
  readonly notBefore: Date | undefined
  /** How many messages of the account go before it. */
  readonly place: number
}

/** Why a queued message is not sent yet, and when it can be. */
export async function describeWait(executor: Executor, row: MessageRow, clients: SendAccounts): Promise<Wait> {
  const place = await placeInLine(executor, row.workspace_id, row)
  const buckets = sendBuckets(row.account_id, clients.messaging(row.platform)?.limits ?? [], row.type)
  const aheadIn = async ({ perRecipient, types }: BucketLimit) => {
    if (perRecipient) return 0
    return types && place > 0 ? await placeInLine(executor, row.workspace_id, row, types) : place
  }
  const ahead = await Promise.all(buckets.map(aheadIn))
  const budgets = await readBudgets(executor, row.workspace_id, row.account_id, row.recipient)
  const now = Date.now()
  const held = budgets.filter((budget) => budget.held_until !== null)
  const waits = [
    { at: row.due_at.getTime(), reason: row.reason ?? 'retry' },
    ...held.map((budget) => ({ at: budget.held_until?.getTime() ?? 0, reason: budget.reason ?? 'rate_limit' })),
    ...buckets.map((bucket, index) => {
      const found = budgets.find((each) => each.name === bucket.name && bucket.perRecipient === (each.subject !== ''))
      const missing = (ahead[index] ?? 0) + 1 - availableIn(found, bucket.capacity, bucket.perSecond)
      return { at: missing > 0.000001 ? now + (missing / bucket.perSecond) * 1000 : 0, reason: 'rate_limit' }
    }),
  ]
  const longest = waits.reduce((a, b) => (b.at > a.at ? b : a))
  if (longest.at > now) return { place, reason: longest.reason, notBefore: new Date(longest.at) }
  return { place, reason: place > 0 ? 'line' : undefined, notBefore: undefined }
}

/** What a bucket has now. */
export function availableIn(budget: BudgetRow | undefined, capacity: number, perSecond: number): number {
  return budget ? Math.min(capacity, budget.tokens + budget.age * perSecond) : capacity
}
