import { sql } from 'kysely'
import type { Executor } from '../database.ts'
import type { BucketLimit } from '../messages/claim.ts'

/** The row of an account that holds everything back until a time. */
const HOLD = 'hold'
/** Usage reports older than this describe a rate window that has ended. */
const USAGE_LASTS = sql`interval '1 hour'`

/** Makes sure that the buckets exist, full: two processes then never both find none. */
export async function ensureBuckets(
  executor: Executor,
  workspaceId: string,
  limits: readonly BucketLimit[],
  recipient: string,
): Promise<void> {
  if (limits.length === 0) return
  await executor
    .insertInto('rate_budgets')
    .values(
      limits.map((limit) => ({
        workspace_id: workspaceId,
        account_id: limit.accountId,
        name: limit.name,
        subject: limit.perRecipient ? recipient : '',
        tokens: limit.capacity,
        held_until: null,
        reason: null,
        usage_share: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Sends nothing for the account (or of it to one recipient) for so long, unless it is held longer already. `updated_at` of a
 * hold is when the share was told.
 */
export async function holdBack(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  hold: { recipient?: string; ms: number; reason: string; usageShare?: number },
): Promise<void> {
  const share = hold.usageShare ?? null
  await sql`
    insert into rate_budgets (workspace_id, account_id, name, subject, tokens, held_until, reason, usage_share)
    values (${workspaceId}, ${accountId}, ${HOLD}, ${hold.recipient ?? ''}, 0,
      now() + ${hold.ms}::float8 * interval '1 millisecond', ${hold.reason}, ${share}::float8)
    on conflict (workspace_id, account_id, name, subject) do update set
      reason = case when rate_budgets.held_until > excluded.held_until then rate_budgets.reason else excluded.reason end,
      held_until = greatest(rate_budgets.held_until, excluded.held_until),
      usage_share = coalesce(excluded.usage_share, rate_budgets.usage_share),
      updated_at = case when excluded.usage_share is null then rate_budgets.updated_at else now() end`.execute(executor)
}

/** Takes a call that was made from the buckets; more than is left is paid back later, up to one more bucket. */
export async function spendCall(
  executor: Executor,
  workspaceId: string,
  limits: readonly BucketLimit[],
): Promise<void> {
  for (const { accountId, name, capacity, perSecond } of limits) {
    await sql`
      insert into rate_budgets (workspace_id, account_id, name, subject, tokens)
      values (${workspaceId}, ${accountId}, ${name}, '', ${capacity}::float8 - 1)
      on conflict (workspace_id, account_id, name, subject) do update set updated_at = now(),
        tokens = greatest(-${capacity}::float8, least(${capacity}::float8, rate_budgets.tokens
          + greatest(0, extract(epoch from now() - rate_budgets.updated_at)::float8) * ${perSecond}::float8) - 1)`.execute(
      executor,
    )
  }
}

export interface BudgetRow {
  readonly account_id: string
  readonly name: string
  readonly subject: string
  readonly tokens: number
  /** Seconds since `tokens` was true. */
  readonly age: number
  readonly held_until: Date | null
  readonly reason: string | null
  /** Null when the report is too old. */
  readonly usage_share: number | null
}

/** The buckets of accounts, with their holds, and those of these recipients. */
export async function readBudgets(
  executor: Executor,
  workspaceId: string,
  accountIds: readonly string[],
  recipients: readonly string[] = [],
): Promise<BudgetRow[]> {
  const { rows } = await sql<BudgetRow>`
    select account_id, name, subject, tokens, greatest(0, extract(epoch from now() - updated_at)::float8) as age,
      case when held_until > now() then held_until end as held_until, reason,
      case when updated_at > now() - ${USAGE_LASTS} then usage_share end as usage_share
    from rate_budgets
    where workspace_id = ${workspaceId} and account_id = any(${[...accountIds]}::uuid[])
      and subject = any(${['', ...recipients]}::text[])`.execute(executor)
  return rows
}

/** Forgets buckets of recipients that are full again. @returns how many. */
export async function dropIdleBuckets(executor: Executor, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from rate_budgets where workspace_id = ${workspaceId} and subject <> ''
        and updated_at < now() - interval '1 hour' and (held_until is null or held_until < now()) returning 1)
    select count(*)::int as count from gone`.execute(executor)
  return rows[0]?.count ?? 0
}
