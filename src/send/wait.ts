import { sendBuckets, whenLeft } from '../limits/buckets.ts'
import type { Executor } from '../store/database.ts'
import { placesInLine } from '../store/message-queue/line.ts'
import type { MessageRow } from '../store/messages/messages.ts'
import type { Bucket } from '../store/rate-budgets/bucket.ts'
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

/** Why queued messages are not sent yet, and when they can be; by id. */
export async function describeWaits(
  executor: Executor,
  workspaceId: string,
  messages: readonly MessageRow[],
  clients: SendAccounts,
): Promise<Map<string, Wait>> {
  if (messages.length === 0) return new Map()
  const waiting = messages.map((row) => ({
    row,
    buckets: sendBuckets(row.account_id, clients.messaging(row.platform)?.limits ?? [], row),
  }))
  const questions = waiting.flatMap(({ row, buckets }) => [
    { messageId: row.id, accountId: row.account_id, types: undefined },
    ...buckets.map(({ types }) => ({ messageId: row.id, accountId: row.account_id, types })),
  ])
  const places = await placesInLine(executor, workspaceId, questions)
  const { nowUs, budgets } = await readBudgets(
    executor,
    workspaceId,
    messages.map((row) => row.account_id),
    messages.map((row) => row.recipient),
  )
  const waits = new Map<string, Wait>()
  let next = 0
  for (const { row, buckets } of waiting) {
    const [place = 0, ...ahead] = places.slice(next, next + 1 + buckets.length)
    next += 1 + buckets.length
    const own = budgets.filter(({ account_id, subject }) => account_id === row.account_id && isFor(row, subject))
    waits.set(row.id, waitOf(row, place, buckets, ahead, own, nowUs))
  }
  return waits
}

/** Why a queued message is not sent yet, and when it can be. */
export async function describeWait(executor: Executor, row: MessageRow, clients: SendAccounts): Promise<Wait> {
  const waits = await describeWaits(executor, row.workspace_id, [row], clients)
  return waits.get(row.id) ?? { reason: undefined, notBefore: undefined, place: 0 }
}

function isFor(row: MessageRow, subject: string): boolean {
  return subject === '' || subject === row.recipient
}

/** @param ahead how many messages that draw from each bucket go before. */
function waitOf(
  row: MessageRow,
  place: number,
  buckets: readonly Bucket[],
  ahead: readonly number[],
  budgets: readonly BudgetRow[],
  nowUs: number,
): Wait {
  const now = nowUs / 1000
  const held = budgets.filter((budget) => budget.held_until !== null)
  const waits = [
    { at: row.due_at?.getTime() ?? 0, reason: row.reason ?? 'retry' },
    ...held.map((budget) => ({ at: budget.held_until?.getTime() ?? 0, reason: budget.reason ?? 'rate_limit' })),
    ...buckets.map((bucket, index) => {
      const found = budgets.find((each) => each.name === bucket.name && bucket.perRecipient === (each.subject !== ''))
      const before = bucket.perRecipient ? 0 : (ahead[index] ?? 0)
      const at = whenLeft(bucket, found?.full_at ?? 0, nowUs, before + 1) / 1000
      return { at, reason: 'rate_limit' }
    }),
  ]
  const longest = waits.reduce((a, b) => (b.at > a.at ? b : a))
  if (longest.at > now) return { place, reason: longest.reason, notBefore: new Date(longest.at) }
  return { place, reason: place > 0 ? 'line' : undefined, notBefore: undefined }
}
