import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { UsageReport } from '../platforms/client.ts'
import type { Database } from '../store/database.ts'
import { holdBack } from '../store/rate-budgets/rate-budgets.ts'
import { spaceAfter } from './buckets.ts'

const TELL_EVERY_MS = 10_000

/** Keeps what platforms say of their limits, so that every process slows down ahead of the wall. */
export interface UsageKeeper {
  note(workspaceId: string, accountId: string, report: UsageReport): void
}

export function createUsageKeeper(database: Database, log: Logger): UsageKeeper {
  const last = new Map<string, { share: number; at: number }>()
  return {
    note(workspaceId, accountId, { share, regainAt }) {
      const now = new Date()
      const ms = spaceAfter(share, regainAt, now)
      const known = last.get(accountId)
      // Every answer reports; only what changes something is worth a write.
      const news = !known || Math.abs(known.share - share) >= 0.05 || now.getTime() - known.at > TELL_EVERY_MS
      if (ms === 0 && !news) return
      last.set(accountId, { share, at: now.getTime() })
      holdBack(database.db, workspaceId, accountId, { ms, reason: 'usage', usageShare: share }).catch((error) =>
        log.debug({ account: accountId, error: messageOf(error) }, 'the usage of a limit was not noted'),
      )
    },
  }
}
