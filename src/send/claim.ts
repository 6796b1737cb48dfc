import { newUuid } from '../events/ids.ts'
import type { Clock } from '../lib/clock.ts'
import type { Lease } from '../lib/lease.ts'
import { type Allowance, allowanceOf } from '../limits/allowance.ts'
import { sendBuckets } from '../limits/buckets.ts'
import { lockAccounts } from '../store/accounts/lock.ts'
import type { Database } from '../store/database.ts'
import { lockCandidates } from '../store/message-queue/candidates.ts'
import { type MessageJob, takeMessages } from '../store/message-queue/claim.ts'
import { spendBudgets } from '../store/rate-budgets/rate-budgets.ts'
import { readLimitUses } from '../store/steps/recent.ts'
import type { SendAccounts } from './clients.ts'

/** The clocks of processes may differ by so much, so a call counts for so much longer. */
const CLOCK_SLACK_MS = 50

interface ClaimDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly clients: SendAccounts
  readonly clock: Clock
}

/** An account that messages are wanted of. */
interface Wanted {
  readonly accountId: string
  readonly platform: string
  readonly limit: number
}

interface ClaimTerms {
  readonly wanted: readonly Wanted[]
  readonly lease: Lease
  /** Messages are due by this time. */
  readonly dueAt: number
}

/**
 * Takes due messages from the queue, as far as the rate limits allow. Claims of an account run one after the other, so
 * what one finds of the limits is so until it commits.
 */
export async function claimMessages(
  { database, workspaceId, clients, clock }: ClaimDependencies,
  { wanted, lease, dueAt }: ClaimTerms,
): Promise<readonly MessageJob[]> {
  const accountIds = wanted.map(({ accountId }) => accountId)
  const buckets = wanted.flatMap(({ accountId, platform }) =>
    sendBuckets(accountId, clients.messaging(platform)?.limits ?? []),
  )
  const perRecipient = buckets.filter((bucket) => bucket.perRecipient)
  return await database.hotTransaction(async (tx) => {
    const candidates = (from: readonly Wanted[], barred: Allowance['barred'] = []) =>
      lockCandidates(tx, workspaceId, {
        now: dueAt,
        nowUs: clock.now() * 1000,
        wanted: from,
        barred,
        buckets: perRecipient,
      })
    // Sent together: one round trip, where nothing is used up.
    const [, uses, first] = await Promise.all([
      lockAccounts(tx, workspaceId, accountIds),
      readLimitUses(tx, workspaceId, buckets, clock.now() - CLOCK_SLACK_MS),
      candidates(wanted),
    ])
    const now = clock.now()
    const allowance = allowanceOf(buckets, uses, now * 1000)
    const granted = first.filter(allowance.take)
    const open = wanted.filter(({ accountId }) => allowance.leftOf(accountId) > 0)
    if (granted.length < first.length && allowance.barred.length > 0 && open.length > 0)
      granted.push(...(await candidates(open, allowance.barred)).filter(allowance.take))
    if (granted.length === 0) return []
    const takings = granted.map(({ id }) => ({ id, stepId: newUuid() }))
    const [jobs] = await Promise.all([
      takeMessages(tx, workspaceId, takings, lease, now),
      spendBudgets(tx, workspaceId, allowance.spendings, now * 1000),
    ])
    return jobs
  })
}
