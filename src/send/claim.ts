import { newUuid } from '../events/ids.ts'
import type { Clock } from '../lib/clock.ts'
import type { Lease } from '../lib/lease.ts'
import { type Allowance, allowanceOf } from '../limits/allowance.ts'
import { sendBuckets } from '../limits/buckets.ts'
import { lockAccounts } from '../store/accounts/lock.ts'
import type { Database, HotTransaction } from '../store/database.ts'
import { lockCandidates } from '../store/message-queue/candidates.ts'
import { type MessageJob, takeMessages } from '../store/message-queue/claim.ts'
import type { Bucket } from '../store/rate-budgets/bucket.ts'
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

/**
 * Takes messages that are due by `dueAt` from the queue, as far as the rate limits allow. Claims of an account run one
 * after the other, so what they find of its limits is so until they commit.
 */
export async function claimMessages(
  { database, workspaceId, clients, clock }: ClaimDependencies,
  wanted: readonly Wanted[],
  lease: Lease,
  dueAt: number,
): Promise<readonly MessageJob[]> {
  const accountIds = wanted.map(({ accountId }) => accountId)
  const buckets = wanted.flatMap(({ accountId, platform }) =>
    sendBuckets(accountId, clients.messaging(platform)?.limits ?? []),
  )
  return await database.hotTransaction(async (tx) => {
    const locked = lockAccounts(tx, workspaceId, accountIds)
    const uses = readLimitUses(tx, workspaceId, buckets, clock.now() - CLOCK_SLACK_MS)
    await locked
    const found = await uses
    const now = clock.now()
    const allowance = allowanceOf(buckets, found, now * 1000)
    const granted = await grant(tx, workspaceId, { wanted, buckets, allowance, dueAt, now })
    if (granted.length === 0) return []
    const taking = takeMessages(tx, workspaceId, granted, lease, now)
    await spendBudgets(tx, workspaceId, allowance.spendings, now * 1000)
    return await taking
  })
}

/** The messages that may be sent, each with the id of its step. */
async function grant(
  tx: HotTransaction,
  workspaceId: string,
  terms: {
    readonly wanted: readonly Wanted[]
    readonly buckets: readonly Bucket[]
    readonly allowance: Allowance
    readonly dueAt: number
    readonly now: number
  },
): Promise<{ id: string; stepId: string }[]> {
  const { wanted, buckets, allowance, dueAt, now } = terms
  const open = wanted
    .map(({ accountId, limit }) => ({ accountId, limit: Math.min(limit, allowance.leftOf(accountId)) }))
    .filter(({ limit }) => limit > 0)
  if (open.length === 0) return []
  const candidates = await lockCandidates(tx, workspaceId, {
    now: dueAt,
    nowUs: now * 1000,
    wanted: open,
    barred: allowance.barred,
    buckets: buckets.filter(({ perRecipient }) => perRecipient),
  })
  return candidates.filter(allowance.take).map(({ id }) => ({ id, stepId: newUuid() }))
}
