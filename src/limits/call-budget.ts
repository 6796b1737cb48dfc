import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { UsageReport } from '../platforms/client.ts'
import { findPlatform } from '../platforms/index.ts'
import type { Database } from '../store/database.ts'
import { readBudgets, spendCall } from '../store/rate-budgets/rate-budgets.ts'
import { bucketOf, leftIn } from './buckets.ts'
import { createUsageKeeper } from './usage.ts'

interface Account {
  readonly workspace_id: string
  readonly id: string
  readonly platform: string
}

/** What may be asked of a platform beside sending, for each account, shared by all processes. */
export interface CallBudget {
  /** Keeps what the platform says of its limits. */
  note(workspaceId: string, accountId: string, report: UsageReport): void
  /** A call was made. */
  spend(account: Account): void
  /** Whether a call that can wait may be made: it leaves `reserve` (0 to 1) of every limit to others. */
  allow(account: Account, reserve: number): Promise<boolean>
}

export function createCallBudget(database: Database, log: Logger): CallBudget {
  const usage = createUsageKeeper(database, log)
  const bucketsOf = ({ id, platform }: Account) => {
    const limits = findPlatform(platform)?.messaging.limits ?? []
    return limits.filter(({ scope }) => scope === 'calls').map((limit) => bucketOf(id, limit))
  }
  return {
    note: usage.note,
    spend(account) {
      spendCall(database.db, account.workspace_id, bucketsOf(account)).catch((error) =>
        log.debug({ account: account.id, error: messageOf(error) }, 'a call was not taken from its budget'),
      )
    },
    async allow(account, reserve) {
      const { nowUs, budgets } = await readBudgets(database.db, account.workspace_id, [account.id])
      if (budgets.some((row) => row.held_until !== null || (row.usage_share ?? 0) > 1 - reserve)) return false
      return bucketsOf(account).every((bucket) => {
        const fullAt = budgets.find(({ name }) => name === bucket.name)?.full_at ?? 0
        // A bucket for one call has nothing to leave.
        return leftIn(bucket, fullAt, nowUs) >= Math.min(bucket.capacity, 1 + reserve * bucket.capacity)
      })
    },
  }
}
