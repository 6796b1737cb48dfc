import type { MessagingFacet, Recipients } from '../platforms/messaging.ts'
import type { Executor } from '../store/database.ts'
import { countQueued } from '../store/message-queue/line.ts'
import { readBudgets } from '../store/rate-budgets/rate-budgets.ts'
import { bucketOf, leftIn } from './buckets.ts'

/** How much an account may still send and call now. */
export interface HeadRoom {
  readonly limits: readonly {
    readonly scope: 'send' | 'recipient' | 'calls'
    /** Of limits per recipient: only these; undefined: each. */
    readonly recipients: Recipients['name'] | undefined
    /** Only messages of these types; undefined: all. */
    readonly types: readonly string[] | undefined
    readonly max: number
    readonly perMs: number
    readonly burst: number
    /** How many at once now; of limits per recipient: to one that got nothing yet. */
    readonly available: number
  }[]
  /** Nothing is sent until then, because the platform asked for it or its limit is nearly used. */
  readonly heldUntil: Date | undefined
  readonly reason: string | undefined
  /** Share of its limits that is used, as the platform last said; 0 to 1 or more. */
  readonly usage: number | undefined
  readonly queued: number
}

export async function headRoomOf(
  executor: Executor,
  workspaceId: string,
  account: { id: string; platform: string },
  messaging: (platform: string) => Pick<MessagingFacet, 'limits'> | undefined,
): Promise<HeadRoom> {
  const { nowUs, budgets } = await readBudgets(executor, workspaceId, [account.id])
  const hold = budgets.find((budget) => budget.name === 'hold')
  return {
    limits: (messaging(account.platform)?.limits ?? []).map((limit) => {
      const bucket = bucketOf(account.id, limit)
      const { name, capacity, perRecipient } = bucket
      const fullAt = perRecipient ? 0 : (budgets.find((budget) => budget.name === name)?.full_at ?? 0)
      const available = Math.max(0, leftIn(bucket, fullAt, nowUs))
      const { scope, recipients, types, max, perMs } = limit
      return { scope, recipients: recipients?.name, types, max, perMs, burst: capacity, available }
    }),
    heldUntil: hold?.held_until ?? undefined,
    reason: hold?.held_until ? (hold.reason ?? undefined) : undefined,
    usage: hold?.usage_share ?? undefined,
    queued: await countQueued(executor, workspaceId, account.id),
  }
}
